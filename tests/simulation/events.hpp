#pragma once
// Virtual time: what happens when, and in which order what happens at the same time.

#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace weir::sim {

using Call = std::move_only_function<void()>;

// A seeded source of its own for every actor, so that what one of them draws changes nothing for
// the others: a run with one more fault differs only where that fault reaches.
class Dice {
public:
    explicit Dice(std::uint64_t seed, std::uint64_t actor = 0);

    std::uint64_t next();
    std::uint64_t upto(std::uint64_t most) { return next() % (most + 1); }
    std::uint64_t between(std::uint64_t least, std::uint64_t most) {
        return least + upto(most - least);
    }
    bool chance(std::uint64_t percent) { return upto(99) < percent; }
    std::chrono::milliseconds ms(std::uint64_t least, std::uint64_t most) {
        return std::chrono::milliseconds(between(least, most));
    }
    // For code that takes its chance from the system. Ends before the dice.
    Random random() {
        return [this] { return static_cast<std::uint32_t>(next() >> 32); };
    }

private:
    std::uint64_t state_;
};

// Runs calls in the order of their times; at the same time the dice of those who asked decide, or
// the order of asking.
class Events final : public Clock {
public:
    TimePoint now() const override { return now_; }
    std::uint64_t unix_us() const override;

    void after(Duration wait, Dice& dice, Call call) { at(now_ + wait, dice, std::move(call)); }
    void at(TimePoint when, Dice& dice, Call call);
    // Where nothing is to be gained by another order: that of asking.
    void after(Duration wait, Call call) { at(now_ + wait, std::move(call)); }
    void at(TimePoint when, Call call);
    // Everything up to and with `end`; `each` after every call. False when it never comes to an
    // end.
    bool run_until(TimePoint end, const std::function<void()>& each);
    std::uint64_t count() const { return count_; }

private:
    struct Event {
        TimePoint when;
        std::uint64_t tie;
        std::uint64_t number;
        mutable Call call;
        bool operator<(const Event& other) const;
    };

    // A run has some 20,000, one of thirty nodes 200,000; a storm of events at one point of time
    // would never end.
    static constexpr std::uint64_t count_max = 2'000'000;

    TimePoint now_{std::chrono::seconds(1000)};
    std::uint64_t count_ = 0;
    std::priority_queue<Event> queue_;
};

}  // namespace weir::sim
