// Generated from schema/stream.yaml by codegen. Do not edit. A fuzz target per record.
#include "fuzz/record_target.hpp"
#include "gen/stream.hpp"

namespace weir::gen {
namespace {
struct Package {
    template <typename T, typename Seen>
    static auto visit(std::span<const std::byte> bytes, Seen&& seen) {
        return weir::gen::visit<T>(bytes, seen);
    }
};
}  // namespace

void stream_fuzz_targets(fuzz::Targets& out);
void stream_fuzz_targets(fuzz::Targets& out) {
    out.push_back({"gen/ingest", fuzz::check_record<Ingest, Package>});
    out.push_back({"gen/display", fuzz::check_record<Display, Package>});
    out.push_back({"gen/sink", fuzz::check_record<Sink, Package>});
    out.push_back({"gen/stream_open_request", fuzz::check_record<StreamOpenRequest, Package>});
    out.push_back({"gen/stream_open_reply", fuzz::check_record<StreamOpenReply, Package>});
    out.push_back({"gen/stream_close_request", fuzz::check_record<StreamCloseRequest, Package>});
    out.push_back({"gen/stream_close_reply", fuzz::check_record<StreamCloseReply, Package>});
    out.push_back({"gen/start_ingest_request", fuzz::check_record<StartIngestRequest, Package>});
    out.push_back({"gen/start_ingest_reply", fuzz::check_record<StartIngestReply, Package>});
    out.push_back({"gen/stop_ingest_request", fuzz::check_record<StopIngestRequest, Package>});
    out.push_back({"gen/stop_ingest_reply", fuzz::check_record<StopIngestReply, Package>});
    out.push_back({"gen/start_display_request", fuzz::check_record<StartDisplayRequest, Package>});
    out.push_back({"gen/start_display_reply", fuzz::check_record<StartDisplayReply, Package>});
    out.push_back({"gen/stop_display_request", fuzz::check_record<StopDisplayRequest, Package>});
    out.push_back({"gen/stop_display_reply", fuzz::check_record<StopDisplayReply, Package>});
    out.push_back({"gen/start_sink_request", fuzz::check_record<StartSinkRequest, Package>});
    out.push_back({"gen/start_sink_reply", fuzz::check_record<StartSinkReply, Package>});
    out.push_back({"gen/stop_sink_request", fuzz::check_record<StopSinkRequest, Package>});
    out.push_back({"gen/stop_sink_reply", fuzz::check_record<StopSinkReply, Package>});
}

}  // namespace weir::gen
