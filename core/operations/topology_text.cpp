// A topology as text: what parse_topology() reads back to the same.

#include <cstdio>
#include <utility>

#include "base/printable.hpp"
#include "operations/topology.hpp"

namespace weir::operations {
namespace {

// TOML's basic strings and JSON's are escaped alike.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += code;
        } else {
            out += c;
        }
    }
    return text_for_terminals(out + '"');
}

using Members = std::vector<std::pair<std::string, std::string>>;  // key, value as written

template <typename Enum>
void add_word(Members& all, const char* key, Enum value) {
    if (value != Enum{}) all.emplace_back(key, quoted(dashed(gen::name(value))));
}

Members members(const TopologyStream& stream) {
    Members all{{"name", quoted(stream.name)},
                {"node", quoted(stream.node)},
                {"device", quoted(stream.device)}};
    if (stream.id != 0) all.emplace_back("id", std::to_string(stream.id));
    add_word(all, "format", stream.format);
    if (stream.size.width != 0)
        all.emplace_back("size", quoted(std::to_string(stream.size.width) + "x" +
                                        std::to_string(stream.size.height)));
    if (stream.rate.numerator != 0)
        all.emplace_back(
            "fps", stream.rate.denominator == 1 ? text(stream.rate) : quoted(text(stream.rate)));
    return all;
}

Members members(const TopologyEdge& edge) {
    Members all{
        {"stream", quoted(edge.stream)}, {"from", quoted(edge.from)}, {"to", quoted(edge.to)}};
    const Delivery& delivery = edge.delivery;
    if (delivery.mode) all.emplace_back("mode", quoted(dashed(gen::name(*delivery.mode))));
    if (delivery.priority != 0) all.emplace_back("priority", std::to_string(delivery.priority));
    if (delivery.frames_max != 0) all.emplace_back("frames", std::to_string(delivery.frames_max));
    if (delivery.bytes_max != 0) all.emplace_back("bytes", quoted(bytes_text(delivery.bytes_max)));
    add_word(all, "slot", delivery.slot_policy);
    add_word(all, "drop", delivery.drop_policy);
    add_word(all, "budget", delivery.budget_policy);
    add_word(all, "scheduler", delivery.scheduler);
    if (delivery.weight != 0) all.emplace_back("weight", std::to_string(delivery.weight));
    if (delivery.output_stream_id != 0)
        all.emplace_back("as", std::to_string(delivery.output_stream_id));
    if (delivery.acknowledged) all.emplace_back("acknowledged", "true");
    return all;
}

Members members(const TopologySink& sink) {
    return {
        {"stream", quoted(sink.stream)}, {"node", quoted(sink.node)}, {"path", quoted(sink.path)}};
}

Members members(const TopologyDisplay& display) {
    const gen::Display& window = display.window;
    Members all{{"stream", quoted(display.stream)}, {"node", quoted(display.node)}};
    if (window.win_x != 0 || window.win_y != 0) all.emplace_back("at", quoted(place_text(window)));
    if (window.win_w != 0 || window.win_h != 0)
        all.emplace_back("size",
                         quoted(std::to_string(window.win_w) + "x" + std::to_string(window.win_h)));
    add_word(all, "scale", window.scale);
    add_word(all, "anchor", window.anchor);
    if (window.no_signal_fps != 0)
        all.emplace_back("no_signal_fps", std::to_string(window.no_signal_fps));
    return all;
}

template <typename Item>
void append_toml(std::string& out, std::string_view head, const std::vector<Item>& items) {
    for (const Item& item : items) {
        out += "\n[[" + std::string(head) + "]]\n";
        for (const auto& [key, value] : members(item)) out += key + " = " + value + "\n";
    }
}

template <typename Item>
std::string json_members(const Item& item) {
    std::string out;
    for (const auto& [key, value] : members(item))
        out += (out.empty() ? "" : ", ") + quoted(key) + ": " + value;
    return out;
}

template <typename Item>
std::string json_list(const std::vector<Item>& items) {
    std::string out = "[";
    for (const Item& item : items)
        out += (out.size() > 1 ? ",\n    {" : "\n    {") + json_members(item) + "}";
    return out + (items.empty() ? "]" : "\n  ]");
}

template <typename Item>
std::string json_lines(std::string_view kind, const std::vector<Item>& items) {
    std::string out;
    for (const Item& item : items)
        out += "{\"api_version\": 1, \"kind\": " + quoted(kind) + ", " + json_members(item) + "}\n";
    return out;
}

}  // namespace

std::string to_toml(const Topology& topology) {
    std::string out = "api_version = 1\n";
    append_toml(out, "stream", topology.streams);
    append_toml(out, "edge", topology.edges);
    append_toml(out, "sink", topology.sinks);
    append_toml(out, "display", topology.displays);
    return out;
}

std::string to_json(const Topology& topology) {
    return "{\n  \"api_version\": 1,\n  \"stream\": " + json_list(topology.streams) +
           ",\n  \"edge\": " + json_list(topology.edges) +
           ",\n  \"sink\": " + json_list(topology.sinks) +
           ",\n  \"display\": " + json_list(topology.displays) + "\n}\n";
}

std::string to_json_lines(const Topology& topology) {
    return json_lines("stream", topology.streams) + json_lines("edge", topology.edges) +
           json_lines("sink", topology.sinks) + json_lines("display", topology.displays);
}

}  // namespace weir::operations
