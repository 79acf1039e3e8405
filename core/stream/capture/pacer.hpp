#pragma once
// Absolute deadlines for sources that have no clock of their own.

#include <cstdint>

#include "base/error.hpp"
#include "base/unique_fd.hpp"
#include "stream/capture/threaded_device.hpp"

namespace weir::capture {

// A timer that fires fps_n times in fps_d seconds, the first time at once. What the system could
// not do in time is skipped, not made up for, so the rhythm stays.
class Pacer {
public:
    static Result<Pacer> open(std::uint32_t fps_n, std::uint32_t fps_d);

    // Waits for the next tick: how many ticks have passed (1 when in time), 0 when asked to stop.
    Result<std::uint64_t> wait(const StopSignal& stop);

private:
    UniqueFd timer_;
};

}  // namespace weir::capture
