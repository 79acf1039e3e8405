#pragma once
// Owned values and their sizes. Only for the generated sources, which compile them once a record.

#include "wire/record.hpp"
#include "wire/union.hpp"

namespace weir::wire {

struct Owning {
    template <typename... Field>
    bool fields(Field... field) {
        (Field::Form::own(field.from, field.to), ...);
        return true;
    }
    static constexpr bool ends() { return false; }
};

template <template <typename> typename Of>
void Frozen<Of>::own(const Of<Borrowed>& from, Of<Owned>& to) {
    Owning owning;
    Of<Owned>::walk(owning, from, to);
}

template <typename T>
Decoded<T> Made<T>::decode(Bytes bytes) {
    const auto found = view<T>(bytes);
    if (!found) return std::unexpected(found.error());
    return Made::own(*found);
}

template <typename T>
T Made<T>::own(const typename T::View& view) {
    T out;
    Owning owning;
    T::walk(owning, view, out);
    return out;
}

template <typename T>
std::size_t Made<T>::encoded_size(const T& value) {
    Measure measure;
    T::walk(measure, value);
    return measure.size();
}

}  // namespace weir::wire
