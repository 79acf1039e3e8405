#include "stream/relay/scheduler.hpp"

#include <algorithm>

#include "stream/relay/round_robin.hpp"
#include "stream/relay/strict_priority.hpp"

namespace weir::relay {
namespace {

// The ready output that comes next after `last_id` in a circle, among those `eligible` accepts.
template <typename Eligible>
Output* next_in_circle(std::span<Output* const> outputs, std::uint16_t last_id, Eligible eligible) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i]->id() == last_id) start = i + 1;
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        Output* output = outputs[(start + step) % outputs.size()];
        if (output->ready() && eligible(*output)) return output;
    }
    return nullptr;
}

}  // namespace

Output* RoundRobin::pick(std::span<Output* const> outputs) {
    Output* next = next_in_circle(outputs, last_id_, [](const Output&) { return true; });
    if (next != nullptr) last_id_ = next->id();
    return next;
}

Output* StrictPriority::pick(std::span<Output* const> outputs) {
    int highest = -1;
    for (const Output* output : outputs)
        if (output->ready()) highest = std::max<int>(highest, output->settings().priority);
    Output* next = next_in_circle(outputs, last_id_, [highest](const Output& output) {
        return output.settings().priority == highest;
    });
    if (next != nullptr) last_id_ = next->id();
    return next;
}

std::unique_ptr<Scheduler> make_scheduler(SchedulerKind kind) {
    if (kind == SchedulerKind::strict_priority) return std::make_unique<StrictPriority>();
    return std::make_unique<RoundRobin>();
}

}  // namespace weir::relay
