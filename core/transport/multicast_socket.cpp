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
#include "transport/datagram_socket.hpp"

namespace weir::transport {
namespace {

using Descriptor = asio::posix::stream_descriptor;

// Either family; v4 and v6 are views of the same bytes.
struct Group {
    sa_family_t family = AF_UNSPEC;
    in_addr v4{};
    in6_addr v6{};
    in_port_t port = 0;  // as the kernel wants it
    std::string text;
};

struct Interface {
    int index = 0;
    in_addr address{};  // its first IPv4 one: what others are told to answer to

    bool operator==(const Interface& other) const {
        return index == other.index && address.s_addr == other.address.s_addr;
    }
};

// Interfaces that are up, have an address of the family and can carry multicast; loopback always
// can. For IPv6 the address must be the link's own, or ::1.
std::vector<Interface> usable_interfaces(sa_family_t family, MulticastSocket::Scope scope) {
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

bool bind_v4(int fd, const Group& group, const Interface& on) {
    ip_mreqn where{};
    where.imr_multiaddr = group.v4;
    where.imr_address = on.address;
    where.imr_ifindex = on.index;
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = group.port;
    at.sin_addr = group.v4;
    // Linux gives a socket what any other socket joined, unless told not to.
    return set(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0) && set(fd, IPPROTO_IP, IP_MULTICAST_TTL, 1) &&
           set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, 1) &&
           set(fd, IPPROTO_IP, IP_MULTICAST_IF, where) &&
           bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 &&
           set(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, where);
}

bool bind_v6(int fd, const Group& group, const Interface& on) {
    ipv6_mreq where{};
    where.ipv6mr_multiaddr = group.v6;
    where.ipv6mr_interface = static_cast<unsigned>(on.index);
    sockaddr_in6 at{};
    at.sin6_family = AF_INET6;
    at.sin6_port = group.port;
    at.sin6_addr = group.v6;
    at.sin6_scope_id = static_cast<std::uint32_t>(on.index);
    return set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1) && set(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1) &&
           set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, on.index) &&
           bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 &&
           set(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, where);
}

std::unexpected<Error> unusable(const Group& group, int os_errno) {
    return fail(Code::os_failure,
                "discovery: cannot use " + group.text + " (" + errno_name(os_errno) +
                    "); choose another group and port, or turn discovery off",
                os_errno);
}

// Bound to the group itself, so that unicast to the port is not taken from others.
Result<UniqueFd> member_socket(const Group& group, const Interface& on) {
    UniqueFd fd(socket(group.family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return unusable(group, errno);
    set(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    set(fd.get(), SOL_SOCKET, SO_REUSEPORT, 1);
    const bool bound =
        group.family == AF_INET ? bind_v4(fd.get(), group, on) : bind_v6(fd.get(), group, on);
    if (!bound) return unusable(group, errno);
    return fd;
}

Result<Group> parse_group(const Address& address) {
    Group group;
    group.port = htons(address.port);
    group.text = text(address);
    if (inet_pton(AF_INET, address.host.c_str(), &group.v4) == 1 &&
        IN_MULTICAST(ntohl(group.v4.s_addr))) {
        group.family = AF_INET;
    } else if (inet_pton(AF_INET6, address.host.c_str(), &group.v6) == 1 &&
               IN6_IS_ADDR_MULTICAST(&group.v6)) {
        group.family = AF_INET6;
    }
    if (group.family == AF_UNSPEC || address.port == 0)
        return fail(Code::bad_request, "discovery: " + group.text +
                                           " is not a multicast group and port; examples: "
                                           "224.0.0.251:5353, [ff02::fb]:5353");
    return group;
}

}  // namespace

class MulticastSocket::Port : public std::enable_shared_from_this<Port> {
public:
    Port(asio::any_io_executor executor, Group group, Scope scope, Received received)
        : executor_(std::move(executor)),
          group_(std::move(group)),
          scope_(scope),
          received_(std::move(received)) {}

    // An error only when there are interfaces and none of them can be used.
    Result<> begin() {
        auto trouble = refresh();
        return members_.empty() ? trouble : Result<>{};
    }

    bool send(std::span<const std::byte> datagram) {
        WEIR_ASSERT(datagram.size() <= limits::datagram_bytes_max);
        static_cast<void>(refresh());
        bool any = false;
        for (const auto& member : members_) any = send_on(*member, datagram) || any;
        return any;
    }

    // The last trouble that an interface made.
    Result<> refresh() {
        Result<> outcome;
        const auto now_usable = usable_interfaces(group_.family, scope_);
        std::erase_if(members_, [&](const auto& member) {
            return std::ranges::count(now_usable, member->on) == 0;
        });
        for (const Interface& found : now_usable) {
            const auto known = [&](const auto& member) { return member->on == found; };
            if (std::ranges::any_of(members_, known)) continue;
            if (auto joined = join(found); !joined) outcome = std::unexpected(joined.error());
        }
        return outcome;
    }

    // The callback stays: it may be the one that is calling.
    void close() {
        open_ = false;
        members_.clear();
    }

private:
    struct Member {
        Member(const asio::any_io_executor& executor, const Interface& interface)
            : on(interface), descriptor(executor) {}

        Interface on;
        Descriptor descriptor;
    };

    Result<> join(const Interface& on) {
        auto fd = member_socket(group_, on);
        if (!fd) return std::unexpected(std::move(fd.error()));
        auto member = std::make_shared<Member>(executor_, on);
        asio::error_code error;
        member->descriptor.assign(fd->get(), error);
        if (error)
            return fail(Code::os_failure, "the event loop refuses the discovery socket (" +
                                              errno_name(error.value()) + ")");
        fd->release();
        wait(member);
        members_.push_back(std::move(member));
        return {};
    }

    bool send_on(Member& member, std::span<const std::byte> datagram) {
        sockaddr_storage to{};
        socklen_t size = 0;
        if (group_.family == AF_INET) {
            const sockaddr_in v4{AF_INET, group_.port, group_.v4, {}};
            std::memcpy(&to, &v4, size = sizeof v4);
        } else {
            const sockaddr_in6 v6{AF_INET6, group_.port, 0, group_.v6,
                                  static_cast<std::uint32_t>(member.on.index)};
            std::memcpy(&to, &v6, size = sizeof v6);
        }
        return sendto(member.descriptor.native_handle(), datagram.data(), datagram.size(),
                      MSG_DONTWAIT | MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to),
                      size) >= 0;
    }

    void wait(const std::shared_ptr<Member>& member) {
        member->descriptor.async_wait(
            Descriptor::wait_read,
            [self = shared_from_this(), weak = std::weak_ptr(member)](asio::error_code problem) {
                if (const auto still = weak.lock(); still && !problem) self->receive_all(still);
            });
    }

    void receive_all(const std::shared_ptr<Member>& member) {
        receive_datagrams(member->descriptor.native_handle(), [&](auto datagram, const auto& from) {
            received_(datagram, from);
            return open_ && member->descriptor.is_open();
        });
        if (open_ && std::ranges::count(members_, member) > 0) wait(member);
    }

    asio::any_io_executor executor_;
    Group group_;
    Scope scope_;
    Received received_;
    std::vector<std::shared_ptr<Member>> members_;
    bool open_ = true;
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
    static_cast<void>(port_->refresh());
}

}  // namespace weir::transport
