#include "stream/relay/delivery.hpp"

namespace weir::relay {
namespace {

constexpr std::array<std::string_view, drop_cause_count> names{
    "replaced",    "slot_busy",     "frame_budget", "byte_budget",       "oversized",
    "interrupted", "output_closed", "handoff_full", "awaiting_keyframe",
};

}  // namespace

std::string_view name(DropCause cause) {
    return names[static_cast<std::size_t>(cause)];
}

}  // namespace weir::relay
