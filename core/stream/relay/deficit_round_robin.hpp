#pragma once
// Everybody gets the same bytes, or bytes in the ratio of the weights, however large the frames
// are.

#include "stream/relay/per_output.hpp"
#include "stream/relay/scheduler.hpp"

namespace weir::relay {

// Each round gives every output that has something to send limits::scheduler_quantum_bytes times
// its weight; it may send while its balance covers its next frame. Over any time in which two
// outputs always have something to send, their bytes per weight differ by less than a quantum and
// the largest frame of each. An output with nothing to send keeps no balance.
class DeficitRoundRobin final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs, TimePoint now) override;
    void took(const Output& output, std::uint64_t bytes) override;

private:
    PerOutput<std::uint64_t> balance_;  // bytes
    std::uint16_t current_id_ = 0;      // whose turn it is
};

}  // namespace weir::relay
