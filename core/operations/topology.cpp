#include "operations/topology.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

// A name for the file: what people call the node, and the number where it has several streams.
std::string stream_name(const NodeReport& node, const gen::Ingest& ingest) {
    const auto colon = node.info.name.find(':');
    std::string name =
        colon == std::string::npos ? node.info.name : node.info.name.substr(colon + 1);
    if (node.config->ingests.size() > 1) name += "-" + std::to_string(ingest.stream_id);
    return name;
}

std::string unique(std::string name, std::set<std::string>& taken) {
    const std::string wish = name;
    for (unsigned count = 2; !taken.insert(name).second; ++count)
        name = wish + "-" + std::to_string(count);
    return name;
}

// A push that an edge of its own covers is that edge.
bool is_covered(const gen::Ingest& ingest, const std::vector<gen::RelayEdge>& relays) {
    return std::ranges::any_of(relays,
                               [&](const gen::RelayEdge& edge) { return pushes_to(ingest, edge); });
}

Delivery delivery_of(const gen::RelayEdge& edge, bool captured_here) {
    const Delivery usual{.output_stream_id = edge.output_stream_id};
    if (same_edge(edge_of({"", edge.stream_id, target_text(edge.dest_host, edge.dest_port), usual},
                          edge.stream_id, captured_here),
                  edge))
        return usual;
    Delivery delivery;
    delivery.mode = edge.mode;
    delivery.priority = edge.priority;
    delivery.frames_max = edge.frames_max;
    delivery.bytes_max = edge.bytes_max;
    if (edge.slot_policy != gen::SlotPolicy::replace_pending)
        delivery.slot_policy = edge.slot_policy;
    if (edge.drop_policy != gen::DropPolicy::drop_oldest) delivery.drop_policy = edge.drop_policy;
    delivery.budget_policy = edge.budget_policy;
    delivery.scheduler = edge.scheduler;
    delivery.weight = edge.weight;
    delivery.acknowledged = edge.acknowledged;
    delivery.output_stream_id = edge.output_stream_id;
    return delivery;
}

}  // namespace

std::vector<std::string> Topology::nodes() const {
    std::set<std::string> names;
    for (const auto& stream : streams) names.insert(stream.node);
    for (const auto& edge : edges) names.insert(edge.from);
    for (const auto& sink : sinks) names.insert(sink.node);
    for (const auto& display : displays) names.insert(display.node);
    return {names.begin(), names.end()};
}

Topology export_topology(const Site& site) {
    Topology topology;
    std::set<std::string> names;
    std::map<std::uint16_t, std::string> by_id;  // of two streams with one id the first is meant
    for (const NodeReport& node : site.nodes) {
        if (!node.config) continue;
        for (const gen::Ingest& ingest : node.config->ingests) {
            TopologyStream stream;
            stream.name = unique(stream_name(node, ingest), names);
            stream.node = node.info.name;
            stream.device = ingest.device_path;
            stream.id = ingest.stream_id;
            stream.format = ingest.format;
            stream.size = {ingest.width, ingest.height};
            stream.rate = {ingest.fps_n, std::max<std::uint16_t>(ingest.fps_d, 1)};
            by_id.emplace(stream.id, stream.name);
            if (const auto push = push_of(ingest); push && !is_covered(ingest, node.config->relays))
                topology.edges.push_back(
                    {stream.name, stream.node, target_text(*push), delivery_of(*push, true), {}});
            topology.streams.push_back(std::move(stream));
        }
    }
    const auto named = [&](std::uint16_t id) {
        const auto known = by_id.find(id);
        return known == by_id.end() ? std::to_string(id) : known->second;
    };
    // Streams have names only now, so what is done with them comes in a second walk.
    for (const NodeReport& node : site.nodes) {
        if (!node.config) continue;
        std::set<std::uint16_t> captured;
        for (const gen::Ingest& ingest : node.config->ingests) captured.insert(ingest.stream_id);
        for (const gen::RelayEdge& edge : node.config->relays)
            topology.edges.push_back({named(edge.stream_id),
                                      node.info.name,
                                      target_text(edge.dest_host, edge.dest_port),
                                      delivery_of(edge, captured.contains(edge.stream_id)),
                                      {}});
        for (const gen::Sink& sink : node.config->sinks)
            topology.sinks.push_back({named(sink.stream_id), node.info.name, sink.path, {}});
        for (const gen::Display& window : node.config->displays)
            topology.displays.push_back({named(window.stream_id), node.info.name, window, {}});
    }
    return topology;
}

}  // namespace weir::operations
