#pragma once
// The six bytes before every message. They never depend on the schema's version.

#include <cstddef>
#include <cstdint>

#include "wire/scalar.hpp"

namespace weir::wire {

inline constexpr std::size_t header_bytes = 6;

struct Header {
    std::uint16_t message_type = 0;
    std::uint32_t payload_length = 0;  // bytes that follow the header

    bool operator==(const Header&) const = default;
};

// `at` points to header_bytes bytes.
inline Header load_header(const std::byte* at) {
    return {load<std::uint16_t>(at), load<std::uint32_t>(at + 2)};
}

inline void store_header(std::byte* at, Header header) {
    store(at, header.message_type);
    store(at + 2, header.payload_length);
}

}  // namespace weir::wire
