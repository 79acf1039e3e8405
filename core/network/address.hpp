#pragma once
// Where a node is heard and reached.

#include <compare>
#include <cstdint>
#include <string>

namespace weir::network {

struct Address {
    std::string host;  // numeric: 10.0.0.7 or fe80::1%2
    std::uint16_t port = 0;

    auto operator<=>(const Address&) const = default;

    // "10.0.0.7:8001", "[fe80::1%2]:8001"
    std::string text() const {
        const bool v6 = host.find(':') != std::string::npos;
        return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
    }
};

}  // namespace weir::network
