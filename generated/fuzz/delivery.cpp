// Generated from schema/delivery.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/delivery.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void delivery_fuzz_targets(fuzz::Targets& out);
void delivery_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/delivery_mark", fuzz::check_record<DeliveryMark, Package>});
    out.push_back({"gen/delivery_ack", fuzz::check_record<DeliveryAck, Package>});
    out.push_back({"gen/resume_delivery_request", fuzz::check_record<ResumeDeliveryRequest, Package>});
    out.push_back({"gen/resume_delivery_reply", fuzz::check_record<ResumeDeliveryReply, Package>});
}

}  // namespace weir::gen
