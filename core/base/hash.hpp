#pragma once
// FNV-1a: a hash that is the same in every build, for numbers that are made from names.

#include <cstdint>
#include <string_view>

namespace weir {

inline constexpr std::uint32_t fnv1a_start = 2166136261u;

constexpr std::uint32_t fnv1a(std::string_view text, std::uint32_t start = fnv1a_start) {
    std::uint32_t value = start;
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
    return value;
}

}  // namespace weir
