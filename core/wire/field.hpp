#pragma once
// What a record's walk() hands to whoever walks over it: its fields in the order of the wire.

#include <type_traits>

#include "wire/forms.hpp"

namespace weir::wire {

template <typename FormOf, typename... T>
struct Field;

// A field of one record.
template <typename FormOf, typename T>
struct Field<FormOf, T> {
    using Form = FormOf;
    const char* name;
    T& value;
};

// The same field of two records, one to be made from the other.
template <typename FormOf, typename From, typename To>
struct Field<FormOf, From, To> {
    using Form = FormOf;
    const char* name;
    From& from;
    To& to;
};

template <typename Form, typename... T>
[[gnu::always_inline]] constexpr Field<Form, T...> field(const char* name, T&... values) {
    return {name, values...};
}

// A field whose type says how it lies in bytes: a number, a bool, an enum or an array of those.
template <typename T, typename... More>
[[gnu::always_inline]] constexpr Field<Plain<std::remove_const_t<T>>, T, More...> plain(
    const char* name, T& value, More&... more) {
    return {name, value, more...};
}

}  // namespace weir::wire
