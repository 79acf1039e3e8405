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

// What a thing that must ask the time by itself is given; a test's clock only moves when told to.
class Clock {
public:
    virtual TimePoint now() const = 0;
    virtual std::uint64_t unix_us() const = 0;

protected:
    ~Clock() = default;
};

// The machine's. Thread-safe.
inline const Clock& system_clock() {
    struct System final : Clock {
        TimePoint now() const override { return monotonic_now(); }
        std::uint64_t unix_us() const override { return unix_time_us(); }
    };
    static const System clock;
    return clock;
}

}  // namespace weir
