#pragma once
// UTF-8 as the wire demands it: no overlong forms, no surrogates, nothing above U+10FFFF.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "wire/scalar.hpp"

namespace weir::wire {

inline constexpr std::uint64_t high_bits = 0x8080808080808080u;

// Hands out all bytes as words: whole ones first, then one that overlaps the last. No byte loop,
// nothing past the end; texts are short, so this beats a call.
template <typename F>
[[gnu::always_inline]] inline void each_word(std::size_t size, F&& word_at) {
    if (size >= 8) {
        word_at(std::size_t{0}, std::uint64_t{});
        for (std::size_t i = 8; i + 8 < size; i += 8) word_at(i, std::uint64_t{});
        word_at(size - 8, std::uint64_t{});
    } else if (size >= 4) [[likely]] {
        word_at(std::size_t{0}, std::uint32_t{});
        word_at(size - 4, std::uint32_t{});
    } else if (size > 0) {
        word_at(std::size_t{0}, std::uint8_t{});
        word_at(size / 2, std::uint8_t{});
        word_at(size - 1, std::uint8_t{});
    }
}

// The high bits of the last n bytes of a word in memory.
inline constexpr std::array<std::uint64_t, 9> last_high_bits = [] {
    std::array<std::uint64_t, 9> out{};
    for (std::size_t n = 1; n <= 8; ++n) out[n] = byte_order(high_bits << (64 - 8 * n));
    return out;
}();

// Not 0 when a byte is not ASCII. `before` bytes in front of `from` may be read too: then a short
// text is the end of one word.
[[gnu::always_inline]] inline std::uint64_t not_ascii(const char* from, std::size_t size,
                                                      std::size_t before) {
    std::uint64_t seen = 0;
    if (before >= 8 && size <= 8) [[likely]] {
        std::memcpy(&seen, from + size - 8, 8);
        return seen & last_high_bits[size];
    }
    each_word(size, [&](std::size_t at, auto word) {
        std::memcpy(&word, from + at, sizeof word);
        seen |= word;
    });
    return seen & high_bits;
}

// Copies and says whether all of it was ASCII.
[[gnu::always_inline]] inline bool copy_ascii(std::byte* to, const char* from, std::size_t size) {
    std::uint64_t seen = 0;
    each_word(size, [&](std::size_t at, auto word) {
        std::memcpy(&word, from + at, sizeof word);
        std::memcpy(to + at, &word, sizeof word);
        seen |= word;
    });
    return (seen & high_bits) == 0;
}

// Pointer and size, here and in the checks below: an object as an argument would have to be in
// memory.
bool is_utf8_beyond_ascii(const char* from, std::size_t size);

[[gnu::always_inline]] inline bool is_utf8(const char* from, std::size_t size, std::size_t before) {
    if (not_ascii(from, size, before) == 0) [[likely]]
        return true;
    return is_utf8_beyond_ascii(from, size);
}

inline bool is_utf8(std::string_view text) {
    return is_utf8(text.data(), text.size(), 0);
}

// The longest prefix of at most `bytes_max` bytes that does not cut a character.
[[gnu::pure]] std::string_view clip_longer(std::string_view text, std::size_t bytes_max);

inline std::string_view clip(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) [[likely]]
        return text;
    return clip_longer(text, bytes_max);
}

// Same length, every byte that is not part of a valid character replaced by '?'. For names that
// come from drivers and file systems, which promise no encoding.
std::string as_utf8(std::string_view text);

// The same for text that has been copied to `copied` already.
void replace_bad_text(std::byte* copied, const char* from, std::size_t size);

}  // namespace weir::wire
