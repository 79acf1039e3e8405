#pragma once
// A struct that an enum field before it chooses. An arm that this build does not know is kept as
// bytes: the variant's first alternative, which goes with any value of the enum.

#include <array>
#include <utility>
#include <variant>

#include "wire/field.hpp"

namespace weir::wire {

template <auto value, template <typename> typename Of>
struct Arm {
    static constexpr auto chosen_by = value;
    template <typename As>
    using In = Of<As>;
};

// A union together with the names of its arms; the first is that of unknown bytes.
template <typename Variant>
struct Arms {
    const Variant& held;
    std::array<std::string_view, std::variant_size_v<Variant>> names;
};

template <typename Size, typename... Arm>
struct Union {
    static constexpr bool is_flat = false;
    static constexpr std::size_t head_bytes = sizeof(Size);

    template <typename Reader, typename Enum, typename Variant>
    [[gnu::always_inline]] static bool read(Reader& in, const std::byte* at, Enum chosen,
                                            Variant& out) {
        const std::size_t size = load<Size>(at);
        bool known = false;
        const bool fine = [&]<std::size_t... index>(std::index_sequence<index...>) {
            return ((chosen != Arm::chosen_by ||
                     (known = true, in.sized(size, out.template emplace<index + 1>()))) &&
                    ...);
        }(std::index_sequence_for<Arm...>{});
        if (known) return fine;
        return in.template bytes<Size>(size, Size(-1), out.template emplace<0>());
    }
    template <typename Room, typename Enum, typename Variant>
    [[gnu::always_inline]] static void write(Room& room, std::byte* at, Enum chosen,
                                             const Variant& value) {
        if (value.index() == 0) room.bytes(std::get<0>(value));
        [&]<std::size_t... index>(std::index_sequence<index...>) {
            ((value.index() == index + 1 ? write_arm<index, Arm>(room, chosen, value) : void()),
             ...);
        }(std::index_sequence_for<Arm...>{});
        room.template close_sized<Size>(at);
    }
    template <typename Variant>
    static std::size_t body_bytes(const Variant& value) {
        return std::visit(
            [](const auto& arm) {
                if constexpr (requires { arm.encoded_size(); })
                    return arm.encoded_size();
                else
                    return arm.size();
            },
            value);
    }
    template <typename From, typename To>
    static void own(const From& from, To& to) {
        if (from.index() == 0) Rest::own(std::get<0>(from), to.template emplace<0>());
        [&]<std::size_t... index>(std::index_sequence<index...>) {
            ((from.index() == index + 1
                  ? void(to.template emplace<index + 1>(std::get<index + 1>(from).own()))
                  : void()),
             ...);
        }(std::index_sequence_for<Arm...>{});
    }
    template <typename Variant>
    static Arms<Variant> named(const Variant& value) {
        return {value, {"unknown", name(Arm::chosen_by)...}};
    }

private:
    template <std::size_t index, typename Held, typename Room, typename Enum, typename Variant>
    [[gnu::always_inline]] static void write_arm(Room& room, Enum chosen, const Variant& value) {
        WEIR_ASSERT(chosen == Held::chosen_by);
        const auto& arm = std::get<index + 1>(value);
        arm.walk(room, arm);
    }
};

// The form of one union field: that of its type, and the value that chose its arm.
template <typename Form, typename Enum, typename... T>
struct ChosenField;

template <typename FormOf, typename Enum, typename T>
struct ChosenField<FormOf, Enum, T> {
    using Form = FormOf;
    const char* name;
    const Enum* chosen;  // read after this has been made
    T& value;
};

template <typename FormOf, typename Enum, typename From, typename To>
struct ChosenField<FormOf, Enum, From, To> {
    using Form = FormOf;
    const char* name;
    const Enum* chosen;
    From& from;
    To& to;
};

// The enum field of the first record.
template <typename Enum, typename... More>
constexpr const Enum* on(const Enum& value, const More&...) {
    return &value;
}

template <typename Form, typename Enum, typename... T>
[[gnu::always_inline]] constexpr ChosenField<Form, Enum, T...> chosen(const char* name,
                                                                      const Enum* chosen_by,
                                                                      T&... values) {
    return {name, chosen_by, values...};
}

}  // namespace weir::wire
