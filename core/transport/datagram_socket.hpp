#pragma once
// Small datagrams to and from one address at a time.

#include <asio/any_io_executor.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "base/error.hpp"
#include "transport/address.hpp"

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
    ~DatagramSocket();

    // False when `to` is not numeric or the kernel did not take it.
    bool send(std::span<const std::byte> datagram, const Address& to);

private:
    class Port;

    explicit DatagramSocket(std::shared_ptr<Port> port);

    std::shared_ptr<Port> port_;
};

// Gives every datagram that waits in the socket to `received`, while that returns true.
void receive_datagrams(
    int fd, const std::function<bool(std::span<const std::byte>, const Address&)>& received);

}  // namespace weir::transport
