// Generated from codegen/tests/zoo/animals.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "zoo/animals.hpp"

namespace weir::zoo {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::zoo::visit<T>(bytes, seen);
    }
};
}  // namespace

void animals_fuzz_targets(fuzz::Targets& out);
void animals_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"zoo/refusal", fuzz::check_record<Refusal, Package>});
    out.push_back({"zoo/point", fuzz::check_record<Point, Package>});
    out.push_back({"zoo/fish", fuzz::check_record<Fish, Package>});
    out.push_back({"zoo/bird", fuzz::check_record<Bird, Package>});
    out.push_back({"zoo/meal", fuzz::check_record<Meal, Package>});
    out.push_back({"zoo/numbers", fuzz::check_record<Numbers, Package>});
    out.push_back({"zoo/animal", fuzz::check_record<Animal, Package>});
    out.push_back({"zoo/cargo", fuzz::check_record<Cargo, Package>});
    out.push_back({"zoo/datagram", fuzz::check_record<Datagram, Package>});
    out.push_back({"zoo/nothing", fuzz::check_record<Nothing, Package>});
    out.push_back({"zoo/control_request", fuzz::check_record<ControlRequest, Package>});
    out.push_back({"zoo/control_response", fuzz::check_record<ControlResponse, Package>});
    out.push_back({"zoo/feed_request", fuzz::check_record<FeedRequest, Package>});
    out.push_back({"zoo/feed_reply", fuzz::check_record<FeedReply, Package>});
    out.push_back({"zoo/count_request", fuzz::check_record<CountRequest, Package>});
    out.push_back({"zoo/count_reply", fuzz::check_record<CountReply, Package>});
}

}  // namespace weir::zoo
