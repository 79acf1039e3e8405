#include "nodes/cli/tables.hpp"

#include <algorithm>
#include <set>

#include "nodes/cli/output.hpp"
#include "operations/diff.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

using operations::NodeReport;
using operations::Site;

std::string node_trouble(const NodeReport& node) {
    if (!node.runtime) return node.trouble;
    const auto failing = troubles(node);
    if (failing.empty()) return {};
    std::string text = failing.front()->error;
    if (failing.size() > 1) text += " (and " + std::to_string(failing.size() - 1) + " more)";
    return text;
}

// The node that a stream comes from in the end, followed upstream as far as the reports reach.
std::string origin(const Site& site, const NodeReport& start, const gen::StreamState& stream) {
    const NodeReport* at = &start;
    for (std::size_t steps = site.nodes.size(); steps > 0; --steps) {
        const auto here =
            std::ranges::find(at->runtime->streams, stream.stream_id, &gen::StreamState::stream_id);
        if (here == at->runtime->streams.end()) break;
        const NodeReport* next = site.find(here->source);
        if (next == nullptr || next == at || !next->runtime) break;
        at = next;
    }
    return at->info.name;
}

std::vector<Cell> stream_row(const Site& site, const NodeReport& node,
                             const gen::StreamState& stream) {
    return {{node.info.name + "/" + std::to_string(stream.stream_id)},
            {node.info.name},
            count(stream.stream_id),
            state_word(stream.live ? "live" : "interrupted"),
            {picture_text(stream)},
            {fps_text(stream.fps_milli), stream.fps_milli / 1000.0},
            {rate_text(stream.bits_per_second), stream.bits_per_second},
            count(stream.frames_received),
            {std::to_string(stream.frames_lost), stream.frames_lost,
             stream.frames_lost > 0 ? Tone::doubtful : Tone::plain},
            {name_of(site, stream.source)},
            {origin(site, node, stream)}};
}

}  // namespace

std::vector<std::string> function_words(gen::FunctionFlags flags) {
    std::vector<std::string> words;
    for (const auto& [flag, word] : {std::pair{gen::FunctionFlags::source, "source"},
                                     std::pair{gen::FunctionFlags::relay, "relay"},
                                     std::pair{gen::FunctionFlags::sink, "sink"},
                                     std::pair{gen::FunctionFlags::controller, "controller"}})
        if (gen::has(flags, flag)) words.emplace_back(word);
    return words;
}

std::string name_of(const Site& site, const std::string& peer) {
    const NodeReport* node = site.find(peer);
    return node == nullptr ? peer : node->info.name;
}

std::string functions_text(gen::FunctionFlags flags) {
    std::string text;
    for (const auto& word : function_words(flags)) text += (text.empty() ? "" : ",") + word;
    return text.empty() ? "-" : text;
}

std::string picture_text(const gen::StreamState& stream) {
    const auto known = gen::name(stream.format);
    std::string text(known.empty() ? "?" : known);
    if (stream.width != 0)
        text += " " + std::to_string(stream.width) + "x" + std::to_string(stream.height);
    return text;
}

std::vector<const gen::ResourceState*> troubles(const NodeReport& node) {
    std::vector<const gen::ResourceState*> failing;
    if (!node.runtime) return failing;
    std::set<std::string> in_trouble;
    for (const auto& state : node.runtime->resources)
        if (!state.error.empty()) in_trouble.insert(state.name);
    // Who only waits for another that is in trouble has none of its own: a cause is told once.
    for (const auto& state : node.runtime->resources)
        if (!state.error.empty() && !in_trouble.contains(state.waits_for))
            failing.push_back(&state);
    return failing;
}

Table nodes_table(const Site& site) {
    Table table{"node",
                {{"NAME", "name"},
                 {"ADDRESS", "address"},
                 {"STATE", "state"},
                 {"FUNCTIONS", "functions"},
                 {"UP", "uptime_ms", true, true},
                 {"STREAMS", "streams", true},
                 {"OUTPUTS", "outputs", true},
                 {"TROUBLE", "trouble"},
                 {"", "boot_nonce"}},
                {}};
    for (const NodeReport& node : site.nodes) {
        const std::string trouble = node_trouble(node);
        const bool up = node.runtime.has_value();
        const gen::GetRuntimeStateReply nothing;
        const auto& runtime = up ? *node.runtime : nothing;
        const auto twins = std::ranges::count(
            site.nodes, node.info.name, [](const NodeReport& other) { return other.info.name; });
        table.rows.push_back(
            {{node.info.name},
             {node.info.address.is_complete() ? transport::text(node.info.address) : "-"},
             state_word(!up                ? "silent"
                        : !trouble.empty() ? "waiting"
                                           : "ok"),
             {functions_text(node.info.functions), texts(function_words(node.info.functions))},
             {up ? age_text(node.runtime->uptime) : "-", known(up, runtime.uptime)},
             {up ? std::to_string(node.runtime->streams.size()) : "-",
              known(up, std::uint64_t{runtime.streams.size()})},
             {up ? std::to_string(node.runtime->outputs.size()) : "-",
              known(up, std::uint64_t{runtime.outputs.size()})},
             {twins > 1 ? "another node has this name; " + trouble : trouble,
              twins > 1 ? "another node has this name; " + trouble : trouble, Tone::doubtful},
             {"", known(up, std::to_string(runtime.boot_nonce))}});
    }
    return table;
}

Table streams_table(const Site& site) {
    Table table{"stream",
                {{"STREAM", "name"},
                 {"", "node"},
                 {"", "stream_id"},
                 {"STATE", "state"},
                 {"PICTURE", "picture"},
                 {"FPS", "fps", true},
                 {"RATE", "bits_per_second", true},
                 {"FRAMES", "frames_received", true},
                 {"LOST", "frames_lost", true},
                 {"FROM", "source"},
                 {"ORIGIN", "origin"}},
                {}};
    for (const NodeReport& node : site.nodes) {
        if (!node.runtime) continue;
        for (const gen::StreamState& stream : node.runtime->streams)
            table.rows.push_back(stream_row(site, node, stream));
        if (!node.config) continue;
        for (const gen::Ingest& ingest : node.config->ingests) {
            if (std::ranges::find(node.runtime->streams, ingest.stream_id,
                                  &gen::StreamState::stream_id) != node.runtime->streams.end())
                continue;
            gen::StreamState absent;
            absent.stream_id = ingest.stream_id;
            absent.source = ingest.device_path;
            auto row = stream_row(site, node, absent);
            row[3] = state_word(condition(node, ingest).word);
            row[4] = Cell("-", nullptr);
            table.rows.push_back(std::move(row));
        }
    }
    std::ranges::stable_sort(table.rows, {},
                             [](const auto& row) { return std::get<std::uint64_t>(row[2].value); });
    return table;
}

Table resources_table(const NodeReport& node) {
    Table table{"resource",
                {{"KIND", "type"},
                 {"NAME", "name"},
                 {"STATE", "current"},
                 {"WANTED", "wanted"},
                 {"SINCE", "since_ms", true, true},
                 {"RETRY", "retry_ms", true, true},
                 {"ERROR", "error"}},
                {}};
    if (!node.runtime) return table;
    for (const gen::ResourceState& state : node.runtime->resources) {
        const Tone tone = state.current == state.wanted ? Tone::good
                          : state.error.empty()         ? Tone::doubtful
                                                        : Tone::bad;
        table.rows.push_back(
            {{state.kind},
             {state.name},
             {state.current, state.current, tone},
             {state.wanted},
             {age_text(state.since), state.since},
             {state.retry_in == 0 ? "-" : age_text(state.retry_in), std::uint64_t{state.retry_in}},
             {state.error}});
    }
    return table;
}

}  // namespace weir::nodes::cli
