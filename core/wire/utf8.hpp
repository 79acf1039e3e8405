#pragma once
// UTF-8 as the wire demands it: no overlong forms, no surrogates, nothing above U+10FFFF.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

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
    } else if (size >= 4) {
        word_at(std::size_t{0}, std::uint32_t{});
        word_at(size - 4, std::uint32_t{});
    } else if (size > 0) {
        word_at(std::size_t{0}, std::uint8_t{});
        word_at(size / 2, std::uint8_t{});
        word_at(size - 1, std::uint8_t{});
    }
}

inline bool is_ascii(const char* from, std::size_t size) {
    std::uint64_t seen = 0;
    if (size >= 8) {
        std::uint64_t word;
        for (std::size_t i = 0; i + 8 <= size; i += 8) {
            std::memcpy(&word, from + i, 8);
            seen |= word;
        }
        std::memcpy(&word, from + size - 8, 8);
        seen |= word;
    } else {
        each_word(size, [&](std::size_t at, auto word) {
            std::memcpy(&word, from + at, sizeof word);
            seen |= word;
        });
    }
    return (seen & high_bits) == 0;
}

// Copies and says whether all of it was ASCII.
inline bool copy_ascii(std::byte* to, const char* from, std::size_t size) {
    std::uint64_t seen = 0;
    each_word(size, [&](std::size_t at, auto word) {
        std::memcpy(&word, from + at, sizeof word);
        std::memcpy(to + at, &word, sizeof word);
        seen |= word;
    });
    return (seen & high_bits) == 0;
}

bool is_utf8_beyond_ascii(std::string_view text);

inline bool is_utf8(std::string_view text) {
    return is_ascii(text.data(), text.size()) || is_utf8_beyond_ascii(text);
}

// The longest prefix of at most `bytes_max` bytes that does not cut a character.
std::string_view clip_longer(std::string_view text, std::size_t bytes_max);

inline std::string_view clip(std::string_view text, std::size_t bytes_max) {
    return text.size() <= bytes_max ? text : clip_longer(text, bytes_max);
}

// Same length, every byte that is not part of a valid character replaced by '?'. For names that
// come from drivers and file systems, which promise no encoding.
std::string as_utf8(std::string_view text);

}  // namespace weir::wire
