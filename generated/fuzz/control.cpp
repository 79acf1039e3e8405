// Generated from schema/control.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/control.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void control_fuzz_targets(fuzz::Targets& out);
void control_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/refusal", fuzz::check_record<Refusal, Package>});
    out.push_back({"gen/control_request", fuzz::check_record<ControlRequest, Package>});
    out.push_back({"gen/control_response", fuzz::check_record<ControlResponse, Package>});
}

}  // namespace weir::gen
