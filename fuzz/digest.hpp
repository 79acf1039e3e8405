#pragma once
// Reads every field of a value and remembers them as one number, so that two ways of reading the
// same bytes can be compared without keeping what they read.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include "wire/each.hpp"
#include "wire/list.hpp"

namespace weir::fuzz {

class Digest {
public:
    template <wire::Record View>
    void value(const View& view) {
        wire::each(view, [&](std::string_view, const auto& field) { value(field); });
        if constexpr (requires { view.extra; }) value(view.extra);
    }

    template <wire::Scalar T>
    void value(T number) {
        std::array<std::byte, sizeof(T)> bytes{};
        std::memcpy(bytes.data(), &number, sizeof(T));
        mix(bytes);
    }

    void value(std::string_view text) { value(std::as_bytes(std::span(text))); }

    void value(std::span<const std::byte> bytes) {
        value(bytes.size());
        mix(bytes);
    }

    template <typename T>
    void value(const std::optional<T>& field) {
        value(field.has_value());
        if (field) value(*field);
    }

    template <typename Element>
    void value(const wire::List<Element>& list) {
        value(list.size());
        std::size_t walked = 0;
        for (const auto& item : list) {
            element(item);
            ++walked;
        }
        value(walked);
    }

    template <typename T, std::size_t count>
    void value(const std::array<T, count>& items) {
        for (const T& item : items) value(item);
    }

    template <typename Variant>
    void value(const wire::Arms<Variant>& arms) {
        value(arms.held.index());
        std::visit([&](const auto& arm) { value(arm); }, arms.held);
    }

    std::uint64_t result() const { return mixed_; }

    // Of all list elements at any depth, in any order: what a walk must have shown.
    std::uint64_t elements() const { return elements_; }

private:
    // An element counts by itself, and for the value that holds it.
    template <typename T>
    void element(const T& item) {
        Digest alone;
        alone.value(item);
        elements_ += alone.result() + alone.elements();
        value(alone.result());
    }

    void mix(std::span<const std::byte> bytes) {
        for (const std::byte byte : bytes)
            mixed_ = (mixed_ ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3;
    }

    std::uint64_t mixed_ = 0xcbf29ce484222325;
    std::uint64_t elements_ = 0;
};

template <typename T>
Digest digest(const T& value) {
    Digest out;
    out.value(value);
    return out;
}

}  // namespace weir::fuzz
