#pragma once
// Everybody in turn.

#include "stream/relay/scheduler.hpp"

namespace weir::relay {

class RoundRobin final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs) override;

private:
    std::uint16_t last_id_ = 0;
};

}  // namespace weir::relay
