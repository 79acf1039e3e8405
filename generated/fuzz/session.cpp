// Generated from schema/session.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/session.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void session_fuzz_targets(fuzz::Targets& out);
void session_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/drop_count", fuzz::check_record<DropCount, Package>});
    out.push_back({"gen/hello", fuzz::check_record<Hello, Package>});
    out.push_back({"gen/ping", fuzz::check_record<Ping, Package>});
    out.push_back({"gen/pong", fuzz::check_record<Pong, Package>});
    out.push_back({"gen/congestion_report", fuzz::check_record<CongestionReport, Package>});
}

}  // namespace weir::gen
