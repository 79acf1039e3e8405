#include "transport/interface_watch.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/unique_fd.hpp"

namespace weir::transport {

namespace {

// What changed does not matter, nor whether some of it was lost: the list is read anew.
void drain(int fd) {
    std::array<char, 8192> bytes;
    for (;;) {
        const ssize_t got = recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got < 0 && errno != EINTR && errno != ENOBUFS) return;
    }
}

}  // namespace

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
    auto socket = WatchedDescriptor::open(
        executor, std::move(fd), "to watch interfaces",
        [changed = std::move(changed)](const WatchedDescriptor::Watch& watch) {
            drain(watch.fd());
            changed();
        });
    if (!socket) return std::unexpected(std::move(socket.error()));
    return std::unique_ptr<InterfaceWatch>(new InterfaceWatch(std::move(*socket)));
}

}  // namespace weir::transport
