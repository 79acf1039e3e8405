#pragma once
// Small datagrams to and from everybody on the link, over IPv4 or IPv6.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "base/error.hpp"
#include "transport/address.hpp"

namespace weir::transport {

// One socket per interface, because only so an interface that goes takes nothing else with it and
// the sender's interface is known (a link-local address means nothing without). Lives on the node
// thread. A datagram to every interface arrives once per interface that two nodes share: receivers
// must expect repetitions.
class MulticastSocket {
public:
    enum class Scope { every_interface, loopback_only };
    static constexpr std::size_t interfaces_max = 64;  // more are left out

    // The bytes are valid during the call; at most limits::datagram_bytes_max, larger ones are
    // ignored. A link-local sender has its interface: "fe80::1%eth0". Called from the event loop.
    using Received =
        std::move_only_function<void(std::span<const std::byte> datagram, const Address& sender)>;

    // Several sockets of one machine may share group and port. bad_request when `group` is not a
    // numeric multicast address; os_failure when its family or port cannot be used at all. Without
    // any interface it waits for one.
    static Result<std::unique_ptr<MulticastSocket>> open(const asio::any_io_executor& executor,
                                                         const Address& group, Scope scope,
                                                         Received received);
    ~MulticastSocket();

    // To the group on every interface that is up now; interfaces that came up since are joined
    // first. True when at least one took it. At most limits::datagram_bytes_max.
    bool send(std::span<const std::byte> datagram);

    // Joins interfaces that came up, leaves those that went: to hear before the next send().
    void refresh();

private:
    class Port;

    explicit MulticastSocket(std::shared_ptr<Port> port);

    std::shared_ptr<Port> port_;
};

}  // namespace weir::transport
