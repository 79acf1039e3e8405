#include "net.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>

#include "base/clock.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 3s;
constexpr int retry_ms = 5;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

UniqueFd tcp_socket() {
    return UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

void prepare(int fd) {
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

}  // namespace

Result<UniqueFd> connect_to(std::uint16_t port, std::string_view who) {
    const auto address = loopback(port);
    const auto deadline = monotonic_now() + patience;
    while (true) {
        auto fd = tcp_socket();
        if (!fd) return fail(Code::os_failure, "no socket: " + errno_name(errno), errno);
        if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) ==
            0) {
            prepare(fd.get());
            return fd;
        }
        if (errno != ECONNREFUSED || monotonic_now() > deadline)
            return fail(Code::timed_out,
                        std::string(who) + " does not listen on 127.0.0.1:" + std::to_string(port) +
                            " (" + errno_name(errno) + ")",
                        errno);
        ::poll(nullptr, 0, retry_ms);
    }
}

Result<std::uint16_t> free_port() {
    const auto fd = tcp_socket();
    auto address = loopback(0);
    socklen_t size = sizeof(address);
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (::bind(fd.get(), where, size) != 0 || ::getsockname(fd.get(), where, &size) != 0)
        return fail(Code::os_failure, "no free port on 127.0.0.1: " + errno_name(errno), errno);
    return ntohs(address.sin_port);
}

void never_block(int fd) {
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

Result<> send_all(int fd, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) return fail(Code::peer_closed, "cannot send: " + errno_name(errno), errno);
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<std::vector<std::byte>> receive_exactly(int fd, std::size_t count) {
    std::vector<std::byte> bytes(count);
    if (count == 0) return bytes;
    const auto got = ::recv(fd, bytes.data(), count, MSG_WAITALL);
    if (got == static_cast<ssize_t>(count)) return bytes;
    if (got >= 0) return fail(Code::peer_closed, "the connection was closed during the handshake");
    return fail(Code::timed_out, "no answer to the handshake (" + errno_name(errno) + ")", errno);
}

}  // namespace weir::bench
