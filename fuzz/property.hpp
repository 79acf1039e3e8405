#pragma once
// What must hold for any bytes at all: a clean error, or a value that survives being sent again.

#include <string>

#include "base/assert.hpp"
#include "fuzz/mutate.hpp"
#include "support/guarded.hpp"
#include "wire/json.hpp"
#include "wire/writer.hpp"

namespace weir::fuzz {

template <typename T>
Bytes encoded(const T& value) {
    Bytes out(value.encoded_size());
    wire::Writer writer(out);
    value.encode(writer);
    WEIR_ASSERT(writer.written() == out.size());
    return out;
}

// What a decoder made of bytes, comparable between languages.
struct Outcome {
    std::string text;  // JSON of the value, or "problem offset"
    Bytes again;       // the value encoded; empty when the bytes were refused
    bool accepted = false;
};

// The bytes end before an unreadable page, so that reading past them ends the program.
template <typename T>
Outcome decode(const Bytes& bytes) {
    static test::Guarded guarded;
    const auto view = T::view(guarded.hold(bytes));
    if (!view) {
        const wire::DecodeError error = view.error();
        WEIR_ASSERT(error.offset <= bytes.size());
        return {
            std::string(wire::name(error.problem)) + " " + std::to_string(error.offset), {}, false};
    }
    return {wire::to_json(*view, wire::JsonEnums::numbers), encoded(view->own()), true};
}

template <typename T>
Outcome check(const Bytes& bytes) {
    Outcome first = decode<T>(bytes);
    if (!first.accepted) return first;
    const auto second = T::decode(first.again);
    WEIR_ASSERT(second.has_value());
    WEIR_ASSERT(encoded(*second) == first.again);
    return first;
}

}  // namespace weir::fuzz
