#pragma once
// Where a node listens, as people write it: "127.0.0.1:8001", "[fe80::1]:8001", "unix:/run/weir".

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

struct sockaddr;

namespace weir::transport {

struct Address {
    std::string host;  // a name or a numeric address, without brackets; or unix:/path
    std::uint16_t port = 0;

    bool is_unix() const { return host.starts_with(unix_prefix); }
    std::string path() const { return is_unix() ? host.substr(unix_prefix.size() - 1) : ""; }
    // Can be dialled. Port 0 is for listeners, and a name alone is for discovery.
    bool is_complete() const { return is_unix() || port != 0; }

    bool operator==(const Address&) const = default;

    // No node has a slash in its name, so that both can stand in the same place.
    static constexpr std::string_view unix_prefix = "unix:/";
};

std::string text(const Address& address);

// bad_request with a sentence when it is neither HOST:PORT nor unix:/PATH, or when the path is too
// long for a socket. Port 0 is allowed: for a listener it means any free one.
Result<Address> parse_address(std::string_view text);

// bad_request with a sentence when it is a path that is too long for a socket.
Result<> fits_a_socket(const Address& address);

// True for 127.0.0.0/8, ::1 and their mapped forms; numeric addresses only.
bool is_loopback(std::string_view host);
// On this machine: a loopback address or a UNIX socket, whose dialling end has no address at all.
bool is_local(const Address& address);

// IPv4 in IPv6 clothes is shown as IPv4. Empty host for a UNIX socket without a name.
Address address_of(const sockaddr& raw);

}  // namespace weir::transport
