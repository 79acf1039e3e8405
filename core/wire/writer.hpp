#pragma once
// Cursor over memory that is about to be sent. The size is known before the first byte is written.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/assert.hpp"
#include "wire/scalar.hpp"
#include "wire/utf8.hpp"

namespace weir::wire {

// Memory from here to its end. Two pointers, copied into registers while a record is written:
// behind a reference every byte stored might change them, and they would be read back after each.
//
// Running over the end is a bug of ours (encoded_size() is exact) and ends the program.
class Room {
public:
    explicit Room(std::span<std::byte> memory)
        : at_(memory.data()), end_(memory.data() + memory.size()) {}

    // What a record's walk() calls for a run of fields and the body that may follow the last one.
    // One check for all heads of the run and a flat body.
    template <typename... Field>
    [[gnu::always_inline]] bool fields(const Field&... field) {
        write_run(prepared(field)...);
        return true;
    }

    [[gnu::always_inline]] static constexpr bool ends() { return false; }

    // A whole record.
    template <typename Record>
    [[gnu::always_inline]] void record(const Record& value) {
        Room room(at_, end_);
        value.walk(room, value);
        at_ = room.at_;
    }

    // One value with a run of its own.
    template <typename Form, typename T>
    [[gnu::always_inline]] void element(const T& value) {
        write_run(prepared(Element<Form, T>{value}));
    }

    // Room for `size` bytes, to be filled by the caller.
    [[gnu::always_inline]] std::byte* run(std::size_t size) {
        reserve(size);
        return skip(size);
    }

    [[gnu::always_inline]] void bytes(std::span<const std::byte> data) {
        reserve(data.size());
        flat_body(data);
    }

    // A body of bytes that has been reserved together with its head.
    [[gnu::always_inline]] void flat_body(std::span<const std::byte> data) {
        std::byte* room = skip(data.size());
        if (!data.empty()) std::memcpy(room, data.data(), data.size());
    }

    // The same of text, already clipped to its field's maximum. What is not UTF-8 is replaced: a
    // peer would have to close the connection over it.
    [[gnu::always_inline]] void flat_body(std::string_view text) {
        std::byte* room = skip(text.size());
        if (!copy_ascii(room, text.data(), text.size())) [[unlikely]]
            replace_bad_text(room, text.data(), text.size());
    }

    // Writes the size of what has been written after the prefix into the prefix.
    template <typename Size>
    [[gnu::always_inline]] void close_sized(std::byte* prefix) {
        store(prefix, static_cast<Size>(at_ - prefix - std::ptrdiff_t{sizeof(Size)}));
    }

protected:
    Room(std::byte* at, std::byte* end) : at_(at), end_(end) {}

    [[gnu::always_inline]] void reserve(std::size_t size) const {
        WEIR_ASSERT(size <= static_cast<std::size_t>(end_ - at_));
    }

    // Only what reserve() has found room for.
    [[gnu::always_inline]] std::byte* skip(std::size_t size) {
        std::byte* start = at_;
        at_ += size;
        return start;
    }

    template <typename FormOf, typename T>
    struct Element {
        using Form = FormOf;
        const T& value;
    };

    // A field with a flat body, as that body. Looked at before anything is stored: a byte that is
    // stored might be part of the record, which would then be looked at again.
    template <typename FormOf>
    struct Flat {
        using Form = FormOf;
        decltype(FormOf::sent({})) value;
    };

    template <typename Field>
    [[gnu::always_inline]] static auto prepared(const Field& field) {
        if constexpr (Field::Form::is_flat)
            return Flat<typename Field::Form>{Field::Form::sent(field.value)};
        else
            return field;
    }

    template <typename Field>
    [[gnu::always_inline]] static std::size_t flat_bytes(const Field& field) {
        if constexpr (Field::Form::is_flat)
            return field.value.size();
        else
            return 0;
    }

    template <typename... Prepared>
    [[gnu::always_inline]] void write_run(Prepared... field) {
        constexpr std::size_t heads = (Prepared::Form::head_bytes + ... + 0);
        reserve(heads + (flat_bytes(field) + ... + 0));
        std::byte* at = skip(heads);
        (next(at, field), ...);
    }

    template <typename Field>
    [[gnu::always_inline]] void next(std::byte*& at, const Field& field) {
        std::byte* head = at;
        at += Field::Form::head_bytes;
        if constexpr (requires { field.chosen; })
            Field::Form::write(*this, head, *field.chosen, field.value);
        else
            Field::Form::write(*this, head, field.value);
    }

    std::byte* at_;
    std::byte* end_;
};

// What a caller holds: fills `memory` from its start and knows how much of it is filled.
class Writer : public Room {
public:
    explicit Writer(std::span<std::byte> memory) : Room(memory), begin_(memory.data()) {}

    std::size_t written() const { return static_cast<std::size_t>(at_ - begin_); }

private:
    std::byte* begin_;
};

// Counts instead of writing.
class Measure {
public:
    template <typename... Field>
    [[gnu::always_inline]] bool fields(const Field&... field) {
        size_ += ((Field::Form::head_bytes + Field::Form::body_bytes(field.value)) + ... + 0);
        return true;
    }
    [[gnu::always_inline]] static constexpr bool ends() { return false; }

    std::size_t size() const { return size_; }

private:
    std::size_t size_ = 0;
};

}  // namespace weir::wire
