#pragma once
// The two forms of every record, and what can be done with one. The generated code names a record's
// fields once, in walk(); decoding, encoding, sizes, owned copies and JSON all walk over that.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/decode_error.hpp"
#include "wire/field.hpp"
#include "wire/header.hpp"
#include "wire/list.hpp"
#include "wire/writer.hpp"

namespace weir::wire {

struct Owned {
    using Text = std::string;
    using Bytes = std::vector<std::byte>;
    template <typename Element>
    using List = std::vector<typename Element::template In<Owned>>;
    struct Extra {
        bool operator==(const Extra&) const = default;
    };
};

struct Borrowed {
    using Text = std::string_view;
    using Bytes = std::span<const std::byte>;
    template <typename Element>
    using List = wire::List<Element>;
    using Extra = std::span<const std::byte>;  // what a newer peer appended
};

// What is compiled once, into the generated sources (wire/made.hpp). T is the owned form.
template <typename T>
struct Made {
    static Decoded<T> decode(Bytes bytes);
    static T own(const typename T::View& view);
    static std::size_t encoded_size(const T& value);
};

// Inlined, so that fields nobody asks for are never stored; read in place, because copying a view
// right after its fields were stored waits for the store buffer.
template <typename View, typename Reader>
[[gnu::always_inline]] inline Decoded<View> read_record(Reader& in) {
    Decoded<View> out;
    if (!in.record(*out)) [[unlikely]]
        out = std::unexpected(in.error());
    return out;
}

template <typename T>
[[gnu::always_inline]] inline Decoded<typename T::View> view(Bytes bytes) {
    Reader in(bytes);
    return read_record<typename T::View>(in);
}

template <template <typename> typename Of>
Of<Owned> own(const Of<Borrowed>& view) {
    return Made<Of<Owned>>::own(view);
}

// Checks and walks in one pass: shows every list element, innermost first, to `seen`, which need
// not take all kinds (visit<EnumControlsReply>(bytes, [](const Control::View&) {...})). After an
// error what has been shown is to be forgotten.
template <typename T, typename Seen>
[[gnu::always_inline]] inline Decoded<typename T::View> visit(Bytes bytes, Seen&& seen) {
    BasicReader<true, std::remove_reference_t<Seen>> in(bytes, seen);
    return read_record<typename T::View>(in);
}

struct Copying {
    template <typename... Field>
    bool fields(Field... field) {
        ((field.to = field.from), ...);
        return true;
    }
    static constexpr bool ends() { return false; }
};

// A copy of a record as one of another type that has the same fields: those of Like.
template <typename To, typename Like, typename From>
To alike(const From& from) {
    To to;
    Copying copying;
    Like::walk(copying, from, to);
    return to;
}

// Room for a message without its rest, which is sent from where it lies. What a newer peer appended
// to the struct inside is sent after that struct's known fields.
class HeadRoom : public Room {
public:
    HeadRoom(std::span<std::byte> memory, Bytes extra) : Room(memory), extra_(extra) {}

    template <typename... Field>
    [[gnu::always_inline]] bool fields(const Field&... field) {
        std::byte* at = run((Field::Form::head_bytes + ... + 0));
        (next(at, field), ...);
        return true;
    }
    template <typename Size>
    [[gnu::always_inline]] void close_sized(std::byte* prefix) {
        bytes(extra_);
        Room::close_sized<Size>(prefix);
    }
    std::byte* end() const { return at_; }

private:
    template <typename Field>
    [[gnu::always_inline]] void next(std::byte*& at, const Field& field) {
        if constexpr (!std::is_same_v<typename Field::Form, Rest>) {
            Field::Form::write(*this, at, field.value);
            at += Field::Form::head_bytes;
        }
    }

    Bytes extra_;
};

// Header and everything before the rest, for a gathered write. Returns the bytes written.
template <typename T>
[[gnu::always_inline]] inline std::size_t encode_head(std::span<std::byte> memory, const T& message,
                                                      std::size_t rest_size, Bytes extra) {
    HeadRoom room(memory.subspan(header_bytes), extra);
    T::walk(room, message);
    const auto size = static_cast<std::size_t>(room.end() - memory.data());
    store_header(memory.data(),
                 {T::type, static_cast<std::uint32_t>(size - header_bytes + rest_size)});
    return size;
}

}  // namespace weir::wire
