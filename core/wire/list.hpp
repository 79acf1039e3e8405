#pragma once
// A list inside received bytes: validated when it was read, walked without checks afterwards.

#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "wire/reader.hpp"

namespace weir::wire {

// Specialised by the generated code for enums that admit no value but their own.
template <typename T>
inline constexpr bool is_closed = false;

// Specialised by the generated code for sets of bits.
template <typename T>
inline constexpr bool is_flags = false;

// How one element of type T is read. The generated code names the codec in the list's type.
template <Scalar T>
struct ScalarElement {
    using Value = T;
    static constexpr std::size_t bytes_min = sizeof(T);

    template <bool checked, typename Seen>
    static bool read(BasicReader<checked>& in, Value& out, Seen&) {
        const std::byte* at = in.run(sizeof(T));
        if (checked && at == nullptr) return false;
        if constexpr (std::is_same_v<T, bool>) {
            if (!in.flag(at)) return false;
        }
        out = load<T>(at);
        if constexpr (is_closed<T>) return in.known(at, out);
        return true;
    }
};

template <typename Length, std::size_t size_max>
struct BytesElement {
    using Value = std::span<const std::byte>;

    template <bool checked, typename Seen>
    static bool read(BasicReader<checked>& in, Value& out, Seen&) {
        const std::byte* prefix = in.run(sizeof(Length));
        if (checked && prefix == nullptr) return false;
        return in.template bytes<Length>(load<Length>(prefix), size_max, out);
    }
};

template <typename View, typename Size>
struct SizedElement {
    using Value = View;

    template <bool checked, typename Seen>
    static bool read(BasicReader<checked>& in, Value& out, Seen& seen) {
        const std::byte* prefix = in.run(sizeof(Size));
        if (checked && prefix == nullptr) return false;
        return in.sized(load<Size>(prefix), out, seen);
    }
};

template <typename View>
struct FrozenElement {
    using Value = View;

    template <bool checked, typename Seen>
    static bool read(BasicReader<checked>& in, Value& out, Seen& seen) {
        return out.read(in, seen);
    }
};

template <typename Length, std::size_t size_max>
struct TextElement {
    using Value = std::string_view;

    template <bool checked, typename Seen>
    static bool read(BasicReader<checked>& in, Value& out, Seen&) {
        const std::byte* prefix = in.run(sizeof(Length));
        if (checked && prefix == nullptr) return false;
        return in.template text<Length>(load<Length>(prefix), size_max, out);
    }
};

// An opt field whose presence byte is at `present`.
template <typename Element, bool checked, typename Seen>
bool read_optional(BasicReader<checked>& in, const std::byte* present,
                   std::optional<typename Element::Value>& out, Seen& seen) {
    if (!in.flag(present)) return false;
    return *present == std::byte{0} || Element::read(in, out.emplace(), seen);
}

// A range of Element::Value, each made while walking. Borrows the received bytes.
template <typename Element>
class List {
public:
    using Value = typename Element::Value;

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;

        Iterator() : in_({}) {}
        Iterator(std::span<const std::byte> bytes, std::size_t count) : in_(bytes), left_(count) {
            read();
        }

        const Value& operator*() const { return value_; }
        const Value* operator->() const { return &value_; }
        Iterator& operator++() {
            --left_;
            read();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return left_ == 0; }

    private:
        void read() {
            if (left_ == 0) return;
            value_ = Value{};
            Unseen nobody;
            Element::read(in_, value_, nobody);
        }

        TrustedReader in_;
        Value value_{};
        std::size_t left_ = 0;
    };

    List() = default;

    Iterator begin() const { return {bytes_, count_}; }
    std::default_sentinel_t end() const { return {}; }
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }

    // The count has been read and checked. Validates every element when `checked`, and shows each
    // to `seen` if it takes them.
    template <bool checked, typename Seen>
    bool read(BasicReader<checked>& in, std::size_t count, Seen& seen) {
        const std::byte* start = in.position();
        for (std::size_t i = 0; i < count; ++i) {
            Value element{};
            if (!Element::read(in, element, seen)) return false;
            if constexpr (std::invocable<Seen&, const Value&>) seen(std::as_const(element));
        }
        bytes_ = {start, in.position()};
        count_ = count;
        return true;
    }

private:
    std::span<const std::byte> bytes_;
    std::size_t count_ = 0;
};

}  // namespace weir::wire
