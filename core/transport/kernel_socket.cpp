#include "transport/kernel_socket.hpp"

#include <sys/socket.h>

#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <utility>

namespace weir::transport {
namespace {

using Descriptor = asio::posix::stream_descriptor;

// Who has no address is local and may do everything, so nobody may seem to have none: a peer whose
// reset has come before this question has lost its address.
Result<Address> peer_of(int fd) {
    sockaddr_storage raw{};
    socklen_t size = sizeof raw;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&raw), &size) != 0)
        return fail(Code::peer_closed, "a peer is gone already (" + errno_name(errno) + ")", errno);
    Address peer = address_of(reinterpret_cast<const sockaddr&>(raw));
    if (peer.host.empty() && raw.ss_family != AF_UNIX)
        return fail(Code::refused, "a peer has an address of an unknown kind");
    return peer;
}

// Readiness callbacks, not coroutines: a relay's caches are full of frames, and what is touched
// between two writes decides what a write costs (docs/decisions/0013-readiness-callbacks.md).
class KernelSocket final : public Socket {
public:
    KernelSocket(const asio::any_io_executor& executor, int fd, Address peer)
        : fd_(fd), descriptor_(executor), timer_(executor), peer_(std::move(peer)) {
        tune(fd);
    }

    asio::error_code assign() {
        asio::error_code error;
        descriptor_.assign(fd_, error);
        if (error) return error;
        asio::error_code ignored;
        descriptor_.native_non_blocking(true, ignored);
        return {};
    }

    ssize_t receive(std::span<iovec> parts) override {
        const ssize_t got = readv(fd_, parts.data(), static_cast<int>(parts.size()));
        return got < 0 ? -errno : got;
    }

    ssize_t send(std::span<iovec> parts) override { return send(parts, 0); }
    ssize_t send_with_more(std::span<iovec> parts) override { return send(parts, MSG_MORE); }

    ssize_t peek() override {
        std::byte one{};
        const ssize_t got = recv(fd_, &one, 1, MSG_PEEK | MSG_DONTWAIT);
        return got < 0 ? -errno : got;
    }
    ssize_t receive_into(Pipe& pipe, std::size_t bytes_max) override {
        const ssize_t got = pipe.fill_from(fd_, bytes_max);
        return got < 0 ? -errno : got;
    }
    ssize_t send_from(Pipe& pipe) override {
        const ssize_t taken = pipe.empty_into(fd_);
        return taken < 0 ? -errno : taken;
    }
    // Measured only where both ends are on one machine.
    bool has_pipes() const override { return is_local(peer_); }

    void when_readable(Call call) override { wait(Descriptor::wait_read, std::move(call)); }
    void when_writable(Call call) override { wait(Descriptor::wait_write, std::move(call)); }
    void at(TimePoint when, Call call) override {
        timer_.expires_at(when);
        timer_.async_wait([call = std::move(call)](asio::error_code) mutable { call(); });
    }
    void later(Call call) override { asio::post(descriptor_.get_executor(), std::move(call)); }

    void allow(Unsent unsent) override { transport::allow(fd_, unsent); }
    std::uint32_t kernel_queue_bytes() const override { return transport::kernel_queue_bytes(fd_); }
    std::uint32_t unsent_bytes() const override { return transport::unsent_bytes(fd_); }
    std::uint32_t unread_bytes() const override { return transport::unread_bytes(fd_); }
    // A UNIX socket puts what it takes into the peer's own queue.
    bool all_arrived() const override {
        return peer_.host.empty() || peer_.is_unix() || kernel_queue_bytes() == 0;
    }

    const Address& peer() const override { return peer_; }
    const Clock& clock() const override { return system_clock(); }
    void end() override { ::shutdown(fd_, SHUT_WR); }
    void close() override {
        asio::error_code ignored;
        descriptor_.close(ignored);
        timer_.cancel();
    }

private:
    ssize_t send(std::span<iovec> parts, int how) const {
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = parts.size();
        const ssize_t taken = sendmsg(fd_, &message, MSG_NOSIGNAL | MSG_DONTWAIT | how);
        return taken < 0 ? -errno : taken;
    }

    void wait(Descriptor::wait_type readiness, Call call) {
        descriptor_.async_wait(readiness,
                               [call = std::move(call)](asio::error_code) mutable { call(); });
    }

    int fd_;  // descriptor_'s, whose native_handle() is not const
    Descriptor descriptor_;
    asio::steady_timer timer_;
    Address peer_;
};

}  // namespace

Result<std::unique_ptr<Socket>> kernel_socket(const asio::any_io_executor& executor, UniqueFd fd) {
    auto peer = peer_of(fd.get());
    if (!peer) return std::unexpected(std::move(peer.error()));
    auto socket = std::make_unique<KernelSocket>(executor, fd.get(), std::move(*peer));
    if (const auto error = socket->assign()) {
        const Address& at = socket->peer();
        return fail(Code::os_failure,
                    (at.host.empty() ? "local peer" : text(at)) +
                        ": the event loop refuses the socket (" + errno_name(error.value()) + ")",
                    error.value());
    }
    fd.release();
    return socket;
}

}  // namespace weir::transport
