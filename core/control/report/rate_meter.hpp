#pragma once
// Frames and bits per second from counters that only grow.

#include <cstdint>
#include <deque>

#include "base/clock.hpp"

namespace weir::report {

// Fed with a stream's or an output's counters now and then (at least every second, and before a
// report), tells the rate over the last limits::rate_window. Pure.
class RateMeter {
public:
    void sample(std::uint64_t frames, std::uint64_t bytes, TimePoint now);

    std::uint32_t fps_milli() const;  // frames per 1000 s
    std::uint64_t bits_per_second() const;

private:
    struct Sample {
        TimePoint when;
        std::uint64_t frames;
        std::uint64_t bytes;
    };
    double seconds() const;

    std::deque<Sample> samples_;  // oldest first; the first is at most one older than the window
};

}  // namespace weir::report
