#pragma once
// Accepts connections on one TCP port or on one path.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <functional>
#include <memory>

#include "transport/connection.hpp"

namespace weir::transport {

// A connection above any limit is closed at once.
struct AcceptLimits {
    std::size_t connections_max = limits::connections_max;              // open at once
    std::size_t per_address_max = limits::connections_per_address_max;  // of these, from one host
    std::size_t per_network_max = limits::connections_per_network_max;  // from one /64 of IPv6
    bool local_counts = false;  // whether the last two bind this machine as well
};

// Raises this process's soft limit of file descriptors to its hard one; returns what it has then.
std::size_t raise_descriptor_limit();

// Closes its port when it goes away; accepted connections live on. Lives on the node thread.
class Listener {
public:
    // Gets each connection, not started. Called from the event loop.
    using Accepted = std::move_only_function<void(std::shared_ptr<Connection>)>;

    // Where listen_on() (listening_socket.hpp) can listen.
    static Result<std::unique_ptr<Listener>> open(const asio::any_io_executor& executor,
                                                  const Address& at,
                                                  const ConnectionSettings& settings,
                                                  Accepted accepted,
                                                  const AcceptLimits& limits = {});
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
