#pragma once
// Any decoded message as one line of JSON, for logs, tools and tests. Not for the wire.

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wire/each.hpp"
#include "wire/list.hpp"

namespace weir::wire {

// Enums as names (numbers where the schema has none), or always as numbers.
enum class JsonEnums { names, numbers };

// Integers that a double cannot hold are written as strings, bytes as hex, what a newer peer
// appended as "extra" when there is any.
class JsonText {
public:
    explicit JsonText(JsonEnums enums) : enums_(enums) {}

    template <Record View>
    void value(const View& view) {
        text_ += '{';
        bool first = true;
        each(view, [&](std::string_view name, const auto& field) {
            member(first, name);
            value(field);
        });
        if constexpr (requires { view.extra.empty(); }) {
            if (!view.extra.empty()) {
                member(first, "extra");
                value(view.extra);
            }
        }
        text_ += '}';
    }

    template <Scalar T>
    void value(T number) {
        if constexpr (std::is_same_v<T, bool>)
            text_ += number ? "true" : "false";
        else if constexpr (std::is_enum_v<T>)
            enumerator(number);
        else if constexpr (std::is_floating_point_v<T>)
            real(static_cast<double>(number));
        else
            integer(number);
    }

    void value(std::string_view text);
    void value(std::span<const std::byte> bytes);

    template <typename T>
    void value(const std::optional<T>& field) {
        if (field)
            value(*field);
        else
            text_ += "null";
    }

    template <typename Element>
    void value(const List<Element>& list) {
        elements(list);
    }

    template <typename T, std::size_t count>
    void value(const std::array<T, count>& items) {
        elements(items);
    }

    template <typename Variant>
    void value(const Arms<Variant>& arms) {
        text_ += '{';
        bool first = true;
        member(first, arms.names[arms.held.index()]);
        std::visit([this](const auto& arm) { this->value(arm); }, arms.held);
        text_ += '}';
    }

    std::string take() { return std::move(text_); }

private:
    void member(bool& first, std::string_view name) {
        if (!first) text_ += ',';
        first = false;
        value(name);
        text_ += ':';
    }

    template <typename Range>
    void elements(const Range& items) {
        text_ += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) text_ += ',';
            first = false;
            value(item);
        }
        text_ += ']';
    }

    template <typename T>
    void integer(T number) {
        constexpr auto exact = std::int64_t{1} << 53;
        const bool beyond =
            std::cmp_greater_equal(number, exact) || std::cmp_less_equal(number, -exact);
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        if (beyond) text_ += '"';
        text_.append(digits.data(), end);
        if (beyond) text_ += '"';
    }

    template <typename Enum>
    void enumerator(Enum held) {
        using Base = std::underlying_type_t<Enum>;
        if (enums_ == JsonEnums::numbers)
            integer(static_cast<Base>(held));
        else if constexpr (is_flags<Enum>)
            bits(held);
        else if (const std::string_view known = name(held); !known.empty())
            value(known);
        else
            integer(static_cast<Base>(held));
    }

    template <typename Enum>
    void bits(Enum held) {
        using Base = std::underlying_type_t<Enum>;
        Base left = static_cast<Base>(held);
        text_ += '[';
        bool first = true;
        for (unsigned bit = 0; left != 0; ++bit) {
            const auto mask = static_cast<Base>(Base{1} << bit);
            if ((left & mask) == 0) continue;
            left = static_cast<Base>(left & ~mask);
            if (!first) text_ += ',';
            first = false;
            const std::string_view known = name(static_cast<Enum>(mask));
            if (known.empty())
                integer(mask);
            else
                value(known);
        }
        text_ += ']';
    }

    void real(double number);

    JsonEnums enums_;
    std::string text_;
};

template <typename View>
std::string to_json(const View& view, JsonEnums enums = JsonEnums::names) {
    JsonText text(enums);
    text.value(view);
    return text.take();
}

}  // namespace weir::wire
