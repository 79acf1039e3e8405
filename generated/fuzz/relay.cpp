// Generated from schema/relay.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/relay.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void relay_fuzz_targets(fuzz::Targets& out);
void relay_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/relay_edge", fuzz::check_record<RelayEdge, Package>});
    out.push_back({"gen/start_relay_request", fuzz::check_record<StartRelayRequest, Package>});
    out.push_back({"gen/start_relay_reply", fuzz::check_record<StartRelayReply, Package>});
    out.push_back({"gen/stop_relay_request", fuzz::check_record<StopRelayRequest, Package>});
    out.push_back({"gen/stop_relay_reply", fuzz::check_record<StopRelayReply, Package>});
}

}  // namespace weir::gen
