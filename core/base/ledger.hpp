#pragma once
// Who holds how much frame memory. Every buffer is on an account; at exit all accounts read zero.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "base/limits.hpp"

namespace weir {

// One owner's memory. Thread-safe counters; must outlive every buffer booked on it.
class Account {
public:
    explicit Account(std::string_view name) : name_(name) {}

    void book(std::uint64_t bytes) {
        bytes_.fetch_add(bytes, std::memory_order_relaxed);
        buffers_.fetch_add(1, std::memory_order_relaxed);
    }
    void release(std::uint64_t bytes) {
        bytes_.fetch_sub(bytes, std::memory_order_relaxed);
        buffers_.fetch_sub(1, std::memory_order_relaxed);
    }
    // Of a buffer that is booked already.
    void grow(std::uint64_t bytes) { bytes_.fetch_add(bytes, std::memory_order_relaxed); }
    void shrink(std::uint64_t bytes) { bytes_.fetch_sub(bytes, std::memory_order_relaxed); }

    const std::string& name() const { return name_; }
    std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
    std::uint64_t buffers() const { return buffers_.load(std::memory_order_relaxed); }

private:
    std::string name_;
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<std::uint64_t> buffers_{0};
};

// One buffer on an account, for as long as this lives.
class Booking {
public:
    Booking() = default;
    Booking(Account& account, std::uint64_t bytes) : account_(&account), bytes_(bytes) {
        account.book(bytes);
    }
    // Of a buffer that is still to be filled: what fill() says, and a first step at once.
    static Booking to_fill(Account& account, std::uint64_t size) {
        return {account, std::min<std::uint64_t>(size, limits::booking_step_bytes)};
    }
    Booking(Booking&& other) noexcept
        : account_(std::exchange(other.account_, nullptr)), bytes_(other.bytes_) {}
    Booking& operator=(Booking&& other) noexcept {
        std::swap(account_, other.account_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~Booking() {
        if (account_ != nullptr) account_->release(bytes_);
    }

    std::uint64_t bytes() const { return bytes_; }
    // So many of its `size` bytes have come. Booked in steps, because a counter that all threads
    // share costs more than bytes do.
    void fill(std::uint64_t filled, std::uint64_t size) {
        if (filled <= bytes_) return;
        constexpr std::uint64_t step = limits::booking_step_bytes;
        const std::uint64_t booked = std::min((filled + step - 1) / step * step, size);
        account_->grow(booked - bytes_);
        bytes_ = booked;
    }
    // The buffer is smaller now.
    void shrink(std::uint64_t size) {
        if (size >= bytes_) return;
        account_->shrink(bytes_ - size);
        bytes_ = size;
    }

private:
    Account* account_ = nullptr;
    std::uint64_t bytes_ = 0;
};

// All accounts of one node. open() is for the node thread; the accounts themselves are thread-safe.
class Ledger {
public:
    // The account of that name, opened when it is new. The reference stays valid as long as the
    // ledger.
    Account& open(std::string_view name);

    std::uint64_t bytes() const;
    bool reads_zero() const;
    // "capture 2 buffers 614400 bytes; relay ..." of the accounts that are not zero, for the last
    // log line.
    std::string open_items() const;

private:
    std::deque<Account> accounts_;
};

}  // namespace weir
