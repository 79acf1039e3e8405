#pragma once
// The only places where two threads meet. No other file of the core may hold a mutex.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace weir {

// Holds the newest value: putting replaces, taking empties. Thread-safe.
template <typename T>
class Latest {
public:
    // True when the box was empty, so the caller knows whether the reader needs a wake-up.
    bool put(T value) {
        const std::lock_guard lock(mutex_);
        const bool was_empty = !value_.has_value();
        if (!was_empty) ++replaced_;
        value_ = std::move(value);
        return was_empty;
    }

    std::optional<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(value_, std::nullopt);
    }

    std::uint64_t replaced() const {
        const std::lock_guard lock(mutex_);
        return replaced_;
    }

private:
    mutable std::mutex mutex_;
    std::optional<T> value_;
    std::uint64_t replaced_ = 0;
};

// A bounded queue from one thread to another. A full queue spills the new value: the producer (a
// capture thread) must never wait. Thread-safe.
template <typename T>
class Handoff {
public:
    enum class Put { first, queued, spilled };

    explicit Handoff(std::size_t count_max) : count_max_(count_max) {}

    // `first` tells the caller that the queue was empty and the reader needs a wake-up.
    Put put(T value) {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= count_max_) {
            ++spilled_;
            return Put::spilled;
        }
        return add(std::move(value));
    }

    // For the rare value that must arrive, such as the end of everything: beyond the bound.
    Put put_always(T value) {
        const std::lock_guard lock(mutex_);
        return add(std::move(value));
    }

    std::optional<T> take() {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return std::nullopt;
        std::optional<T> value(std::move(waiting_.front()));
        waiting_.pop_front();
        return value;
    }

    std::uint64_t spilled() const {
        const std::lock_guard lock(mutex_);
        return spilled_;
    }

private:
    Put add(T value) {
        waiting_.push_back(std::move(value));
        return waiting_.size() == 1 ? Put::first : Put::queued;
    }

    mutable std::mutex mutex_;
    std::deque<T> waiting_;
    std::size_t count_max_;
    std::uint64_t spilled_ = 0;
};

}  // namespace weir
