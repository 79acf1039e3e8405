#pragma once
// How each kind of value lies in bytes. A form has a head of fixed size, which belongs to the run
// of fields around it, and for some kinds a body after that run: a text's length is its head, its
// characters are its body. A flat body is one piece of bytes.
//
// A form of a list's element is the same as that of a field: its head is then a run of its own.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "wire/enums.hpp"
#include "wire/flat_forms.hpp"
#include "wire/scalar.hpp"

namespace weir::wire {

struct Owned;     // holds what it says: strings and vectors
struct Borrowed;  // a view into received bytes

// A number, a bool or an enum.
template <typename T>
struct Plain {
    template <typename As>
    using In = T;
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = sizeof(T);
    static constexpr std::size_t bytes_min = sizeof(T);

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, T& out) {
        if constexpr (std::is_same_v<T, bool>) {
            if (!in.flag(at)) return false;
        }
        out = load<T>(at);
        if constexpr (is_closed<T>)
            return in.known(at, out);
        else
            return true;
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room&, std::byte* at, T value) {
        // A closed enum never sends a value that the other side would refuse.
        if constexpr (is_closed<T>) value = is_known(value) ? value : T{};
        store(at, value);
    }
    static constexpr std::size_t body_bytes(T) { return 0; }
    static void own(T from, T& to) { to = from; }
};

template <typename T, std::size_t count>
struct Plain<std::array<T, count>> {
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = count * sizeof(T);

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at,
                                            std::array<T, count>& out) {
        for (T& item : out) {
            if (!Plain<T>::read(in, at, item)) return false;
            at += sizeof(T);
        }
        return true;
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at,
                                             const std::array<T, count>& value) {
        for (const T& item : value) {
            Plain<T>::write(room, at, item);
            at += sizeof(T);
        }
    }
    static constexpr std::size_t body_bytes(const std::array<T, count>&) { return 0; }
    static void own(const std::array<T, count>& from, std::array<T, count>& to) { to = from; }
};

// A number from low to high. What is out of range is refused, and sent as the nearest that is not;
// not a number is sent as the lowest.
template <typename T, T low, T high>
struct Ranged : Plain<T> {
    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, T& out) {
        out = load<T>(at);
        return in.within(at, out, low, high);
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room&, std::byte* at, T value) {
        const T raised = value >= low ? value : low;
        store(at, raised > high ? high : raised);
    }
};

// A struct that cannot grow, so it needs no size.
template <template <typename> typename Of>
struct Frozen {
    template <typename As>
    using In = Of<As>;
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = 0;
    static constexpr std::size_t bytes_min = Of<Borrowed>::encoded_min;

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte*, Of<Borrowed>& out) {
        return in.record(out);
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte*, const Of<Owned>& value) {
        Of<Owned>::walk(room, value);
    }
    static std::size_t body_bytes(const Of<Owned>& value) { return value.encoded_size(); }
    static void own(const Of<Borrowed>& from, Of<Owned>& to);
};

// A struct behind its size, so that it can grow at its end.
template <template <typename> typename Of, typename Size = std::uint16_t>
struct Sized : Frozen<Of> {
    static constexpr std::size_t head_bytes = sizeof(Size);
    static constexpr std::size_t bytes_min = sizeof(Size) + Of<Borrowed>::encoded_min;

    template <typename Reader>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, Of<Borrowed>& out) {
        return in.sized(load<Size>(at), out);
    }
    template <typename Room>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at, const Of<Owned>& value) {
        Of<Owned>::walk(room, value);
        room.template close_sized<Size>(at);
    }
};

template <typename Count, std::size_t count_max, typename Element>
struct ListOf {
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = sizeof(Count);

    template <typename Reader, typename List>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, List& out) {
        const std::size_t count = load<Count>(at);
        // An element of no bytes counts as one, so that a count cannot cost more than bytes.
        constexpr std::size_t least = std::max<std::size_t>(Element::bytes_min, 1);
        return in.template count<Count>(count, count_max, least) && out.read(in, count);
    }
    template <typename Room, typename Items>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at, const Items& items) {
        std::size_t left = count_sent(items, count_max);
        store(at, static_cast<Count>(left));
        for (auto item = items.begin(); left > 0; ++item, --left)
            room.template element<Element>(*item);
    }
    template <typename Items>
    static std::size_t body_bytes(const Items& items) {
        std::size_t left = count_sent(items, count_max);
        std::size_t size = left * Element::head_bytes;
        if constexpr (!std::is_arithmetic_v<typename Items::value_type>)
            for (auto item = items.begin(); left > 0; ++item, --left)
                size += Element::body_bytes(*item);
        return size;
    }
    template <typename From, typename To>
    static void own(const From& from, To& to) {
        to.reserve(from.size());
        for (const auto& item : from) {
            if constexpr (std::is_arithmetic_v<typename To::value_type>)
                to.push_back(item);
            else
                Element::own(item, to.emplace_back());
        }
    }
};
template <typename Element, std::size_t count_max = 0xff>
using List8 = ListOf<std::uint8_t, count_max, Element>;
template <typename Element, std::size_t count_max = 0xffff>
using List16 = ListOf<std::uint16_t, count_max, Element>;

template <typename Element>
struct Opt {
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = 1;

    template <typename Reader, typename T>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at,
                                            std::optional<T>& out) {
        if (!in.flag(at)) return false;
        return *at == std::byte{0} || in.template element<Element>(out.emplace());
    }
    template <typename Room, typename T>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at,
                                             const std::optional<T>& value) {
        store(at, value.has_value());
        if (value) room.template element<Element>(*value);
    }
    template <typename T>
    static std::size_t body_bytes(const std::optional<T>& value) {
        return value ? Element::head_bytes + Element::body_bytes(*value) : 0;
    }
    template <typename From, typename To>
    static void own(const From& from, To& to) {
        if (from) Element::own(*from, to.emplace());
    }
};

}  // namespace weir::wire
