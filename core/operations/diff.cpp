#include "operations/diff.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "operations/plan.hpp"
#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

std::string settings(const gen::Ingest& ingest) {
    std::string text = ingest.width == 0
                           ? std::string("any size")
                           : std::to_string(ingest.width) + "x" + std::to_string(ingest.height);
    if (ingest.fps_n != 0)
        text += " " +
                operations::text(Rate{ingest.fps_n, std::max<std::uint16_t>(ingest.fps_d, 1)}) +
                " fps";
    if (ingest.format != gen::Format{}) text += " " + dashed(gen::name(ingest.format));
    return text;
}

std::string settings(const gen::RelayEdge& edge) {
    std::string text = dashed(gen::name(edge.mode));
    if (edge.priority != 0) text += " priority " + std::to_string(edge.priority);
    if (edge.acknowledged) text += " acknowledged";
    if (edge.frames_max != 0) text += " " + std::to_string(edge.frames_max) + " frames";
    if (edge.bytes_max != 0) text += " " + bytes_text(edge.bytes_max);
    return text;
}

std::string settings(const gen::Display& window) {
    std::string text = "at " + place_text(window);
    if (window.win_w != 0 || window.win_h != 0)
        text += " " + std::to_string(window.win_w) + "x" + std::to_string(window.win_h);
    if (window.scale != gen::Scale{}) text += " " + dashed(gen::name(window.scale));
    if (window.anchor != gen::Anchor{}) text += " " + dashed(gen::name(window.anchor));
    if (window.no_signal_fps != 0)
        text += ", " + std::to_string(window.no_signal_fps) + " fps without a signal";
    return text;
}

const gen::ResourceState* resource(const NodeReport& node, std::string_view kind,
                                   std::string_view name) {
    const auto at = std::ranges::find_if(
        node.runtime->resources,
        [&](const gen::ResourceState& state) { return state.kind == kind && state.name == name; });
    return at == node.runtime->resources.end() ? nullptr : &*at;
}

const gen::OutputState* output_of(const NodeReport& node, const gen::RelayEdge& edge) {
    const auto is = [&](const gen::OutputState& output) {
        if (edge.output_id != 0) return output.output_id == edge.output_id;
        // Nobody else tells which output a push is: it is none of those that are wanted by number.
        return output.stream_id == edge.stream_id &&
               output.peer == target_text(edge.dest_host, edge.dest_port) && node.config &&
               std::ranges::find(node.config->relays, output.output_id,
                                 &gen::RelayEdge::output_id) == node.config->relays.end();
    };
    const auto at = std::ranges::find_if(node.runtime->outputs, is);
    return at == node.runtime->outputs.end() ? nullptr : &*at;
}

Condition offline(const NodeReport& node) {
    return {"offline", node.trouble.empty() ? "not asked" : node.trouble};
}

Condition of_resource(const gen::ResourceState* state, const std::string& otherwise) {
    if (state == nullptr || state->error.empty()) return {"waiting", otherwise};
    return {state->waits_for.empty() ? "failing" : "waiting", state->error};
}

class Differ {
public:
    Differ(const Topology& file, const Site& site) : file_(file), site_(site) {}

    std::vector<DiffRow> rows() {
        read_file();
        std::set<const NodeReport*> named;
        for (const std::string& name : file_.nodes()) named.insert(site_.find(name));
        for (const NodeReport& node : site_.nodes)
            if (named.empty() || named.contains(&node)) add_wanted(node);
        const Plan plan = make_plan(file_, site_, false);
        for (const std::string& name : plan.unreachable)
            rows_[{name, nullptr, ""}] = {name, "the node", "named", "", "offline", false};
        for (const Step& step : plan.steps) add_step(step);
        std::vector<DiffRow> all;
        for (auto& [key, row] : rows_) all.push_back(std::move(row));
        return all;
    }

private:
    void add_wanted(const NodeReport& node) {
        if (!node.config) return;
        for (const gen::Ingest& ingest : node.config->ingests) {
            add(node, what(ingest), settings(ingest), condition(node, ingest),
                in_file(node, ingest));
            // Where an edge covers the push, they share a row, and the edge is told.
            if (const auto push = push_of(ingest)) add_edge(node, *push);
        }
        for (const gen::RelayEdge& edge : node.config->relays) add_edge(node, edge);
        for (const gen::Sink& sink : node.config->sinks)
            add(node, what(sink), sink.path, condition(node, sink),
                recordings_.contains({&node, sink.stream_id}));
        for (const gen::Display& window : node.config->displays)
            add(node, what(window), settings(window), condition(node, window),
                windows_.contains({&node, window.stream_id}));
    }

    void add_edge(const NodeReport& node, const gen::RelayEdge& edge) {
        const auto name = edge_name(edge);
        add(node, name, settings(edge), condition(node, edge), edges_.contains({&node, name}));
    }

    void add(const NodeReport& node, const std::string& name, const std::string& settings,
             const Condition& state, bool in_file) {
        auto& row = at(node, name);
        row.wanted = settings;
        row.current = state.word + (state.reason.empty() ? "" : ": " + state.reason);
        if (in_file) row.file = settings;
        row.agrees = in_file && state.word == "live";
    }

    // What the plan would change is where file and wanted differ.
    void add_step(const Step& step) {
        const NodeReport& node = *site_.find(step.node);
        switch (step.what) {
            case Step::What::change_ingest:
                // Only its push ends: the row of the edge that takes its place says that.
                if (!step.edge.dest_host.empty() &&
                    at(node, what(step.ingest)).wanted == settings(step.ingest))
                    return;
                [[fallthrough]];
            case Step::What::start_ingest:
                return differ(node, what(step.ingest), settings(step.ingest));
            case Step::What::start_relay:
            case Step::What::change_relay:
                return differ(node, edge_name(step.edge), settings(step.edge));
            case Step::What::start_sink:
            case Step::What::change_sink:
                return differ(node, what(step.sink), step.sink.path);
            case Step::What::start_display:
            case Step::What::change_display:
                return differ(node, what(step.display), settings(step.display));
            default:
                return;
        }
    }

    void differ(const NodeReport& node, const std::string& name, const std::string& settings) {
        auto& row = at(node, name);
        row.file = settings;
        row.agrees = false;
        if (row.current.empty()) row.current = "-";
    }

    // What the file says of nodes that are there: a file may say it of many thousands of things.
    void read_file() {
        std::map<std::string_view, std::uint16_t> ids;  // that streams have now; 0: none yet
        for (const TopologyStream& stream : file_.streams) {
            const NodeReport* node = site_.find(stream.node);
            const auto* here = node == nullptr ? nullptr : find_ingest(*node, stream.device);
            ids.emplace(stream.name, here == nullptr ? std::uint16_t{0} : here->stream_id);
            streams_.insert({node, device_key(stream.device), stream.id});
        }
        const auto id_of = [&](const std::string& stream) {
            const auto known = ids.find(stream);
            if (known != ids.end()) return known->second;
            return static_cast<std::uint16_t>(std::strtoul(stream.c_str(), nullptr, 10));
        };
        for (const TopologyEdge& wish : file_.edges)
            edges_.insert(
                {site_.find(wish.from),
                 edge_name(edge_of({{}, {}, wish.to, wish.delivery}, id_of(wish.stream), false))});
        for (const TopologySink& sink : file_.sinks)
            recordings_.insert({site_.find(sink.node), id_of(sink.stream)});
        for (const TopologyDisplay& display : file_.displays)
            windows_.insert({site_.find(display.node), id_of(display.stream)});
    }

    bool in_file(const NodeReport& node, const gen::Ingest& ingest) const {
        const std::string key = device_key(ingest.device_path);
        return streams_.contains({&node, key, ingest.stream_id}) ||
               streams_.contains({&node, key, std::uint16_t{0}});
    }

    static std::string what(const gen::Ingest& ingest) {
        return "stream " + std::to_string(ingest.stream_id) + " " + ingest.device_path;
    }

    static std::string what(const gen::Display& window) {
        return "window of stream " + std::to_string(window.stream_id);
    }

    static std::string what(const gen::Sink& sink) {
        return "recording of stream " + std::to_string(sink.stream_id);
    }

    DiffRow& at(const NodeReport& node, const std::string& name) {
        DiffRow& row = rows_[{node.info.name, &node, name}];
        row.node = node.info.name;
        row.what = name;
        return row;
    }

    const Topology& file_;
    const Site& site_;
    std::set<std::tuple<const NodeReport*, std::string, std::uint16_t>> streams_;  // id 0: any
    std::set<std::pair<const NodeReport*, std::string>> edges_;
    std::set<std::pair<const NodeReport*, std::uint16_t>> recordings_;
    std::set<std::pair<const NodeReport*, std::uint16_t>> windows_;
    // By name, for people; the node itself tells two of one name apart.
    std::map<std::tuple<std::string, const NodeReport*, std::string>, DiffRow> rows_;
};

}  // namespace

Condition condition(const NodeReport& node, const gen::Ingest& ingest) {
    if (!node.runtime) return offline(node);
    const auto at =
        std::ranges::find(node.runtime->streams, ingest.stream_id, &gen::StreamState::stream_id);
    if (at != node.runtime->streams.end() && at->live) return {"live", {}};
    return of_resource(resource(node, "capture", ingest.device_path), "no frame yet");
}

Condition condition(const NodeReport& node, const gen::RelayEdge& edge) {
    if (!node.runtime) return offline(node);
    const std::string no_stream = "its stream is not live";
    const auto stream =
        std::ranges::find(node.runtime->streams, edge.stream_id, &gen::StreamState::stream_id);
    const bool flows = stream != node.runtime->streams.end() && stream->live;
    if (const auto* output = output_of(node, edge); output != nullptr && output->connected)
        return flows ? Condition{"live", {}} : Condition{"waiting", no_stream};
    const auto* link = resource(node, "connection", target_text(edge.dest_host, edge.dest_port));
    if (link != nullptr && !link->error.empty()) return of_resource(link, "");
    // Nobody dials a program that there is nothing for.
    const bool idle = edge.mode == gen::DeliveryMode::opaque && !flows;
    return of_resource(resource(node, "output", edge_name(edge)),
                       idle ? no_stream : std::string(not_connected));
}

Condition condition(const NodeReport& node, const gen::Sink& sink) {
    if (!node.runtime) return offline(node);
    const auto* state = resource(node, "sink", sink.path);
    if (state != nullptr && state->error.empty() && state->current == "recording")
        return {"live", {}};
    return of_resource(state, "no frame to record yet");
}

Condition condition(const NodeReport& node, const gen::Display& window) {
    if (!node.runtime) return offline(node);
    const auto* state = resource(node, "display", "stream " + std::to_string(window.stream_id));
    if (state != nullptr && state->error.empty() && state->current == "showing")
        return {"live", {}};
    return of_resource(state, "no picture to show yet");
}

std::vector<DiffRow> diff(const Topology& file, const Site& site) {
    return Differ(file, site).rows();
}

}  // namespace weir::operations
