#pragma once
// Schedulers that count frames: everybody in turn, by priority or by weight.

#include <cstdint>
#include <map>

#include "stream/relay/per_output.hpp"
#include "stream/relay/scheduler.hpp"

namespace weir::relay {

// Everybody in turn.
class RoundRobin final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs, TimePoint now) override;

private:
    std::uint16_t last_id_ = 0;
};

// The highest priority first; equals in turn. A busy high one starves the low ones, as asked.
class StrictPriority final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs, TimePoint now) override;

private:
    std::map<int, std::uint16_t> last_ids_;  // by priority
};

// Of the outputs that have something to send, each gets as many frames as its weight says, spread
// evenly: weights 3 and 1 give a a b a, never a a a b. Who has nothing to send saves nothing up.
class WeightedRoundRobin final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs, TimePoint now) override;

private:
    PerOutput<std::int64_t> credit_;  // what it is owed; a turn costs the sum of all weights
};

}  // namespace weir::relay
