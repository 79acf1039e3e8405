#pragma once
// Virtual time, and dice for everything that chance decides.

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace weir::sim::control {

using Call = std::move_only_function<void()>;

// Runs calls in the order of their times; what has the same time, in the order of asking. Every
// thing that happens is folded into a hash, so that two runs can be told apart.
class VirtualTime {
public:
    TimePoint now() const { return now_; }

    void at(TimePoint when, Call call) {
        queue_.emplace(std::pair{std::max(when, now_), ++number_}, std::move(call));
    }
    void after(Duration wait, Call call) { at(now_ + wait, std::move(call)); }

    // Everything up to and with `end`; `each` after every call.
    template <typename Each>
    void run_until(TimePoint end, Each each) {
        while (!queue_.empty() && queue_.begin()->first.first <= end) {
            auto next = queue_.extract(queue_.begin());
            now_ = next.key().first;
            next.mapped()();
            each();
        }
        now_ = end;
    }

    void note(std::uint64_t what) {
        trace_ = (trace_ ^ what) * 1099511628211u;
        trace_ =
            (trace_ ^ static_cast<std::uint64_t>(now_.time_since_epoch().count())) * 1099511628211u;
        ++notes_;
    }
    std::uint64_t trace() const { return trace_; }
    std::uint64_t notes() const { return notes_; }

private:
    TimePoint now_{std::chrono::hours(1)};
    std::map<std::pair<TimePoint, std::uint64_t>, Call> queue_;
    std::uint64_t number_ = 0;
    std::uint64_t trace_ = 14695981039346656037u;
    std::uint64_t notes_ = 0;
};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seeded_random(seed)) {}

    std::uint32_t upto(std::uint32_t most) { return random_() % (most + 1); }
    std::uint32_t between(std::uint32_t least, std::uint32_t most) {
        return least + upto(most - least);
    }
    bool chance(std::uint32_t percent) { return upto(99) < percent; }
    std::chrono::milliseconds ms(std::uint32_t least, std::uint32_t most) {
        return std::chrono::milliseconds(between(least, most));
    }
    Random& random() { return random_; }

private:
    Random random_;
};

}  // namespace weir::sim::control
