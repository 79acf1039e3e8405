// Generated from schema/session.yaml by codegen. Do not edit.
#include "gen/session.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<DropCause> = std::to_array<Named<DropCause>>({
    {DropCause::replaced, "replaced"}, {DropCause::slot_busy, "slot_busy"},
    {DropCause::frame_budget, "frame_budget"}, {DropCause::byte_budget, "byte_budget"},
    {DropCause::oversized, "oversized"}, {DropCause::interrupted, "interrupted"},
    {DropCause::output_closed, "output_closed"}, {DropCause::handoff_full, "handoff_full"},
    {DropCause::awaiting_keyframe, "awaiting_keyframe"},
    {DropCause::memory_ceiling, "memory_ceiling"}, {DropCause::suppressed, "suppressed"},
    {DropCause::not_stored, "not_stored"}, {DropCause::not_shown, "not_shown"}});
template struct EnumNames<DropCause>;

template struct Made<DropCount>;
template struct Made<Hello>;
template struct Made<Ping>;
template struct Made<Pong>;
template struct Made<CongestionReport>;

}  // namespace weir::wire
