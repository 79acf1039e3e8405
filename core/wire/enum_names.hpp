#pragma once
// Names of enum values, out of a table. Only for the generated sources.

#include <array>

#include "wire/enums.hpp"

namespace weir::wire {

template <typename Enum>
struct Named {
    Enum value;
    std::string_view name;
};

// Specialised for every enum.
template <typename Enum>
constexpr std::array<Named<Enum>, 0> names_of{};

template <Enumeration Enum>
std::string_view EnumNames<Enum>::name(Enum value) {
    for (const auto& named : names_of<Enum>)
        if (named.value == value) return named.name;
    return {};
}

template <Enumeration Enum>
std::optional<Enum> EnumNames<Enum>::from_name(std::string_view name) {
    for (const auto& named : names_of<Enum>)
        if (named.name == name) return named.value;
    return std::nullopt;
}

template <Enumeration Enum>
bool EnumNames<Enum>::is_known(Enum value) {
    for (const auto& named : names_of<Enum>)
        if (named.value == value) return true;
    return false;
}

}  // namespace weir::wire
