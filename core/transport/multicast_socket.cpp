#include "transport/multicast_socket.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/unique_fd.hpp"

namespace weir::transport {
namespace {

using Descriptor = asio::posix::stream_descriptor;

struct Interface {
    int index = 0;
    in_addr address{};  // its first one: what others are told to answer to

    bool operator==(const Interface& other) const { return index == other.index; }
};

// Interfaces that are up, have an IPv4 address and can carry multicast; loopback always can.
std::vector<Interface> usable_interfaces(MulticastSocket::Scope scope) {
    std::vector<Interface> usable;
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return usable;
    for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET) continue;
        const bool loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
        const bool up = (entry->ifa_flags & IFF_UP) != 0;
        const bool carries = loopback || (entry->ifa_flags & IFF_MULTICAST) != 0;
        const bool wanted = loopback || scope == MulticastSocket::Scope::every_interface;
        sockaddr_in address{};
        std::memcpy(&address, entry->ifa_addr, sizeof address);
        const Interface found{static_cast<int>(if_nametoindex(entry->ifa_name)), address.sin_addr};
        if (up && carries && wanted && found.index > 0 && std::ranges::count(usable, found) == 0)
            usable.push_back(found);
    }
    freeifaddrs(list);
    return usable;
}

template <typename T>
bool set(int fd, int level, int option, const T& value) {
    return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

Result<UniqueFd> bound_socket(const Address& group, const sockaddr_in& at) {
    UniqueFd fd(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (fd) {
        set(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
        set(fd.get(), SOL_SOCKET, SO_REUSEPORT, 1);
        set(fd.get(), IPPROTO_IP, IP_MULTICAST_TTL, 1);
        set(fd.get(), IPPROTO_IP, IP_MULTICAST_LOOP, 1);
        // Linux gives a socket what any other socket joined, unless told not to.
        set(fd.get(), IPPROTO_IP, IP_MULTICAST_ALL, 0);
        // Bound to the group itself, so that unicast to the port is not taken from others.
        if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) return fd;
    }
    return fail(Code::os_failure,
                "discovery: cannot use " + text(group) + " (" + errno_name(errno) +
                    "); choose another group and port, or turn discovery off",
                errno);
}

}  // namespace

class MulticastSocket::Port : public std::enable_shared_from_this<Port> {
public:
    Port(const asio::any_io_executor& executor, sockaddr_in group, Scope scope, Received received)
        : descriptor_(executor), group_(group), scope_(scope), received_(std::move(received)) {}

    Result<> begin(UniqueFd fd) {
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error)
            return fail(Code::os_failure, "the event loop refuses the discovery socket (" +
                                              errno_name(error.value()) + ")");
        fd.release();
        join_all();
        wait();
        return {};
    }

    bool send(std::span<const std::byte> datagram) {
        WEIR_ASSERT(datagram.size() <= limits::datagram_bytes_max);
        join_all();
        bool any = false;
        for (const Interface& on : joined_) any = send_on(on, datagram) || any;
        return any;
    }

    // The callback stays: it may be the one that is calling.
    void close() {
        asio::error_code ignored;
        open_ = false;
        descriptor_.close(ignored);
    }

private:
    void join_all() {
        const auto now_usable = usable_interfaces(scope_);
        std::erase_if(joined_, [&](const Interface& was) {
            return std::ranges::count(now_usable, was) == 0;
        });
        for (const Interface& found : now_usable) {
            if (const auto known = std::ranges::find(joined_, found); known != joined_.end()) {
                *known = found;  // its address may have changed
                continue;
            }
            ip_mreqn where{};
            where.imr_multiaddr = group_.sin_addr;
            where.imr_ifindex = found.index;
            // EADDRINUSE: joined before the interface went away and came back.
            if (set(descriptor_.native_handle(), IPPROTO_IP, IP_ADD_MEMBERSHIP, where) ||
                errno == EADDRINUSE)
                joined_.push_back(found);
        }
    }

    bool send_on(const Interface& on, std::span<const std::byte> datagram) {
        iovec part{const_cast<std::byte*>(datagram.data()), datagram.size()};
        alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(in_pktinfo))> control{};
        msghdr message{};
        message.msg_name = &group_;
        message.msg_namelen = sizeof group_;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = IPPROTO_IP;
        header->cmsg_type = IP_PKTINFO;
        header->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
        in_pktinfo info{};
        info.ipi_ifindex = on.index;
        info.ipi_spec_dst = on.address;
        std::memcpy(CMSG_DATA(header), &info, sizeof info);
        return sendmsg(descriptor_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
    }

    void wait() {
        descriptor_.async_wait(Descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code) {
                                   if (!self->open_) return;
                                   self->receive_all();
                                   if (self->open_) self->wait();
                               });
    }

    void receive_all() {
        // One byte more than allowed tells a datagram that is too large.
        std::array<std::byte, limits::datagram_bytes_max + 1> bytes;
        while (open_) {
            sockaddr_storage from{};
            socklen_t from_size = sizeof from;
            const ssize_t got =
                recvfrom(descriptor_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT,
                         reinterpret_cast<sockaddr*>(&from), &from_size);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return;
            const auto size = static_cast<std::size_t>(got);
            if (size > limits::datagram_bytes_max) continue;
            received_(std::span(bytes).first(size), address_of(reinterpret_cast<sockaddr&>(from)));
        }
    }

    Descriptor descriptor_;
    sockaddr_in group_;
    Scope scope_;
    Received received_;
    std::vector<Interface> joined_;
    bool open_ = true;
};

Result<std::unique_ptr<MulticastSocket>> MulticastSocket::open(
    const asio::any_io_executor& executor, const Address& group, Scope scope, Received received) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(group.port);
    if (inet_pton(AF_INET, group.host.c_str(), &at.sin_addr) != 1 ||
        !IN_MULTICAST(ntohl(at.sin_addr.s_addr)) || group.port == 0)
        return fail(Code::bad_request, "discovery: " + text(group) +
                                           " is not an IPv4 multicast group and port; example: "
                                           "224.0.0.251:5353");
    auto fd = bound_socket(group, at);
    if (!fd) return std::unexpected(std::move(fd.error()));
    auto port = std::make_shared<Port>(executor, at, scope, std::move(received));
    if (auto begun = port->begin(std::move(*fd)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<MulticastSocket>(new MulticastSocket(std::move(port)));
}

MulticastSocket::MulticastSocket(std::shared_ptr<Port> port) : port_(std::move(port)) {}

MulticastSocket::~MulticastSocket() {
    port_->close();
}

bool MulticastSocket::send(std::span<const std::byte> datagram) {
    return port_->send(datagram);
}

}  // namespace weir::transport
