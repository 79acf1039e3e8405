#pragma once
// A descriptor that the event loop watches until there is something to read.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/unique_fd.hpp"

namespace weir::transport {

// Owns the descriptor. Lives on the node thread.
class WatchedDescriptor {
public:
    // What the one who is called may ask, even after ending the watch from inside the call.
    class Watch {
    public:
        virtual int fd() const = 0;  // -1 when closed
        virtual bool is_open() const = 0;

    protected:
        ~Watch() = default;
    };
    // From the event loop, whenever there is something to read, and again while some of it is left;
    // never after close(), nor while paused. Lives until it has returned, whatever it ends.
    using Ready = std::move_only_function<void(const Watch& watch)>;

    // os_failure when the event loop refuses `what`.
    static Result<WatchedDescriptor> open(const asio::any_io_executor& executor, UniqueFd fd,
                                          std::string_view what, Ready ready);
    WatchedDescriptor() = default;  // watches nothing
    WatchedDescriptor(WatchedDescriptor&&) noexcept = default;
    WatchedDescriptor& operator=(WatchedDescriptor&& other) noexcept {
        std::swap(life_, other.life_);
        return *this;
    }
    ~WatchedDescriptor() { close(); }

    int fd() const;  // -1 when closed
    void pause();    // until resume()
    void resume();
    void close();

private:
    class Life;

    explicit WatchedDescriptor(std::shared_ptr<Life> life) : life_(std::move(life)) {}

    std::shared_ptr<Life> life_;  // shared with the handler that waits
};

}  // namespace weir::transport
