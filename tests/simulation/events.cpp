#include "simulation/events.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace weir::sim {

namespace {

std::uint64_t scrambled(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

constexpr std::uint64_t step = 0x9e3779b97f4a7c15u;  // splitmix64

}  // namespace

// Seeds that lie a step apart would draw the same numbers, one later than the other.
Dice::Dice(std::uint64_t seed, std::uint64_t actor)
    : state_(scrambled(scrambled(seed + step) ^ actor)) {}

std::uint64_t Dice::next() {
    return scrambled(state_ += step);
}

std::uint64_t Events::unix_us() const {
    constexpr std::uint64_t start_us = 1'700'000'000'000'000;
    const auto since = now_.time_since_epoch();
    return start_us + static_cast<std::uint64_t>(
                          std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

bool Events::Event::operator<(const Event& other) const {  // the queue's front is the greatest
    return std::tie(when, tie, number) > std::tie(other.when, other.tie, other.number);
}

void Events::at(TimePoint when, Dice& dice, Call call) {
    queue_.push({std::max(when, now_), dice.next(), ++count_, std::move(call)});
}

void Events::at(TimePoint when, Call call) {
    queue_.push({std::max(when, now_), 0, ++count_, std::move(call)});
}

bool Events::run_until(TimePoint end, const std::function<void()>& each) {
    while (!queue_.empty() && queue_.top().when <= end) {
        if (count_ > count_max) return false;
        now_ = queue_.top().when;
        const Call call = std::move(queue_.top().call);
        queue_.pop();
        const_cast<Call&>(call)();
        each();
    }
    now_ = end;
    return true;
}

}  // namespace weir::sim
