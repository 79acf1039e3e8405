#pragma once
// Cursor over memory that is about to be sent. The size is known before the first byte is written.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/assert.hpp"
#include "wire/scalar.hpp"
#include "wire/utf8.hpp"

namespace weir::wire {

// What of a list is sent: no more than its field's maximum.
template <typename T>
std::span<const T> first(const std::vector<T>& items, std::size_t count_max) {
    return std::span(items).first(std::min(items.size(), count_max));
}

inline std::vector<bool> first(const std::vector<bool>& items, std::size_t count_max) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(items.size(), count_max));
    return {items.begin(), items.begin() + count};
}

// What of a number is sent: the nearest in its field's range.
template <typename T>
T clamped(T value, std::type_identity_t<T> low, std::type_identity_t<T> high) {
    if (!(value >= low)) return low;  // not a number is sent as the lowest
    return value > high ? high : value;
}

// Memory from here to its end. Two pointers, so that it is passed and returned in registers: behind
// a reference every byte stored might change it, and it would be read back after each one.
//
// Running over the end is a bug of ours (encoded_size() is exact) and ends the program.
class Room {
public:
    explicit Room(std::span<std::byte> memory)
        : at_(memory.data()), end_(memory.data() + memory.size()) {}

    // Room for `size` bytes, to be filled by the caller. One call for a whole run of fixed fields.
    std::byte* run(std::size_t size) {
        WEIR_ASSERT(size <= static_cast<std::size_t>(end_ - at_));
        std::byte* start = at_;
        at_ += size;
        return start;
    }

    void bytes(std::span<const std::byte> data) {
        std::byte* room = run(data.size());
        if (!data.empty()) std::memcpy(room, data.data(), data.size());
    }

    // Already clipped to its field's maximum. What is not UTF-8 is replaced: a peer would have to
    // close the connection over it.
    void text(std::string_view value) {
        std::byte* room = run(value.size());
        if (copy_ascii(room, value.data(), value.size())) [[likely]]
            return;
        if (!is_utf8_beyond_ascii(value)) std::memcpy(room, as_utf8(value).data(), value.size());
    }

    template <typename Length>
    void prefixed_bytes(std::span<const std::byte> value) {
        store(run(sizeof(Length)), static_cast<Length>(value.size()));
        bytes(value);
    }

    template <typename Length>
    void prefixed_text(std::string_view value) {
        store(run(sizeof(Length)), static_cast<Length>(value.size()));
        text(value);
    }

    // A struct behind its size.
    template <typename Size, typename Struct>
    void sized(const Struct& value) {
        std::byte* prefix = run(sizeof(Size));
        *this = value.put(*this);
        close_sized<Size>(prefix);
    }

    // Writes the size of what has been written after the prefix into the prefix.
    template <typename Size>
    void close_sized(std::byte* prefix) {
        store(prefix, static_cast<Size>(at_ - prefix - std::ptrdiff_t{sizeof(Size)}));
    }

protected:
    std::byte* at_;
    std::byte* end_;
};

// What a caller holds: fills `memory` from its start and knows how much of it is filled.
class Writer : public Room {
public:
    explicit Writer(std::span<std::byte> memory) : Room(memory), begin_(memory.data()) {}

    Writer& operator=(Room room) {
        Room::operator=(room);
        return *this;
    }

    std::size_t written() const { return static_cast<std::size_t>(at_ - begin_); }

private:
    std::byte* begin_;
};

}  // namespace weir::wire
