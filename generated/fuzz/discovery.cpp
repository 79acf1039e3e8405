// Generated from schema/discovery.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/discovery.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void discovery_fuzz_targets(fuzz::Targets& out);
void discovery_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/announcement", fuzz::check_record<Announcement, Package>});
    out.push_back({"gen/probe", fuzz::check_record<Probe, Package>});
}

}  // namespace weir::gen
