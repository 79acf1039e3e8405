#pragma once
// Who holds how much frame memory. Every buffer is on an account; at exit all accounts read zero.

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

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

    const std::string& name() const { return name_; }
    std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
    std::uint64_t buffers() const { return buffers_.load(std::memory_order_relaxed); }

private:
    std::string name_;
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<std::uint64_t> buffers_{0};
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
