#pragma once
// Small datagrams to and from one address at a time.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "transport/address.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::transport {

// Lives on the node thread.
class DatagramSocket {
public:
    // As MulticastSocket::Received.
    using Received =
        std::move_only_function<void(std::span<const std::byte> datagram, const Address& sender)>;

    // `local` is a numeric host or "*", which is every address of both families; port 0 takes a
    // free one. os_failure when it cannot be bound.
    static Result<std::unique_ptr<DatagramSocket>> open(const asio::any_io_executor& executor,
                                                        const Address& local, Received received);

    std::uint16_t port() const { return port_; }
    // False when `to` is not numeric or the kernel did not take it.
    bool send(std::span<const std::byte> datagram, const Address& to);

private:
    DatagramSocket(WatchedDescriptor socket, bool is_v6, std::uint16_t port)
        : socket_(std::move(socket)), is_v6_(is_v6), port_(port) {}

    WatchedDescriptor socket_;
    bool is_v6_;
    std::uint16_t port_;
};

// Gives the datagrams that wait in the socket to `received`, until it returns false and at most
// limits::datagrams_a_turn_max: who floods one socket must leave time to the others. The rest is
// found at the next turn.
void receive_datagrams(
    int fd, const std::function<bool(std::span<const std::byte>, const Address&)>& received);

}  // namespace weir::transport
