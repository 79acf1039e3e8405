#include "control/report/rate_meter.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "base/limits.hpp"

namespace weir::report {

void RateMeter::sample(std::uint64_t frames, std::uint64_t bytes, TimePoint now) {
    // Counters that went back belong to another run of the stream: start again.
    if (!samples_.empty() && (frames < samples_.back().frames || bytes < samples_.back().bytes))
        samples_.clear();
    // A reader that asks all the time must not make the window long in memory.
    const bool crowded = samples_.size() > 1 &&
                         now - samples_[samples_.size() - 2].when < limits::rate_sample_spacing;
    if (crowded) samples_.pop_back();
    samples_.push_back({now, frames, bytes});
    while (samples_.size() > 2 && now - samples_[1].when >= limits::rate_window)
        samples_.pop_front();
}

std::uint32_t RateMeter::fps_milli() const {
    const double span = seconds();
    if (span <= 0) return 0;
    const auto frames = static_cast<double>(samples_.back().frames - samples_.front().frames);
    constexpr double largest = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(frames * 1000 / span + 0.5, largest));
}

std::uint64_t RateMeter::bits_per_second() const {
    const double span = seconds();
    if (span <= 0) return 0;
    const auto bytes = static_cast<double>(samples_.back().bytes - samples_.front().bytes);
    return static_cast<std::uint64_t>(bytes * 8 / span + 0.5);
}

double RateMeter::seconds() const {
    if (samples_.size() < 2) return 0;
    return std::chrono::duration<double>(samples_.back().when - samples_.front().when).count();
}

}  // namespace weir::report
