// Generated from schema/media.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/media.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void media_fuzz_targets(fuzz::Targets& out);
void media_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/media_head", fuzz::check_record<MediaHead, Package>});
    out.push_back({"gen/video_frame", fuzz::check_record<VideoFrame, Package>});
    out.push_back({"gen/stream_event", fuzz::check_record<StreamEvent, Package>});
    out.push_back({"gen/timed_frame", fuzz::check_record<TimedFrame, Package>});
}

}  // namespace weir::gen
