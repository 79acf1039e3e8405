#include "transport/address.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstring>

#include "base/number.hpp"

namespace weir::transport {
namespace {

constexpr std::string_view mapped_prefix = "::ffff:";

std::unexpected<Error> not_an_address(std::string_view text) {
    return fail(Code::bad_request, "\"" + std::string(text) +
                                       "\" is neither HOST:PORT nor unix:/PATH; examples: "
                                       "127.0.0.1:8001, [::1]:8001, unix:/run/weir.sock");
}

Result<Address> parse_unix(std::string_view text) {
    Address address{std::string(text), 0};
    if (auto fits = fits_a_socket(address); !fits) return std::unexpected(fits.error());
    const std::string path = address.path();
    if (path.back() == '/' || path.find('\0') != std::string::npos) return not_an_address(text);
    return address;
}

// A link-local address is one of an interface; without it nobody can answer.
std::string scope_of(const sockaddr_in6& address) {
    std::array<char, IF_NAMESIZE> name{};
    if (!IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr) || address.sin6_scope_id == 0) return {};
    if (if_indextoname(address.sin6_scope_id, name.data()) != nullptr)
        return "%" + std::string(name.data());
    return "%" + std::to_string(address.sin6_scope_id);
}

}  // namespace

std::string text(const Address& address) {
    if (address.is_unix()) return address.host;
    const bool brackets = address.host.find(':') != std::string::npos;
    return (brackets ? "[" + address.host + "]" : address.host) + ":" +
           std::to_string(address.port);
}

Result<Address> parse_address(std::string_view text) {
    if (text.starts_with(Address::unix_prefix)) return parse_unix(text);
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return not_an_address(text);
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (brackets) host = host.substr(1, host.size() - 2);
    const auto* foreign = brackets ? "[] " : "[] :";
    if (host.empty() || host.find_first_of(foreign) != std::string_view::npos)
        return not_an_address(text);

    Address address{std::string(host), 0};
    if (!whole_number(port, address.port)) return not_an_address(text);
    return address;
}

Result<> fits_a_socket(const Address& address) {
    constexpr std::size_t path_bytes_max = sizeof(sockaddr_un::sun_path) - 1;
    if (address.path().size() <= path_bytes_max) return {};
    return fail(Code::bad_request, "\"" + address.host + "\": the path of a socket is " +
                                       std::to_string(path_bytes_max) +
                                       " bytes at most; choose a shorter one");
}

bool is_loopback(std::string_view host) {
    if (host.starts_with(mapped_prefix)) host.remove_prefix(mapped_prefix.size());
    in_addr v4{};
    if (inet_pton(AF_INET, std::string(host).c_str(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    return host == "::1";
}

bool is_local(const Address& address) {
    return address.host.empty() || address.is_unix() || is_loopback(address.host);
}

Address address_of(const sockaddr& raw) {
    if (raw.sa_family == AF_UNIX) {
        const auto& local = reinterpret_cast<const sockaddr_un&>(raw);
        if (local.sun_path[0] != '/') return {};
        return {"unix:" + std::string(local.sun_path), 0};
    }
    std::array<char, INET6_ADDRSTRLEN> host{};
    if (raw.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &raw, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, host.data(), host.size());
        return {host.data(), ntohs(v4.sin_port)};
    }
    if (raw.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &raw, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, host.data(), host.size());
        std::string_view shown = host.data();
        if (shown.starts_with(mapped_prefix)) shown.remove_prefix(mapped_prefix.size());
        return {std::string(shown) + scope_of(v6), ntohs(v6.sin6_port)};
    }
    return {};
}

}  // namespace weir::transport
