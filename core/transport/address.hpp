#pragma once
// Host and port as people write them: "127.0.0.1:8001", "camera-host:8001", "[fe80::1]:8001".

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

struct sockaddr;

namespace weir::transport {

struct Address {
    std::string host;  // a name or a numeric address, without brackets
    std::uint16_t port = 0;

    bool operator==(const Address&) const = default;
};

std::string text(const Address& address);

// bad_request with a sentence when it is not HOST:PORT. Port 0 is allowed: for a listener it means
// any free one.
Result<Address> parse_address(std::string_view text);

// True for 127.0.0.0/8, ::1 and their mapped forms; numeric addresses only.
bool is_loopback(std::string_view host);

// IPv4 in IPv6 clothes is shown as IPv4. Empty host for families without addresses (UNIX sockets).
Address address_of(const sockaddr& raw);

}  // namespace weir::transport
