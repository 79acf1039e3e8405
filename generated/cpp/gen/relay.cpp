// Generated from schema/relay.yaml by codegen. Do not edit.
#include "gen/relay.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<DeliveryMode> = std::to_array<Named<DeliveryMode>>({
    {DeliveryMode::low_latency, "low_latency"}, {DeliveryMode::completeness, "completeness"},
    {DeliveryMode::opaque, "opaque"}});
template struct EnumNames<DeliveryMode>;

template <>
constexpr auto names_of<SlotPolicy> = std::to_array<Named<SlotPolicy>>({
    {SlotPolicy::replace_pending, "replace_pending"}, {SlotPolicy::keep_pending, "keep_pending"}});
template struct EnumNames<SlotPolicy>;

template <>
constexpr auto names_of<DropPolicy> = std::to_array<Named<DropPolicy>>({
    {DropPolicy::drop_oldest, "drop_oldest"}, {DropPolicy::drop_newest, "drop_newest"}});
template struct EnumNames<DropPolicy>;

template <>
constexpr auto names_of<BudgetPolicy> = std::to_array<Named<BudgetPolicy>>({
    {BudgetPolicy::hard, "hard"}, {BudgetPolicy::soft, "soft"}});
template struct EnumNames<BudgetPolicy>;

template <>
constexpr auto names_of<Scheduler> = std::to_array<Named<Scheduler>>({
    {Scheduler::strict_priority, "strict_priority"}, {Scheduler::round_robin, "round_robin"},
    {Scheduler::weighted_round_robin, "weighted_round_robin"},
    {Scheduler::deficit_round_robin, "deficit_round_robin"},
    {Scheduler::source_suppression, "source_suppression"}});
template struct EnumNames<Scheduler>;

template struct Made<RelayEdge>;
template struct Made<StartRelayRequest>;
template struct Made<StartRelayReply>;
template struct Made<StopRelayRequest>;
template struct Made<StopRelayReply>;

}  // namespace weir::wire
