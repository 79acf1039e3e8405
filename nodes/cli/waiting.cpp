#include "nodes/cli/waiting.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

#include "nodes/cli/follower.hpp"
#include "nodes/duration.hpp"
#include "operations/diff.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

// How soon nodes tell a change, and how often those are asked that do not tell.
constexpr auto interval = std::chrono::milliseconds(100);

// `missing` says what is not there yet; empty: everything is.
Result<> wait_for(LiveNetwork& network, double timeout_seconds,
                  const std::vector<std::string>& besides,
                  const std::function<std::string(const operations::Site&)>& missing) {
    const TimePoint until = monotonic_now() + seconds(timeout_seconds);
    Follower follower(network, interval, besides);
    for (;;) {
        const std::string what = missing(follower.site());
        if (what.empty()) return {};
        if (monotonic_now() >= until || !follower.wait())
            return fail(Code::timed_out, what + "; still so after " +
                                             seconds_text(timeout_seconds) +
                                             ", --timeout gives it longer");
    }
}

bool receives(const operations::Site& site, const std::string& to, std::uint16_t stream_id) {
    const auto* node = site.find(to);
    if (node == nullptr || !node->runtime) return false;
    const auto at =
        std::ranges::find(node->runtime->streams, stream_id, &gen::StreamState::stream_id);
    return at != node->runtime->streams.end() && at->live && at->frames_received > 0;
}

bool is_opaque(const operations::EdgeWish& wish) {
    return wish.delivery.mode == gen::DeliveryMode::opaque;
}

// As the sending node tells it. A push is an edge as well.
operations::Condition condition_of(const operations::Site& site, const operations::EdgeWish& wish) {
    const auto* from = site.find(wish.from);
    if (from == nullptr || !from->runtime || !from->config)
        return {"offline", wish.from + " does not answer"};
    using operations::edge_name;
    const auto name = edge_name(operations::edge_of(wish, *wish.stream_id, false));
    for (const auto& edge : from->config->relays)
        if (edge_name(edge) == name) return condition(*from, edge);
    for (const auto& ingest : from->config->ingests)
        if (const auto push = operations::push_of(ingest); push && edge_name(*push) == name)
            return condition(*from, *push);
    return {"waiting", wish.from + " is not meant to send it"};
}

std::string missing_edge(const operations::Site& site, const operations::EdgeWish& wish) {
    const auto state = condition_of(site, wish);
    const std::string named = "stream " + std::to_string(*wish.stream_id);
    if (state.word != "live")
        return named + " to " + wish.to + " is " + state.word + ": " + state.reason;
    const auto beyond = wish.delivery.output_stream_id;
    if (is_opaque(wish) || receives(site, wish.to, beyond != 0 ? beyond : *wish.stream_id))
        return {};
    return wish.to + " has no frame of " + named + " yet";
}

// A program at the end of an opaque edge is no node: it must not be dialled to be asked.
std::vector<std::string> ends_of(const operations::EdgeWish& wish) {
    if (is_opaque(wish)) return {wish.from};
    return {wish.from, wish.to};
}

}  // namespace

std::string why_not_attached(LiveNetwork& network, const operations::EdgeWish& wish,
                             double timeout_seconds) {
    operations::Condition state;
    // Where nothing is told in time, that is the reason.
    [[maybe_unused]] const auto told =
        wait_for(network, timeout_seconds, {wish.from}, [&](const auto& site) {
            state = condition_of(site, wish);
            return state.reason == operations::not_connected ? state.reason : std::string();
        });
    if (state.word == "live") return {};
    return wish.to + ": " + state.reason + "; " + wish.from +
           " keeps the edge and begins when it is there";
}

Result<> wait_until_live(LiveNetwork& network, const operations::EdgeWish& wish,
                         double timeout_seconds) {
    return wait_for(network, timeout_seconds, ends_of(wish),
                    [&](const operations::Site& site) { return missing_edge(site, wish); });
}

Result<> wait_until_live(LiveNetwork& network, const operations::Topology& topology,
                         double timeout_seconds) {
    return wait_for(
        network, timeout_seconds, topology.nodes(),
        [&](const operations::Site& site) -> std::string {
            std::size_t waiting = 0;
            std::string first;
            for (const auto& row : operations::diff(topology, site)) {
                if (row.agrees || row.file.empty()) continue;
                if (waiting++ == 0) first = row.node + ", " + row.what + ": " + row.current;
            }
            if (waiting == 0) return {};
            return first + (waiting > 1 ? " (and " + std::to_string(waiting - 1) + " more)" : "");
        });
}

}  // namespace weir::nodes::cli
