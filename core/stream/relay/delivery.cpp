#include "stream/relay/delivery.hpp"

#include <algorithm>

namespace weir::relay {
namespace {

constexpr std::array<std::string_view, drop_cause_count> names{
    "replaced",    "slot_busy",     "frame_budget", "byte_budget",       "oversized",
    "interrupted", "output_closed", "handoff_full", "awaiting_keyframe", "memory_ceiling",
    "suppressed",  "not_stored",    "not_shown",
};

}  // namespace

Budget Budget::ceiling() const {
    if (policy == BudgetPolicy::hard) return *this;
    // A budget near the limit keeps the limit: the ceiling is what is promised to hold.
    const auto frames = std::uint64_t{frames_max} * limits::soft_budget_factor;
    const auto frames_top = std::max(frames_max, limits::completeness_frames_max);
    const auto bytes_top = std::max(bytes_max, limits::completeness_bytes_max);
    return {static_cast<std::uint32_t>(std::min<std::uint64_t>(frames, frames_top)),
            bytes_max > bytes_top / limits::soft_budget_factor
                ? bytes_top
                : bytes_max * limits::soft_budget_factor,
            policy};
}

std::string_view name(DropCause cause) {
    return names[static_cast<std::size_t>(cause)];
}

}  // namespace weir::relay
