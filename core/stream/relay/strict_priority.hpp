#pragma once
// The highest priority first; equals in turn. A busy high one starves the low ones, as asked.

#include "stream/relay/scheduler.hpp"

namespace weir::relay {

class StrictPriority final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs) override;

private:
    std::uint16_t last_id_ = 0;
};

}  // namespace weir::relay
