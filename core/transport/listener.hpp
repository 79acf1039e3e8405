#pragma once
// Accepts connections on one TCP port.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <functional>
#include <memory>

#include "transport/connection.hpp"

namespace weir::transport {

// Closes its port when it goes away; accepted connections live on. Lives on the node thread.
class Listener {
public:
    // Gets each connection, not started. Called from the event loop.
    using Accepted = std::move_only_function<void(std::shared_ptr<Connection>)>;

    // Numeric host, or "*" for every interface (IPv6 and IPv4); port 0 for any free one. At most
    // `connections_max` accepted connections are open at once, the next one is closed at once.
    static Result<std::unique_ptr<Listener>> open(
        const asio::any_io_executor& executor, const Address& at,
        const ConnectionSettings& settings, Accepted accepted,
        std::size_t connections_max = limits::connections_max);
    ~Listener();

    const Address& address() const { return address_; }  // with the real port
    std::size_t connections() const;                     // accepted ones that are open

private:
    class Port;

    Listener(std::shared_ptr<Port> port, Address address);

    std::shared_ptr<Port> port_;
    Address address_;
};

}  // namespace weir::transport
