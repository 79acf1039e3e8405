#pragma once
// One number at one place: little endian, any alignment. The only code that knows the byte order.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace weir::wire {

template <typename T>
concept Scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

template <typename T>
constexpr T byte_order(T value) {
    if constexpr (std::endian::native == std::endian::little || sizeof(T) == 1)
        return value;
    else if constexpr (sizeof(T) == 2)
        return __builtin_bswap16(value);
    else if constexpr (sizeof(T) == 4)
        return __builtin_bswap32(value);
    else
        return __builtin_bswap64(value);
}

template <std::size_t Size>
using UnsignedOf = std::conditional_t<
    Size == 1, std::uint8_t,
    std::conditional_t<Size == 2, std::uint16_t,
                       std::conditional_t<Size == 4, std::uint32_t, std::uint64_t>>>;

// The caller has checked that sizeof(T) bytes are there, and that a bool is 0 or 1.
template <Scalar T>
T load(const std::byte* at) {
    UnsignedOf<sizeof(T)> raw;
    std::memcpy(&raw, at, sizeof raw);
    if constexpr (std::is_same_v<T, bool>)
        return raw != 0;
    else
        return std::bit_cast<T>(byte_order(raw));
}

template <Scalar T>
void store(std::byte* at, T value) {
    UnsignedOf<sizeof(T)> raw;
    if constexpr (std::is_same_v<T, bool>)
        raw = value ? 1 : 0;
    else
        raw = byte_order(std::bit_cast<UnsignedOf<sizeof(T)>>(value));
    std::memcpy(at, &raw, sizeof raw);
}

}  // namespace weir::wire
