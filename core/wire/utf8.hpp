#pragma once
// UTF-8 as the wire demands it: no overlong forms, no surrogates, nothing above U+10FFFF.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace weir::wire {

inline constexpr std::uint64_t high_bits = 0x8080808080808080u;

// Whole words first, then one word that overlaps the last: no byte loop, no read past the end.
inline bool is_ascii(const char* at, std::size_t size) {
    std::uint64_t seen = 0;
    const auto take = [&seen](const char* from, auto word) {
        std::memcpy(&word, from, sizeof word);
        seen |= word;
    };
    if (size >= 8) {
        for (std::size_t i = 0; i + 8 <= size; i += 8) take(at + i, std::uint64_t{});
        take(at + size - 8, std::uint64_t{});
    } else if (size >= 4) {
        take(at, std::uint32_t{});
        take(at + size - 4, std::uint32_t{});
    } else if (size > 0) {
        take(at, std::uint8_t{});
        take(at + size / 2, std::uint8_t{});
        take(at + size - 1, std::uint8_t{});
    }
    return (seen & high_bits) == 0;
}

bool is_utf8_beyond_ascii(std::string_view text);

inline bool is_utf8(std::string_view text) {
    return is_ascii(text.data(), text.size()) || is_utf8_beyond_ascii(text);
}

// The longest prefix of at most `bytes_max` bytes that does not cut a character.
std::string_view clip(std::string_view text, std::size_t bytes_max);

// Same length, every byte that is not part of a valid character replaced by '?'. For names that
// come from drivers and file systems, which promise no encoding.
std::string as_utf8(std::string_view text);

}  // namespace weir::wire
