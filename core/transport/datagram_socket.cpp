#include "transport/datagram_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/limits.hpp"
#include "transport/endpoints.hpp"

namespace weir::transport {
namespace {

using Endpoint = asio::ip::udp::endpoint;

// An IPv4 address as a socket of both families takes it.
Endpoint mapped(const Endpoint& v4) {
    return {asio::ip::make_address_v6(asio::ip::v4_mapped, v4.address().to_v4()), v4.port()};
}

Result<UniqueFd> bound(const Endpoint& at, const Address& local) {
    UniqueFd fd(socket(at.protocol().family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int off = 0;
    if (fd && at.address().is_v6())
        setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (fd && bind(fd.get(), at.data(), static_cast<socklen_t>(at.size())) == 0) return fd;
    return fail(Code::os_failure,
                "datagrams cannot be received at " + text(local) + " (" + errno_name(errno) + ")",
                errno);
}

Result<UniqueFd> bound(const Address& local) {
    if (local.host != "*") {
        if (const auto at = datagram_endpoint(local)) return bound(*at, local);
        return fail(Code::bad_request, text(local) + " is not a numeric address");
    }
    if (auto both = bound({asio::ip::udp::v6(), local.port}, local)) return both;
    return bound({asio::ip::udp::v4(), local.port}, local);  // a machine without IPv6
}

Endpoint own_endpoint(int fd) {
    Endpoint own;
    auto size = static_cast<socklen_t>(own.capacity());
    getsockname(fd, own.data(), &size);
    return own;
}

}  // namespace

void receive_datagrams(
    int fd, const std::function<bool(std::span<const std::byte>, const Address&)>& received) {
    // One byte more than allowed tells a datagram that is too large.
    std::array<std::byte, limits::datagram_bytes_max + 1> bytes;
    for (std::size_t turn = 0; turn < limits::datagrams_a_turn_max; ++turn) {
        Endpoint from;
        auto from_size = static_cast<socklen_t>(from.capacity());
        const ssize_t got =
            recvfrom(fd, bytes.data(), bytes.size(), MSG_DONTWAIT, from.data(), &from_size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return;
        const auto size = static_cast<std::size_t>(got);
        if (size > limits::datagram_bytes_max) continue;
        if (!received(std::span(bytes).first(size), address_of(*from.data()))) return;
    }
}

Result<std::unique_ptr<DatagramSocket>> DatagramSocket::open(const asio::any_io_executor& executor,
                                                             const Address& local,
                                                             Received received) {
    auto fd = bound(local);
    if (!fd) return std::unexpected(std::move(fd.error()));
    const Endpoint own = own_endpoint(fd->get());
    auto socket = WatchedDescriptor::open(
        executor, std::move(*fd), "a socket for datagrams",
        [received = std::move(received)](const WatchedDescriptor::Watch& watch) mutable {
            receive_datagrams(watch.fd(), [&](auto datagram, const Address& from) {
                received(datagram, from);
                return watch.is_open();
            });
        });
    if (!socket) return std::unexpected(std::move(socket.error()));
    return std::unique_ptr<DatagramSocket>(
        new DatagramSocket(std::move(*socket), own.address().is_v6(), own.port()));
}

bool DatagramSocket::send(std::span<const std::byte> datagram, const Address& to) {
    auto end = datagram_endpoint(to);
    if (end && end->address().is_v4() && is_v6_) end = mapped(*end);
    if (!end || end->address().is_v6() != is_v6_) return false;
    return sendto(socket_.fd(), datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                  end->data(), static_cast<socklen_t>(end->size())) >= 0;
}

}  // namespace weir::transport
