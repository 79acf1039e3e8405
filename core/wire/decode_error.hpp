#pragma once
// What can be wrong with received bytes. A value, not a message: malformed input is common and must
// cost nothing.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace weir::wire {

enum class DecodeProblem : std::uint8_t {
    truncated = 1,  // the bytes end inside a field
    too_long,       // text or bytes over the field's maximum
    too_many,       // a count that the remaining bytes cannot hold, or over the field's maximum
    out_of_range,   // a number outside the field's range
    unknown_value,  // a value that a closed enum does not list
    bad_bool,       // neither 0 nor 1
    bad_text,       // not UTF-8
};

// `offset` counts from the start of the decoded bytes: the field that is wrong, or for truncated
// the place where the bytes (or the sized struct around the field) end.
struct DecodeError {
    DecodeProblem problem{};
    std::uint32_t offset = 0;

    bool operator==(const DecodeError&) const = default;
};

template <typename T>
using Decoded = std::expected<T, DecodeError>;

std::string_view name(DecodeProblem problem);

// "truncated at byte 12", for a log line about the peer that sent it.
std::string text(DecodeError error);

}  // namespace weir::wire
