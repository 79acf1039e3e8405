#pragma once
// The seam between logic and time: pure code is told `now`, only the edges ask a clock.

#include <chrono>
#include <cstdint>

namespace weir {

using TimePoint = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

inline TimePoint monotonic_now() {
    return std::chrono::steady_clock::now();
}

// Unix time in microseconds: what travels as capture time, because two machines share no other
// clock.
inline std::uint64_t unix_time_us() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

}  // namespace weir
