#include "nodes/report_file.hpp"

#include <nlohmann/json.hpp>

#include "control/resource/format_map.hpp"

namespace weir::nodes {
namespace {

using nlohmann::json;

json stream_json(const gen::StreamState& stream) {
    return {{"stream_id", stream.stream_id},
            {"live", stream.live},
            {"format", gen::name(stream.format)},
            {"width", stream.width},
            {"height", stream.height},
            {"fps", stream.fps_milli / 1000.0},
            {"frames_received", stream.frames_received},
            {"frames_lost", stream.frames_lost},
            {"frames_refused", stream.frames_refused},
            {"frames_missing", stream.frames_missing},
            {"frames_repeated", stream.frames_repeated},
            {"source", stream.source}};
}

json output_json(const gen::OutputState& output) {
    json drops = json::object();
    for (const gen::DropCount& drop : output.drops)
        drops[std::string(gen::name(drop.cause))] = drop.frames;
    return {{"output_id", output.output_id},
            {"stream_id", output.stream_id},
            {"mode", gen::name(output.mode)},
            {"peer", output.peer},
            {"connected", output.connected},
            {"frames_received", output.frames_received},
            {"frames_sent", output.frames_sent},
            {"frames_waiting", output.frames_waiting},
            {"frames_overrun", output.frames_overrun},
            {"gaps", output.gaps},
            {"drops", drops}};
}

json past_json(const Totals::Key& key, const Totals::Line& line) {
    json drops = json::object();
    for (std::size_t i = 0; i < line.dropped.size(); ++i)
        if (line.dropped[i] > 0)
            drops[std::string(relay::name(static_cast<relay::DropCause>(i)))] = line.dropped[i];
    return {{"stream_id", key.stream_id},      {"mode", gen::name(resource::to_wire(key.delivery))},
            {"outputs", line.outputs},         {"frames_received", line.frames_received},
            {"frames_sent", line.frames_sent}, {"frames_waiting", line.frames_waiting},
            {"bytes_sent", line.bytes_sent},   {"drops", drops}};
}

}  // namespace

std::string report_json(const gen::GetRuntimeStateReply& state, const Totals& past) {
    json report{{"node", state.node_name},
                {"uptime_ms", state.uptime},
                {"memory_held", state.memory_held},
                {"memory_max", state.memory_max}};
    report["streams"] = json::array();
    report["outputs"] = json::array();
    report["past_outputs"] = json::array();
    for (const auto& stream : state.streams) report["streams"].push_back(stream_json(stream));
    for (const auto& output : state.outputs) report["outputs"].push_back(output_json(output));
    for (const auto& [key, line] : past.lines())
        report["past_outputs"].push_back(past_json(key, line));
    return report.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace weir::nodes
