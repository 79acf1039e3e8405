#pragma once
// How text and bytes lie in bytes: forms (wire/forms.hpp) whose body is one piece.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "wire/scalar.hpp"
#include "wire/utf8.hpp"

namespace weir::wire {

using Bytes = std::span<const std::byte>;

// What of a list or of bytes is sent: no more than its field's maximum.
template <typename Items>
std::size_t count_sent(const Items& items, std::size_t count_max) {
    return items.size() < count_max ? items.size() : count_max;
}

template <typename Length, std::size_t size_max>
struct Text {
    template <typename As>
    using In = typename As::Text;
    static constexpr bool is_flat = true;
    static constexpr std::size_t head_bytes = sizeof(Length);
    static constexpr std::size_t bytes_min = sizeof(Length);

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at,
                                            std::string_view& out) {
        return in.template text<Length>(load<Length>(at), size_max, out);
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at, std::string_view sent) {
        store(at, static_cast<Length>(sent.size()));
        room.flat_body(sent);
    }
    [[gnu::always_inline]] static std::string_view sent(std::string_view value) {
        return clip(value, size_max);
    }
    static std::size_t body_bytes(std::string_view value) { return sent(value).size(); }
    template <typename To>
    static void own(std::string_view from, To& to) {
        to.assign(from);
    }
};
template <std::size_t size_max = 0xff>
using Str8 = Text<std::uint8_t, size_max>;
template <std::size_t size_max = 0xffff>
using Str16 = Text<std::uint16_t, size_max>;

template <typename Length, std::size_t size_max>
struct Blob {
    template <typename As>
    using In = typename As::Bytes;
    static constexpr bool is_flat = true;
    static constexpr std::size_t head_bytes = sizeof(Length);
    static constexpr std::size_t bytes_min = sizeof(Length);

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, Bytes& out) {
        return in.template bytes<Length>(load<Length>(at), size_max, out);
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at, Bytes sent) {
        store(at, static_cast<Length>(sent.size()));
        room.flat_body(sent);
    }
    [[gnu::always_inline]] static Bytes sent(Bytes value) {
        return value.first(count_sent(value, size_max));
    }
    static std::size_t body_bytes(Bytes value) { return sent(value).size(); }
    template <typename To>
    static void own(Bytes from, To& to) {
        to.assign(from.begin(), from.end());
    }
};
template <std::size_t size_max = 0xff>
using Bytes8 = Blob<std::uint8_t, size_max>;
template <std::size_t size_max = 0xffff>
using Bytes16 = Blob<std::uint16_t, size_max>;
template <std::size_t size_max = 0xffffffff>
using Bytes32 = Blob<std::uint32_t, size_max>;

// Everything up to the end of the message.
struct Rest {
    static constexpr bool is_flat = true;
    static constexpr std::size_t head_bytes = 0;

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte*, Bytes& out) {
        out = in.rest();
        return true;
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte*, Bytes sent) {
        room.flat_body(sent);
    }
    [[gnu::always_inline]] static Bytes sent(Bytes value) { return value; }
    static std::size_t body_bytes(Bytes value) { return value.size(); }
    template <typename To>
    static void own(Bytes from, To& to) {
        to.assign(from.begin(), from.end());
    }
};

}  // namespace weir::wire
