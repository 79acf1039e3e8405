#pragma once
// From a number to the code that handles what it stands for.

#include <concepts>
#include <cstddef>
#include <span>

#include "wire/decode_error.hpp"

namespace weir::wire {

// A list of records, in the order of their numbers.
template <typename... T>
struct Types {};

template <typename Handler, typename T>
concept Handles = std::invocable<Handler&, const typename T::View&>;

template <typename Handler, typename List>
inline constexpr bool handles_all = false;
template <typename Handler, typename... T>
inline constexpr bool handles_all<Handler, Types<T...>> = (Handles<Handler, T> && ...);

// Does not compile for a handler that does not take T, and says which T that is.
template <typename T, typename Handler>
    requires Handles<Handler, T>
Decoded<bool> handle(std::span<const std::byte> bytes, Handler& handler) {
    const auto view = T::view(bytes);
    if (!view) return std::unexpected(view.error());
    handler(*view);
    return true;
}

// Calls handler(const T::View&) for the T that `is_it` picks. False when it picks none.
template <typename... T, typename IsIt, typename Handler>
Decoded<bool> dispatch(Types<T...>, std::span<const std::byte> bytes, Handler& handler,
                       IsIt is_it) {
    Decoded<bool> done = false;
    const bool known =
        ((is_it.template operator()<T>() && (done = handle<T>(bytes, handler), true)) || ...);
    return known ? done : Decoded<bool>(false);
}

}  // namespace weir::wire
