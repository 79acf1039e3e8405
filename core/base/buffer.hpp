#pragma once
// Heap bytes with one owner and an account. What a frame is received or encoded into.

#include <cstddef>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "base/ledger.hpp"

namespace weir {

class Buffer {
public:
    // Copies between sockets and memory run at a quarter of their speed on some processors when the
    // target lies 1 to 15 bytes behind the source, modulo a page (Zen 4: 67 us instead of 16 us for
    // 200 kB). Messages start on kernel pages: memory that starts a multiple of this plus the
    // place of its first byte in the message stays clear of that.
    static constexpr std::size_t alignment = 64;

    // Uninitialised bytes, booked on `account` until the buffer goes away. limit_exceeded when the
    // system has no memory; the caller has checked `size` against a limit before. `place`: how many
    // bytes of the message come before these.
    static Result<Buffer> allocate(std::size_t size, Account& account, std::size_t place = 0);
    // The same for bytes that a peer has only announced: booked as they come, as filled() says. The
    // system gives the memory no sooner either.
    static Result<Buffer> allocate_to_fill(std::size_t size, Account& account,
                                           std::size_t place = 0);

    Buffer() = default;
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer() { reset(); }

    std::span<std::byte> bytes() { return {data_, size_}; }
    std::span<const std::byte> bytes() const { return {data_, size_}; }
    std::size_t size() const { return size_; }

    std::uint64_t bytes_booked() const { return booking_.bytes(); }
    // So many bytes, from the first one on, have come so far.
    void filled(std::size_t bytes) { booking_.fill(bytes, size_); }

    // Gives the tail back to the system. The bytes that stay may move: take bytes() anew.
    void shrink(std::size_t size);

private:
    static Result<Buffer> allocate_raw(std::size_t size, const Account& account, std::size_t place);
    void reset();

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t lead_ = 0;  // bytes between the start of the block and data_
    Booking booking_;
};

}  // namespace weir
