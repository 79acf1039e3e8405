#pragma once
// What the generated code says about its enums, and what follows from it.

#include <optional>
#include <string_view>
#include <type_traits>

namespace weir::wire {

// True for enums that admit no value but their own.
template <typename Enum>
inline constexpr bool is_closed = false;

// True for sets of bits.
template <typename Enum>
inline constexpr bool is_flags = false;

template <typename Enum>
concept Enumeration = std::is_enum_v<Enum>;

// Made by the generated sources, one table an enum (wire/enum_names.hpp).
template <Enumeration Enum>
struct EnumNames {
    static std::string_view name(Enum value);
    static std::optional<Enum> from_name(std::string_view name);
    static bool is_known(Enum value);
};

// The name in the schema; empty for a value that it does not list.
template <Enumeration Enum>
std::string_view name(Enum value) {
    return EnumNames<Enum>::name(value);
}

// The value that the schema gives this name.
template <Enumeration Enum>
std::optional<Enum> from_name(std::string_view name) {
    return EnumNames<Enum>::from_name(name);
}

template <Enumeration Enum>
bool is_known(Enum value) {
    return EnumNames<Enum>::is_known(value);
}

// Sets of bits: | and & work on them, has() tests.
template <typename Enum>
concept Flags = is_flags<Enum>;

template <Flags Enum>
constexpr Enum operator|(Enum a, Enum b) {
    using Base = std::underlying_type_t<Enum>;
    return static_cast<Enum>(static_cast<Base>(a) | static_cast<Base>(b));
}

template <Flags Enum>
constexpr Enum operator&(Enum a, Enum b) {
    using Base = std::underlying_type_t<Enum>;
    return static_cast<Enum>(static_cast<Base>(a) & static_cast<Base>(b));
}

template <Flags Enum>
constexpr Enum& operator|=(Enum& a, Enum b) {
    return a = a | b;
}

// Any bit of `wanted` is in `set`.
template <Flags Enum>
constexpr bool has(Enum set, Enum wanted) {
    return (set & wanted) != Enum{};
}

}  // namespace weir::wire
