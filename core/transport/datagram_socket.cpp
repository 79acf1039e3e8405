#include "transport/datagram_socket.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "base/unique_fd.hpp"

namespace weir::transport {
namespace {

using Descriptor = asio::posix::stream_descriptor;

struct Endpoint {
    sockaddr_storage address{};
    socklen_t size = 0;

    sa_family_t family() const { return address.ss_family; }
};

std::optional<Endpoint> numeric(const Address& from) {
    Endpoint made;
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(from.port);
    if (inet_pton(AF_INET, from.host.c_str(), &v4.sin_addr) == 1) {
        std::memcpy(&made.address, &v4, made.size = sizeof v4);
        return made;
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(from.port);
    const auto percent = from.host.find('%');
    if (inet_pton(AF_INET6, from.host.substr(0, percent).c_str(), &v6.sin6_addr) != 1)
        return std::nullopt;
    if (percent != std::string::npos)
        v6.sin6_scope_id = if_nametoindex(from.host.substr(percent + 1).c_str());
    std::memcpy(&made.address, &v6, made.size = sizeof v6);
    return made;
}

// An IPv4 address as a socket of both families takes it.
Endpoint mapped(const Address& from) {
    const auto made = numeric({"::ffff:" + from.host, from.port});
    return made ? *made : Endpoint{};
}

Result<UniqueFd> bound(const Endpoint& at, const Address& local) {
    UniqueFd fd(socket(at.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int off = 0;
    if (fd && at.family() == AF_INET6)
        setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (fd && bind(fd.get(), reinterpret_cast<const sockaddr*>(&at.address), at.size) == 0)
        return fd;
    return fail(Code::os_failure,
                "datagrams cannot be received at " + text(local) + " (" + errno_name(errno) + ")",
                errno);
}

Result<UniqueFd> bound(const Address& local) {
    if (local.host != "*") {
        if (const auto at = numeric(local)) return bound(*at, local);
        return fail(Code::bad_request, text(local) + " is not a numeric address");
    }
    if (auto both = bound(*numeric({"::", local.port}), local)) return both;
    return bound(*numeric({"0.0.0.0", local.port}), local);  // a machine without IPv6
}

}  // namespace

void receive_datagrams(
    int fd, const std::function<bool(std::span<const std::byte>, const Address&)>& received) {
    // One byte more than allowed tells a datagram that is too large.
    std::array<std::byte, limits::datagram_bytes_max + 1> bytes;
    for (;;) {
        sockaddr_storage from{};
        socklen_t from_size = sizeof from;
        const ssize_t got = recvfrom(fd, bytes.data(), bytes.size(), MSG_DONTWAIT,
                                     reinterpret_cast<sockaddr*>(&from), &from_size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return;
        const auto size = static_cast<std::size_t>(got);
        if (size > limits::datagram_bytes_max) continue;
        if (!received(std::span(bytes).first(size), address_of(reinterpret_cast<sockaddr&>(from))))
            return;
    }
}

class DatagramSocket::Port : public std::enable_shared_from_this<Port> {
public:
    Port(const asio::any_io_executor& executor, Received received)
        : descriptor_(executor), received_(std::move(received)) {}

    Result<> begin(UniqueFd fd) {
        sockaddr_storage own{};
        socklen_t size = sizeof own;
        getsockname(fd.get(), reinterpret_cast<sockaddr*>(&own), &size);
        family_ = own.ss_family;
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error)
            return fail(Code::os_failure, "the event loop refuses the discovery socket (" +
                                              errno_name(error.value()) + ")");
        fd.release();
        wait();
        return {};
    }

    bool send(std::span<const std::byte> datagram, const Address& to) {
        auto end = numeric(to);
        if (end && end->family() == AF_INET && family_ == AF_INET6) end = mapped(to);
        if (!end || end->family() != family_) return false;
        return sendto(descriptor_.native_handle(), datagram.data(), datagram.size(),
                      MSG_DONTWAIT | MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&end->address),
                      end->size) >= 0;
    }

    // The callback stays: it may be the one that is calling.
    void close() {
        asio::error_code ignored;
        open_ = false;
        descriptor_.close(ignored);
    }

private:
    void wait() {
        descriptor_.async_wait(Descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code problem) {
                                   if (!problem && self->open_) self->receive_all();
                               });
    }

    void receive_all() {
        receive_datagrams(descriptor_.native_handle(), [&](auto datagram, const auto& from) {
            received_(datagram, from);
            return open_;
        });
        if (open_) wait();
    }

    Descriptor descriptor_;
    Received received_;
    sa_family_t family_ = AF_UNSPEC;
    bool open_ = true;
};

Result<std::unique_ptr<DatagramSocket>> DatagramSocket::open(const asio::any_io_executor& executor,
                                                             const Address& local,
                                                             Received received) {
    auto fd = bound(local);
    if (!fd) return std::unexpected(std::move(fd.error()));
    auto port = std::make_shared<Port>(executor, std::move(received));
    if (auto begun = port->begin(std::move(*fd)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<DatagramSocket>(new DatagramSocket(std::move(port)));
}

DatagramSocket::DatagramSocket(std::shared_ptr<Port> port) : port_(std::move(port)) {}

DatagramSocket::~DatagramSocket() {
    port_->close();
}

bool DatagramSocket::send(std::span<const std::byte> datagram, const Address& to) {
    return port_->send(datagram, to);
}

}  // namespace weir::transport
