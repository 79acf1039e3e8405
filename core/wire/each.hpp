#pragma once
// A record's fields by name, for whoever wants to see all of them: text, digests, tools.

#include <string_view>

#include "wire/union.hpp"

namespace weir::wire {

template <typename T>
concept Record = requires { typename T::View; };

template <typename F>
struct Showing {
    F& f;

    template <typename... Field>
    bool fields(const Field&... field) {
        (one(field), ...);
        return true;
    }
    static constexpr bool ends() { return false; }

private:
    template <typename Field>
    void one(const Field& field) {
        if constexpr (requires { field.chosen; })
            f(std::string_view(field.name), Field::Form::named(field.value));
        else
            f(std::string_view(field.name), field.value);
    }
};

// Calls f(name, value) for each field in the order of the wire; a union comes as its Arms.
template <Record T, typename F>
void each(const T& record, F&& f) {
    Showing<F> showing{f};
    T::walk(showing, record);
}

}  // namespace weir::wire
