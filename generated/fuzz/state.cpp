// Generated from schema/state.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/state.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void state_fuzz_targets(fuzz::Targets& out);
void state_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/node_event", fuzz::check_record<NodeEvent, Package>});
    out.push_back({"gen/resource_state", fuzz::check_record<ResourceState, Package>});
    out.push_back({"gen/stream_state", fuzz::check_record<StreamState, Package>});
    out.push_back({"gen/output_state", fuzz::check_record<OutputState, Package>});
    out.push_back({"gen/peer_state", fuzz::check_record<PeerState, Package>});
    out.push_back({"gen/state_change", fuzz::check_record<StateChange, Package>});
    out.push_back({"gen/get_config_state_request", fuzz::check_record<GetConfigStateRequest, Package>});
    out.push_back({"gen/get_config_state_reply", fuzz::check_record<GetConfigStateReply, Package>});
    out.push_back({"gen/get_runtime_state_request", fuzz::check_record<GetRuntimeStateRequest, Package>});
    out.push_back({"gen/get_runtime_state_reply", fuzz::check_record<GetRuntimeStateReply, Package>});
    out.push_back({"gen/subscribe_request", fuzz::check_record<SubscribeRequest, Package>});
    out.push_back({"gen/subscribe_reply", fuzz::check_record<SubscribeReply, Package>});
    out.push_back({"gen/reconcile_now_request", fuzz::check_record<ReconcileNowRequest, Package>});
    out.push_back({"gen/reconcile_now_reply", fuzz::check_record<ReconcileNowReply, Package>});
    out.push_back({"gen/set_log_level_request", fuzz::check_record<SetLogLevelRequest, Package>});
    out.push_back({"gen/set_log_level_reply", fuzz::check_record<SetLogLevelReply, Package>});
    out.push_back({"gen/shutdown_request", fuzz::check_record<ShutdownRequest, Package>});
    out.push_back({"gen/shutdown_reply", fuzz::check_record<ShutdownReply, Package>});
    out.push_back({"gen/get_events_request", fuzz::check_record<GetEventsRequest, Package>});
    out.push_back({"gen/get_events_reply", fuzz::check_record<GetEventsReply, Package>});
}

}  // namespace weir::gen
