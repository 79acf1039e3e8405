#include "stream/relay/scheduler.hpp"

#include <array>

#include "stream/relay/deficit_round_robin.hpp"
#include "stream/relay/source_suppression.hpp"
#include "stream/relay/turns.hpp"

namespace weir::relay {

std::unique_ptr<Scheduler> make_scheduler(SchedulerKind kind) {
    switch (kind) {
        case SchedulerKind::strict_priority:
            break;
        case SchedulerKind::round_robin:
            return std::make_unique<RoundRobin>();
        case SchedulerKind::weighted_round_robin:
            return std::make_unique<WeightedRoundRobin>();
        case SchedulerKind::deficit_round_robin:
            return std::make_unique<DeficitRoundRobin>();
        case SchedulerKind::source_suppression:
            return std::make_unique<SourceSuppression>();
    }
    return std::make_unique<StrictPriority>();
}

std::string_view name(SchedulerKind kind) {
    static constexpr std::array<std::string_view, scheduler_count> names{
        "strict_priority", "round_robin", "weighted_round_robin", "deficit_round_robin",
        "source_suppression"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace weir::relay
