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
    // Uninitialised bytes, booked on `account` until the buffer goes away. limit_exceeded when the
    // system has no memory; the caller has checked `size` against a limit before.
    static Result<Buffer> allocate(std::size_t size, Account& account);

    Buffer() = default;
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer() { reset(); }

    std::span<std::byte> bytes() { return {data_, size_}; }
    std::span<const std::byte> bytes() const { return {data_, size_}; }
    std::size_t size() const { return size_; }

    // Gives the tail back to the system. The bytes that stay may move: take bytes() anew.
    void shrink(std::size_t size);

private:
    Buffer(std::byte* data, std::size_t size, Account& account)
        : data_(data), size_(size), account_(&account) {}
    void reset();

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    Account* account_ = nullptr;
};

}  // namespace weir
