#pragma once
// Cursor over received bytes. Never throws, never allocates, never reads outside its bytes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "wire/decode_error.hpp"
#include "wire/scalar.hpp"
#include "wire/utf8.hpp"

namespace weir::wire {

// What a walk over a message tells of the elements it comes across: nothing.
struct Unseen {};

// Hands out runs of bytes in order. Every function that can fail returns false (or null) and keeps
// the error of the first failure; the caller stops there.
//
// `checked == false` is for walking bytes again that a checked reader has accepted: the same
// generated code then compiles to plain loads.
template <bool checked>
class BasicReader {
public:
    explicit BasicReader(std::span<const std::byte> bytes)
        : begin_(bytes.data()), at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    // The next `size` bytes, or null when fewer are left. One call for a whole run of fixed fields.
    const std::byte* run(std::size_t size) {
        if (checked && size > left()) [[unlikely]] {
            truncated();
            return nullptr;
        }
        const std::byte* start = at_;
        at_ += size;
        return start;
    }

    // A length prefix of type Length has just been read; the bytes it announces come next.
    template <typename Length>
    bool bytes(std::size_t size, std::size_t size_max, std::span<const std::byte>& out) {
        if (checked && size > size_max) [[unlikely]]
            return fail(DecodeProblem::too_long, at_ - sizeof(Length));
        const std::byte* start = run(size);
        if (checked && start == nullptr) [[unlikely]]
            return false;
        out = {start, size};
        return true;
    }

    template <typename Length>
    bool text(std::size_t size, std::size_t size_max, std::string_view& out) {
        std::span<const std::byte> raw;
        if (!bytes<Length>(size, size_max, raw)) return false;
        out = {reinterpret_cast<const char*>(raw.data()), raw.size()};
        if (checked && !is_utf8(out)) [[unlikely]]
            return fail(DecodeProblem::bad_text, raw.data());
        return true;
    }

    // A count of type Count has just been read; refuses what the rest of the bytes cannot hold.
    template <typename Count>
    bool count(std::size_t count, std::size_t count_max, std::size_t element_bytes_min) {
        if (!checked) return true;
        if (count <= count_max && count * element_bytes_min <= left()) [[likely]]
            return true;
        return fail(DecodeProblem::too_many, at_ - sizeof(Count));
    }

    // Reads a struct of `size` bytes whose size prefix has just been read. What the struct does
    // not know at its end is in its `extra`.
    template <typename View, typename Seen>
    bool sized(std::size_t size, View& out, Seen& seen) {
        if (checked && size > left()) [[unlikely]]
            return truncated();
        const std::byte* outer_end = end_;
        end_ = at_ + size;
        if (!out.read(*this, seen)) return false;
        at_ = end_;
        end_ = outer_end;
        return true;
    }

    // A bool field at `at`, inside a run that was handed out.
    bool flag(const std::byte* at) {
        if (!checked || std::to_integer<unsigned>(*at) <= 1) [[likely]]
            return true;
        return fail(DecodeProblem::bad_bool, at);
    }

    // A value with a range, or of a closed enum, that was loaded from `at`.
    template <typename T>
    bool within(const std::byte* at, T value, std::type_identity_t<T> low,
                std::type_identity_t<T> high) {
        if (!checked || (value >= low && value <= high)) [[likely]]
            return true;
        return fail(DecodeProblem::out_of_range, at);
    }

    template <typename Enum>
    bool known(const std::byte* at, Enum value) {
        if (!checked || is_known(value)) [[likely]]
            return true;
        return fail(DecodeProblem::unknown_value, at);
    }

    std::span<const std::byte> rest() {
        const std::byte* start = at_;
        at_ = end_;
        return {start, end_};
    }

    bool at_end() const { return at_ == end_; }
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    const std::byte* position() const { return at_; }

    bool fail(DecodeProblem problem, const std::byte* at) {
        error_ = {problem, static_cast<std::uint32_t>(at - begin_)};
        return false;
    }

    DecodeError error() const { return error_; }

private:
    bool truncated() { return fail(DecodeProblem::truncated, end_); }

    const std::byte* begin_;
    const std::byte* at_;
    const std::byte* end_;
    DecodeError error_;
};

using Reader = BasicReader<true>;
using TrustedReader = BasicReader<false>;

}  // namespace weir::wire
