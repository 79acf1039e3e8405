// Generated from schema/state.yaml by codegen. Do not edit.
#include "gen/state.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<EventSubject> = std::to_array<Named<EventSubject>>({
    {EventSubject::node, "node"}, {EventSubject::wanted, "wanted"},
    {EventSubject::resource, "resource"}, {EventSubject::stream, "stream"},
    {EventSubject::output, "output"}, {EventSubject::peer, "peer"}});
template struct EnumNames<EventSubject>;

template struct Made<NodeEvent>;
template struct Made<ResourceState>;
template struct Made<StreamState>;
template struct Made<OutputState>;
template struct Made<PeerState>;
template struct Made<StateChange>;
template struct Made<GetConfigStateRequest>;
template struct Made<GetConfigStateReply>;
template struct Made<GetRuntimeStateRequest>;
template struct Made<GetRuntimeStateReply>;
template struct Made<SubscribeRequest>;
template struct Made<SubscribeReply>;
template struct Made<ReconcileNowRequest>;
template struct Made<ReconcileNowReply>;
template struct Made<SetLogLevelRequest>;
template struct Made<SetLogLevelReply>;
template struct Made<ShutdownRequest>;
template struct Made<ShutdownReply>;
template struct Made<GetEventsRequest>;
template struct Made<GetEventsReply>;

}  // namespace weir::wire
