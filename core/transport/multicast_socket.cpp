#include "transport/multicast_socket.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/unique_fd.hpp"
#include "transport/datagram_socket.hpp"
#include "transport/endpoints.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::transport {
namespace {

using Endpoint = asio::ip::udp::endpoint;

struct Interface {
    int index = 0;
    in_addr address{};  // its first IPv4 one: what others are told to answer to

    bool operator==(const Interface& other) const {
        return index == other.index && address.s_addr == other.address.s_addr;
    }
};

// Interfaces that are up, have an address of the family and can carry multicast; loopback always
// can. For IPv6 the address must be the link's own, or ::1.
std::vector<Interface> usable_interfaces(int family, MulticastSocket::Scope scope) {
    std::vector<Interface> usable;
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return usable;
    for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != family) continue;
        const bool loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
        const bool up = (entry->ifa_flags & IFF_UP) != 0;
        const bool carries = loopback || (entry->ifa_flags & IFF_MULTICAST) != 0;
        const bool wanted = loopback || scope == MulticastSocket::Scope::every_interface;
        Interface found{static_cast<int>(if_nametoindex(entry->ifa_name)), {}};
        if (family == AF_INET) {
            sockaddr_in address{};
            std::memcpy(&address, entry->ifa_addr, sizeof address);
            found.address = address.sin_addr;
        } else {
            sockaddr_in6 address{};
            std::memcpy(&address, entry->ifa_addr, sizeof address);
            if (!loopback && !IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr)) continue;
        }
        const bool known =
            std::ranges::find(usable, found.index, &Interface::index) != usable.end();
        if (up && carries && wanted && found.index > 0 && !known &&
            usable.size() < MulticastSocket::interfaces_max)
            usable.push_back(found);
    }
    freeifaddrs(list);
    return usable;
}

template <typename T>
bool set(int fd, int level, int option, const T& value) {
    return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

bool bind_to(int fd, const Endpoint& group) {
    return bind(fd, group.data(), static_cast<socklen_t>(group.size())) == 0;
}

bool join_v4(int fd, const Endpoint& group, const Interface& on) {
    ip_mreqn where{};
    where.imr_multiaddr.s_addr = htonl(group.address().to_v4().to_uint());
    where.imr_address = on.address;
    where.imr_ifindex = on.index;
    // Linux gives a socket what any other socket joined, unless told not to.
    return set(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0) && set(fd, IPPROTO_IP, IP_MULTICAST_TTL, 1) &&
           set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, 1) &&
           set(fd, IPPROTO_IP, IP_MULTICAST_IF, where) && bind_to(fd, group) &&
           set(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, where);
}

bool join_v6(int fd, const Endpoint& group, const Interface& on) {
    ipv6_mreq where{};
    const auto bytes = group.address().to_v6().to_bytes();
    std::ranges::copy(bytes, where.ipv6mr_multiaddr.s6_addr);
    where.ipv6mr_interface = static_cast<unsigned>(on.index);
    return set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1) && set(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, on.index) && bind_to(fd, group) &&
           set(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, where);
}

// The group as it is called on that interface: IPv6 ones mean nothing without.
Endpoint group_on(const Endpoint& group, const Interface& on) {
    if (group.address().is_v4()) return group;
    return {asio::ip::address_v6(group.address().to_v6().to_bytes(),
                                 static_cast<asio::ip::scope_id_type>(on.index)),
            group.port()};
}

std::unexpected<Error> unusable(const Endpoint& group, int os_errno) {
    return fail(Code::os_failure,
                "discovery: cannot use " + text(address_of(*group.data())) + " (" +
                    errno_name(os_errno) +
                    "); choose another group and port, or turn discovery off",
                os_errno);
}

// Bound to the group itself, so that unicast to the port is not taken from others.
Result<UniqueFd> member_socket(const Endpoint& group, const Interface& on) {
    UniqueFd fd(socket(group.protocol().family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return unusable(group, errno);
    set(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    set(fd.get(), SOL_SOCKET, SO_REUSEPORT, 1);
    const auto here = group_on(group, on);
    const bool joined =
        here.address().is_v4() ? join_v4(fd.get(), here, on) : join_v6(fd.get(), here, on);
    if (!joined) return unusable(group, errno);
    return fd;
}

Result<Endpoint> parse_group(const Address& address) {
    const auto group = datagram_endpoint(address);
    if (group && group->address().is_multicast() && group->port() != 0) return *group;
    return fail(Code::bad_request, "discovery: " + text(address) +
                                       " is not a multicast group and port; examples: "
                                       "224.0.0.251:5353, [ff02::fb]:5353");
}

}  // namespace

class MulticastSocket::Port : public std::enable_shared_from_this<Port> {
public:
    Port(asio::any_io_executor executor, Endpoint group, Scope scope, Received received)
        : executor_(std::move(executor)),
          group_(std::move(group)),
          scope_(scope),
          received_(std::move(received)) {}

    // An error only when there are interfaces and none of them can be used.
    Result<> begin() {
        const auto trouble = refresh();
        if (members_.empty() && trouble) return std::unexpected(*trouble);
        return {};
    }

    bool send(std::span<const std::byte> datagram) {
        WEIR_ASSERT(datagram.size() <= limits::datagram_bytes_max);
        refresh();
        bool any = false;
        for (const Member& member : members_) any = send_on(member, datagram) || any;
        return any;
    }

    // The last trouble that an interface made; the others are used all the same.
    std::optional<Error> refresh() {
        std::optional<Error> trouble;
        const auto now_usable = usable_interfaces(group_.protocol().family(), scope_);
        std::erase_if(members_, [&](const Member& member) {
            return std::ranges::count(now_usable, member.on) == 0;
        });
        for (const Interface& found : now_usable) {
            if (std::ranges::find(members_, found, &Member::on) != members_.end()) continue;
            if (auto joined = join(found); !joined) trouble = std::move(joined.error());
        }
        return trouble;
    }

    void close() { members_.clear(); }

private:
    struct Member {
        Interface on;
        WatchedDescriptor socket;
    };

    Result<> join(const Interface& on) {
        auto fd = member_socket(group_, on);
        if (!fd) return std::unexpected(std::move(fd.error()));
        auto socket = WatchedDescriptor::open(
            executor_, std::move(*fd), "a socket for multicast",
            [weak = weak_from_this()](const WatchedDescriptor::Watch& watch) {
                if (const auto self = weak.lock()) self->receive(watch);
            });
        if (!socket) return std::unexpected(std::move(socket.error()));
        members_.push_back({on, std::move(*socket)});
        return {};
    }

    bool send_on(const Member& member, std::span<const std::byte> datagram) {
        const auto to = group_on(group_, member.on);
        return sendto(member.socket.fd(), datagram.data(), datagram.size(),
                      MSG_DONTWAIT | MSG_NOSIGNAL, to.data(),
                      static_cast<socklen_t>(to.size())) >= 0;
    }

    // Whoever is told may leave the group, and may notice that this interface is gone.
    void receive(const WatchedDescriptor::Watch& watch) {
        receive_datagrams(watch.fd(), [&](auto datagram, const Address& from) {
            received_(datagram, from);
            return watch.is_open();
        });
    }

    asio::any_io_executor executor_;
    Endpoint group_;
    Scope scope_;
    Received received_;
    std::vector<Member> members_;
};

Result<std::unique_ptr<MulticastSocket>> MulticastSocket::open(
    const asio::any_io_executor& executor, const Address& group, Scope scope, Received received) {
    auto parsed = parse_group(group);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    auto port = std::make_shared<Port>(executor, std::move(*parsed), scope, std::move(received));
    if (auto begun = port->begin(); !begun) return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<MulticastSocket>(new MulticastSocket(std::move(port)));
}

MulticastSocket::MulticastSocket(std::shared_ptr<Port> port) : port_(std::move(port)) {}

MulticastSocket::~MulticastSocket() {
    port_->close();
}

bool MulticastSocket::send(std::span<const std::byte> datagram) {
    return port_->send(datagram);
}

void MulticastSocket::refresh() {
    port_->refresh();
}

}  // namespace weir::transport
