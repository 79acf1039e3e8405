#pragma once
// Cursor over received bytes. Never throws, never allocates, never reads outside its bytes.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "wire/decode_error.hpp"
#include "wire/scalar.hpp"
#include "wire/utf8.hpp"

namespace weir::wire {

// Takes none of the elements that a walk comes across.
struct Unseen {};

// Hands out runs of bytes in order. Every function that can fail returns false (or null) and keeps
// the error of the first failure; the caller stops there.
//
// `checked == false` is for walking bytes again that a checked reader has accepted: the same
// code then compiles to plain loads. `Seen` is shown every element of a list, if it takes it.
//
// All of it is inlined into the function that reads a record, so that the cursor stays in
// registers: behind a reference it would be stored after every field.
template <bool checked, typename Seen = Unseen>
class BasicReader {
public:
    explicit BasicReader(std::span<const std::byte> bytes)
        requires std::same_as<Seen, Unseen>
        : BasicReader(bytes, nobody) {}
    BasicReader(std::span<const std::byte> bytes, Seen& seen)
        : begin_(bytes.data()),
          at_(bytes.data()),
          end_(bytes.data() + bytes.size()),
          seen_(&seen) {}

    // What a record's walk() calls for a run of fields and the body that may follow the last one.
    // One check for all heads of the run.
    template <typename... Field>
    [[gnu::always_inline]] bool fields(Field... field) {
        constexpr std::size_t size = (Field::Form::head_bytes + ... + 0);
        if constexpr (size > 0) {
            if (fails(size > left())) [[unlikely]]
                return truncated();
        }
        const std::byte* at = at_;
        at_ += size;
        run_bytes_ = size;
        return (next(at, field) && ...);
    }

    // The fields of a newer version may be missing; they then keep their defaults.
    [[gnu::always_inline]] bool ends() const { return at_ == end_; }

    // A whole record, and at its end what a newer peer appended.
    template <typename View>
    [[gnu::always_inline]] bool record(View& out) {
        if (!View::walk(*this, out)) return false;
        if constexpr (requires { out.extra; }) out.extra = rest();
        return true;
    }

    // One value with a run of its own.
    template <typename Form, typename T>
    [[gnu::always_inline]] bool element(T& out) {
        constexpr std::size_t size = Form::head_bytes;
        if (fails(size > left())) [[unlikely]]
            return truncated();
        const std::byte* at = at_;
        at_ += size;
        if constexpr (size > 0) run_bytes_ = size;
        return Form::read(*this, at, out);
    }

    // The next `size` bytes, or null when fewer are left.
    [[gnu::always_inline]] const std::byte* run(std::size_t size) {
        if (fails(size > left())) [[unlikely]] {
            truncated();
            return nullptr;
        }
        const std::byte* start = at_;
        at_ += size;
        return start;
    }

    // A length prefix of type Length has just been read; the bytes it announces come next.
    template <typename Length>
    [[gnu::always_inline]] bool bytes(std::size_t size, std::size_t size_max,
                                      std::span<const std::byte>& out) {
        if (fails(size > size_max)) [[unlikely]]
            return fail(DecodeProblem::too_long, at_ - sizeof(Length));
        if (fails(size > left())) [[unlikely]]
            return truncated();
        out = {at_, size};
        at_ += size;
        return true;
    }

    template <typename Length>
    [[gnu::always_inline]] bool text(std::size_t size, std::size_t size_max,
                                     std::string_view& out) {
        // Most texts are short, and a short one cannot be too long: a check less, and is_utf8()
        // asks the same of a short one.
        const bool is_short = size_max >= short_text_bytes && size <= short_text_bytes;
        if (fails(!is_short)) [[unlikely]]
            if (size > size_max) [[unlikely]]
                return fail(DecodeProblem::too_long, at_ - sizeof(Length));
        if (fails(size > left())) [[unlikely]]
            return truncated();
        const char* from = reinterpret_cast<const char*>(at_);
        if (unsound_text(from, size)) [[unlikely]]
            return fail(DecodeProblem::bad_text, at_);
        at_ += size;
        out = {from, size};
        return true;
    }

    // A count of type Count has just been read; refuses what the rest of the bytes cannot hold.
    template <typename Count>
    [[gnu::always_inline]] bool count(std::size_t count, std::size_t count_max,
                                      std::size_t element_bytes_min) {
        if (!fails(count > count_max || count * element_bytes_min > left())) [[likely]]
            return true;
        return fail(DecodeProblem::too_many, at_ - sizeof(Count));
    }

    // Reads a struct of `size` bytes whose size prefix has just been read. What the struct does
    // not know at its end is in its `extra`.
    template <typename View>
    [[gnu::always_inline]] bool sized(std::size_t size, View& out) {
        if (fails(size > left())) [[unlikely]]
            return truncated();
        const std::byte* outer_end = end_;
        end_ = at_ + size;
        if (!record(out)) return false;
        at_ = end_;
        end_ = outer_end;
        return true;
    }

    template <typename T>
    [[gnu::always_inline]] void show(const T& element) {
        if constexpr (std::invocable<Seen&, const T&>) (*seen_)(element);
    }

    // A bool field at `at`, inside a run that was handed out.
    [[gnu::always_inline]] bool flag(const std::byte* at) {
        if (!fails(std::to_integer<unsigned>(*at) > 1)) [[likely]]
            return true;
        return fail(DecodeProblem::bad_bool, at);
    }

    // A value with a range, or of a closed enum, that was loaded from `at`.
    template <typename T>
    [[gnu::always_inline]] bool within(const std::byte* at, T value, std::type_identity_t<T> low,
                                       std::type_identity_t<T> high) {
        if (!fails(!(value >= low && value <= high))) [[likely]]
            return true;
        return fail(DecodeProblem::out_of_range, at);
    }

    template <typename Enum>
    [[gnu::always_inline]] bool known(const std::byte* at, Enum value) {
        if (!fails(!is_known(value))) [[likely]]
            return true;
        return fail(DecodeProblem::unknown_value, at);
    }

    [[gnu::always_inline]] std::span<const std::byte> rest() {
        const std::byte* start = at_;
        at_ = end_;
        return {start, end_};
    }

    bool at_end() const { return at_ == end_; }
    [[gnu::always_inline]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    const std::byte* position() const { return at_; }

    [[gnu::always_inline]] bool fail(DecodeProblem problem, const std::byte* at) {
        error_ = {problem, static_cast<std::uint32_t>(at - begin_)};
        return false;
    }

    DecodeError error() const { return error_; }

private:
    static inline Unseen nobody;
    static constexpr std::size_t short_text_bytes = 8;

    // What a checked reader refuses; known to be false where bytes are walked again.
    [[gnu::always_inline]] static constexpr bool fails([[maybe_unused]] bool wrong) {
        if constexpr (checked)
            return wrong;
        else
            return false;
    }
    [[gnu::always_inline]] bool unsound_text([[maybe_unused]] const char* from,
                                             [[maybe_unused]] std::size_t size) const {
        if constexpr (checked)
            return !is_utf8(from, size, run_bytes_);
        else
            return false;
    }
    [[gnu::always_inline]] bool truncated() { return fail(DecodeProblem::truncated, end_); }

    template <typename Field>
    [[gnu::always_inline]] bool next(const std::byte*& at, Field field) {
        const std::byte* head = at;
        at += Field::Form::head_bytes;
        if constexpr (requires { field.chosen; })
            return Field::Form::read(*this, head, *field.chosen, field.value);
        else
            return Field::Form::read(*this, head, field.value);
    }

    const std::byte* begin_;
    const std::byte* at_;
    const std::byte* end_;
    std::size_t run_bytes_ = 0;  // how many bytes were handed out right before at_, at least
    DecodeError error_;
    Seen* seen_;
};

using Reader = BasicReader<true>;
using TrustedReader = BasicReader<false>;

}  // namespace weir::wire
