#pragma once
// The addresses behind a host's name, asked for where a dead name server holds up nobody.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::transport {

// The name service blocks for as long as it likes, and nothing can end that: it is asked on a
// thread that is left to itself, which touches nothing of the one who asks. Lives on the node
// thread, and may go at any time.
class NameLookup {
public:
    using Addresses = std::vector<std::string>;  // numeric; empty: nobody knows the name
    using Ask = std::function<Addresses(const std::string& host)>;  // on that thread
    using Done = std::move_only_function<void(Addresses found)>;

    static Addresses ask_system(const std::string& host);

    explicit NameLookup(asio::any_io_executor executor, Ask ask = ask_system)
        : executor_(std::move(executor)), ask_(std::move(ask)) {}
    NameLookup(const NameLookup&) = delete;
    NameLookup& operator=(const NameLookup&) = delete;
    ~NameLookup() { cancel(); }

    // One at a time; another one, cancel() and the destructor end the one under way, and then its
    // `done` is never called. It comes from the event loop. The same host again waits for the
    // answer that is on its way already, so that there is one thread and not one for every try.
    // os_failure when the system gives no descriptor or no thread.
    Result<> start(const std::string& host, Done done);
    void cancel();

private:
    struct Box;

    Result<std::shared_ptr<Box>> ask_anew(const std::string& host);
    void answered();

    asio::any_io_executor executor_;
    Ask ask_;
    std::shared_ptr<Box> box_;  // shared with the thread; null: nobody is asked
    WatchedDescriptor bell_;
    Done done_;
};

}  // namespace weir::transport
