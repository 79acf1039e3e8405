// What leaves the nodes: edges as get lists them, outputs as top watches them.

#include <algorithm>
#include <bit>
#include <set>

#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "operations/diff.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

constexpr std::uint32_t late_ms = 100;  // a frame that waits so long is seen by whoever watches

using operations::NodeReport;
using operations::Site;

// Twice as much is the next one: rates that only flutter leave the order as it is.
int magnitude(std::uint64_t rate) {
    return static_cast<int>(std::bit_width(rate));
}

std::uint64_t dropped(const gen::OutputState& output) {
    std::uint64_t frames = 0;
    for (const auto& drop : output.drops) frames += drop.frames;
    return frames;
}

std::string drops_text(const gen::OutputState& output) {
    std::string text;
    for (const auto& drop : output.drops)
        if (drop.frames > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(drop.frames) + " " +
                    operations::dashed(gen::name(drop.cause));
    return text;
}

Value drops_value(const gen::OutputState& output) {
    std::vector<std::pair<std::string, std::uint64_t>> list;
    for (const auto& drop : output.drops)
        if (drop.frames > 0) list.emplace_back(gen::name(drop.cause), drop.frames);
    return counts(std::move(list));
}

// An edge is what is wanted and what is there; readers that came by themselves are there only.
struct EdgeRow {
    std::uint16_t stream_id;
    std::string to;
    std::string kind;  // relay, ingest, reader
    std::string settings;
    const gen::OutputState* output = nullptr;
    operations::Condition condition;
};

std::string edge_settings(gen::DeliveryMode mode, std::uint8_t priority) {
    std::string text = operations::dashed(gen::name(mode));
    if (priority != 0) text += " p" + std::to_string(priority);
    return text;
}

std::vector<EdgeRow> edge_rows(const NodeReport& node) {
    std::vector<EdgeRow> rows;
    std::set<std::uint16_t> told;
    const auto output = [&](std::uint16_t id) -> const gen::OutputState* {
        if (!node.runtime) return nullptr;
        const auto at = std::ranges::find(node.runtime->outputs, id, &gen::OutputState::output_id);
        return at == node.runtime->outputs.end() ? nullptr : &*at;
    };
    if (node.config)
        for (const gen::RelayEdge& edge : node.config->relays) {
            told.insert(edge.output_id);
            rows.push_back({edge.stream_id, operations::target_text(edge.dest_host, edge.dest_port),
                            "relay", edge_settings(edge.mode, edge.priority),
                            output(edge.output_id), condition(node, edge)});
        }
    if (!node.runtime) return rows;
    for (const gen::OutputState& out : node.runtime->outputs) {
        if (told.contains(out.output_id)) continue;
        const bool pushed =
            node.config && std::ranges::any_of(node.config->ingests, [&](const auto& ingest) {
                return ingest.stream_id == out.stream_id &&
                       operations::target_text(ingest.dest_host, ingest.dest_port) == out.peer;
            });
        gen::RelayEdge like;
        like.output_id = out.output_id;
        like.stream_id = out.stream_id;
        const auto target = operations::target_of(out.peer);
        like.dest_host = target.host;
        like.dest_port = target.port;
        rows.push_back({out.stream_id, out.peer, pushed ? "ingest" : "reader",
                        edge_settings(out.mode, 0), &out, condition(node, like)});
    }
    return rows;
}

std::vector<Cell> top_row(const Site& site, const NodeReport& node, const gen::OutputState& out) {
    const auto id = std::uint64_t{out.stream_id};
    const bool late = out.oldest_age >= late_ms;
    return {{"  to " + name_of(site, out.peer), node.info.name + "/" + std::to_string(id)},
            {"", node.info.name},
            {"", id},
            {"", name_of(site, out.peer)},
            {"", out.connected},
            {"", out.congested},
            {fps_text(out.fps_milli), out.fps_milli / 1000.0},
            {rate_text(out.bits_per_second), out.bits_per_second},
            {std::to_string(out.frames_waiting), std::uint64_t{out.frames_waiting}},
            {size_text(out.bytes_waiting), out.bytes_waiting},
            {out.frames_waiting == 0 ? "-" : age_text(out.oldest_age),
             std::uint64_t{out.oldest_age}, late ? Tone::doubtful : Tone::plain},
            {size_text(out.kernel_queue), std::uint64_t{out.kernel_queue}},
            {!out.connected ? "not connected" : drops_text(out), drops_value(out),
             out.congested || !out.connected ? Tone::bad : Tone::doubtful}};
}

std::vector<Cell> stream_top_row(const NodeReport& node, const gen::StreamState& stream) {
    const auto id = std::uint64_t{stream.stream_id};
    const Value none = nullptr;
    const std::string name = node.info.name + "/" + std::to_string(id);
    const std::string lost =
        stream.frames_lost == 0 ? "" : std::to_string(stream.frames_lost) + " lost before";
    return {{name},
            {"", node.info.name},
            {"", id},
            {"", none},
            {"", stream.live},
            {"", none},
            {fps_text(stream.fps_milli), stream.fps_milli / 1000.0},
            {rate_text(stream.bits_per_second), stream.bits_per_second},
            {"", none},
            {"", none},
            {"", none},
            {"", none},
            {stream.live ? lost : "interrupted", none, stream.live ? Tone::doubtful : Tone::bad}};
}

}  // namespace

Table edges_table(const Site& site) {
    Table table{"edge",
                {{"STREAM", "stream_id", true},
                 {"FROM", "from"},
                 {"TO", "to"},
                 {"STATE", "state"},
                 {"KIND", "type"},
                 {"MODE", "mode"},
                 {"FPS", "fps", true},
                 {"SENT", "frames_sent", true},
                 {"WAITING", "frames_waiting", true},
                 {"DROPPED", "frames_dropped", true},
                 {"WHY", "reason"},
                 {"", "output_id"},
                 {"", "drops"}},
                {}};
    for (const NodeReport& node : site.nodes)
        for (const EdgeRow& edge : edge_rows(node)) {
            const bool there = edge.output != nullptr;
            const gen::OutputState nothing;
            const auto& out = there ? *edge.output : nothing;
            const std::uint64_t lost = dropped(out);
            std::string why = edge.condition.reason;
            if (why.empty()) why = drops_text(out);
            table.rows.push_back(
                {count(edge.stream_id),
                 {node.info.name},
                 {name_of(site, edge.to)},
                 state_word(edge.condition.word),
                 {edge.kind},
                 {edge.settings},
                 {there ? fps_text(out.fps_milli) : "-", known(there, out.fps_milli / 1000.0)},
                 count(out.frames_sent),
                 count(out.frames_waiting),
                 {std::to_string(lost), lost, lost > 0 ? Tone::doubtful : Tone::plain},
                 {why, why, Tone::faint},
                 {"", known(there, std::uint64_t{out.output_id})},
                 {"", drops_value(out)}});
        }
    return table;
}

Table top_table(const Site& site) {
    Table table{"flow",
                {{"STREAM", "name"},
                 {"", "node"},
                 {"", "stream_id"},
                 {"", "to"},
                 {"", "connected"},
                 {"", "congested"},
                 {"FPS", "fps", true},
                 {"RATE", "bits_per_second", true},
                 {"QUEUE", "frames_waiting", true},
                 {"BYTES", "bytes_waiting", true},
                 {"AGE", "oldest_age_ms", true},
                 {"KERNEL", "kernel_queue_bytes", true},
                 {"DROPS", "drops"}},
                {}};
    struct Flow {
        const NodeReport* node;
        const gen::StreamState* stream;
    };
    std::vector<Flow> flows;
    for (const NodeReport& node : site.nodes)
        if (node.runtime)
            for (const gen::StreamState& stream : node.runtime->streams)
                flows.push_back({&node, &stream});
    std::ranges::stable_sort(flows, std::greater{}, [](const Flow& flow) {
        return magnitude(flow.stream->bits_per_second);
    });
    for (const Flow& flow : flows) {
        table.rows.push_back(stream_top_row(*flow.node, *flow.stream));
        for (const gen::OutputState& out : flow.node->runtime->outputs)
            if (out.stream_id == flow.stream->stream_id)
                table.rows.push_back(top_row(site, *flow.node, out));
    }
    return table;
}

}  // namespace weir::nodes::cli
