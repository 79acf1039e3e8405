#pragma once
// Connects out: resolves a name, tries its addresses, gives up in time.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "transport/connection.hpp"
#include "transport/name_lookup.hpp"

namespace weir::transport {

// One attempt at a time; connecting again, cancel() and the destructor end the one under way, and
// then its `done` is never called. Lives on the node thread.
class Dialler {
public:
    using Done = std::move_only_function<void(Result<std::shared_ptr<Connection>>)>;

    virtual ~Dialler() = default;

    // `done` comes from the event loop, at the latest after `timeout`, with a connection that is
    // not started or with a sentence for the operator.
    virtual void connect(const Address& target, Duration timeout, Done done) = 0;
    virtual void cancel() = 0;
};

// The kernel's network. A host's addresses are tried in turn, IPv4 and IPv6 alternately and IPv4
// first: the next one when one fails, and beside it when it is silent for limits::connect_stagger.
// The first that answers is taken.
class Connector final : public Dialler {
public:
    // `ask`: who knows hosts by name.
    Connector(const asio::any_io_executor& executor, const ConnectionSettings& settings,
              NameLookup::Ask ask = NameLookup::ask_system)
        : executor_(executor),
          settings_(settings),
          names_(std::make_shared<NameLookup>(executor, std::move(ask))) {}
    Connector(const Connector&) = delete;
    Connector& operator=(const Connector&) = delete;
    ~Connector() override { cancel(); }

    void connect(const Address& target, Duration timeout, Done done) override;
    void cancel() override;

private:
    class Attempt;

    asio::any_io_executor executor_;
    ConnectionSettings settings_;
    std::shared_ptr<NameLookup> names_;  // of all attempts, one after the other
    std::shared_ptr<Attempt> attempt_;
};

}  // namespace weir::transport
