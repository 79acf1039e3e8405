#include "transport/interface_watch.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <array>
#include <asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <utility>

#include "base/unique_fd.hpp"

namespace weir::transport {

// Shared with the handler that waits, so that it never meets a watch that is gone.
class InterfaceWatch::Life : public std::enable_shared_from_this<Life> {
public:
    Life(const asio::any_io_executor& executor, std::function<void()> changed)
        : descriptor_(executor), changed_(std::move(changed)) {}

    Result<> begin(UniqueFd fd) {
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error)
            return fail(Code::os_failure, "the event loop refuses to watch interfaces (" +
                                              errno_name(error.value()) + ")");
        fd.release();
        wait();
        return {};
    }

    void close() {
        asio::error_code ignored;
        open_ = false;
        descriptor_.close(ignored);
    }

private:
    void wait() {
        descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code problem) {
                                   if (problem || !self->open_) return;
                                   self->drain();
                                   self->changed_();
                                   if (self->open_) self->wait();
                               });
    }

    // What changed does not matter, nor whether some of it was lost: the list is read anew.
    void drain() {
        std::array<char, 8192> bytes;
        for (;;) {
            const ssize_t got =
                recv(descriptor_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (got < 0 && errno != EINTR && errno != ENOBUFS) return;
        }
    }

    asio::posix::stream_descriptor descriptor_;
    std::function<void()> changed_;
    bool open_ = true;
};

Result<std::unique_ptr<InterfaceWatch>> InterfaceWatch::open(const asio::any_io_executor& executor,
                                                             std::function<void()> changed) {
    UniqueFd fd(socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE));
    sockaddr_nl who{};
    who.nl_family = AF_NETLINK;
    who.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (!fd || bind(fd.get(), reinterpret_cast<const sockaddr*>(&who), sizeof who) != 0)
        return fail(Code::os_failure,
                    "the kernel does not tell of network interfaces (" + errno_name(errno) +
                        "); one that comes is found within seconds",
                    errno);
    auto life = std::make_shared<Life>(executor, std::move(changed));
    if (auto begun = life->begin(std::move(fd)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<InterfaceWatch>(new InterfaceWatch(std::move(life)));
}

InterfaceWatch::~InterfaceWatch() {
    life_->close();
}

}  // namespace weir::transport
