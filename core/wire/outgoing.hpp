#pragma once
// One message on its way out: a few bytes made for it, and a payload that is only referred to.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/piped_bytes.hpp"

namespace weir::wire {

// Head and payload leave without a copy: in one gather write, or the payload out of a pipe.
struct Outgoing {
    static constexpr std::size_t head_bytes_max = 64;

    std::array<std::byte, head_bytes_max> head;  // header and fixed fields; head_size bytes count
    std::uint8_t head_size = 0;
    std::span<const std::byte> payload;  // follows the head
    const PipedBytes* piped = nullptr;  // not null: this is the payload, of which that is the start
    std::shared_ptr<const void> keeper;  // keeps the payload's bytes alive
    std::uint64_t tag = 0;               // for whoever made it; the transport does not look

    std::span<const std::byte> head_bytes() const { return std::span(head).first(head_size); }
    std::size_t size() const {
        return head_size + (piped != nullptr ? piped->size() : payload.size());
    }
};

// A message that is already whole, such as one of the generated to_message() functions.
inline Outgoing outgoing(std::vector<std::byte> message) {
    Outgoing out;
    if (message.size() <= Outgoing::head_bytes_max) {
        std::ranges::copy(message, out.head.begin());
        out.head_size = static_cast<std::uint8_t>(message.size());
        return out;
    }
    auto kept = std::make_shared<const std::vector<std::byte>>(std::move(message));
    out.payload = *kept;
    out.keeper = std::move(kept);
    return out;
}

inline Outgoing outgoing(std::span<const std::byte> head, std::span<const std::byte> payload,
                         std::shared_ptr<const void> keeper, std::uint64_t tag) {
    WEIR_ASSERT(head.size() <= Outgoing::head_bytes_max);
    Outgoing out;
    std::ranges::copy(head, out.head.begin());
    out.head_size = static_cast<std::uint8_t>(head.size());
    out.payload = payload;
    out.keeper = std::move(keeper);
    out.tag = tag;
    return out;
}

}  // namespace weir::wire
