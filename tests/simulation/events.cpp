#include "simulation/events.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace weir::sim {

std::uint64_t Dice::next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
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
