#pragma once
// Frames and bits per second over a sliding window, from the times of the frames themselves.

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/clock.hpp"

namespace weir::relay {

struct Rate {
    std::uint32_t fps_milli = 0;
    std::uint64_t bits_per_second = 0;
};

// Remembers the last frames of the last two seconds; forgets older ones when asked.
class RateMeter {
public:
    void add(TimePoint now, std::uint64_t bytes);
    Rate at(TimePoint now) const;

private:
    struct Sample {
        TimePoint at;
        std::uint64_t bytes;
    };
    static constexpr std::size_t samples_max = 64;

    std::array<Sample, samples_max> samples_{};
    std::size_t next_ = 0;
    std::size_t count_ = 0;
};

}  // namespace weir::relay
