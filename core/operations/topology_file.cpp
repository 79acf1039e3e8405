// Reads a topology and checks everything that can be known without asking a node.

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "base/limits.hpp"
#include "operations/file_fields.hpp"
#include "operations/file_tree.hpp"
#include "operations/stream_ids.hpp"
#include "operations/topology.hpp"

namespace weir::operations {
namespace {

constexpr std::int64_t api_version = 1;

Delivery read_delivery(Fields& fields) {
    Delivery delivery;
    delivery.mode = fields.parsed("mode", parse_mode);
    delivery.priority = static_cast<std::uint8_t>(fields.number("priority", 0, 255));
    delivery.frames_max =
        static_cast<std::uint32_t>(fields.number("frames", 1, limits::completeness_frames_max));
    delivery.bytes_max = fields.parsed("bytes", parse_budget_bytes);
    delivery.slot_policy = fields.parsed("slot", parse_slot_policy);
    delivery.drop_policy = fields.parsed("drop", parse_drop_policy);
    delivery.budget_policy = fields.parsed("budget", parse_budget_policy);
    delivery.scheduler = fields.parsed("scheduler", parse_scheduler);
    delivery.weight =
        static_cast<std::uint16_t>(fields.number("weight", 1, limits::scheduler_weight_max));
    delivery.acknowledged = fields.flag("acknowledged");
    delivery.output_stream_id = static_cast<std::uint16_t>(fields.number("as", 1, 65535));
    return delivery;
}

class FileReader {
public:
    explicit FileReader(const std::string& file) : file_(file) {}

    Result<Topology> read(const FileTable& root) {
        if (auto done = head(root); !done) return std::unexpected(done.error());
        for (const std::string_view key : {"stream", "edge", "sink", "display"})
            if (auto done = tables(root, key); !done) return std::unexpected(done.error());
        for (const TopologyEdge& edge : topology_.edges) ++edge_counts_[key(edge)];
        for (const TopologyEdge& edge : topology_.edges)
            if (auto done = check(edge); !done) return std::unexpected(done.error());
        for (const TopologySink& sink : topology_.sinks)
            if (auto done = check_stream(place_text(file_, sink.place) + "sink: ", sink.stream);
                !done)
                return std::unexpected(done.error());
        for (const TopologyDisplay& display : topology_.displays)
            if (auto done =
                    check_stream(place_text(file_, display.place) + "display: ", display.stream);
                !done)
                return std::unexpected(done.error());
        return std::move(topology_);
    }

private:
    Result<> head(const FileTable& root) {
        Fields fields(file_, "the topology", root);
        fields.number("api_version", api_version, api_version);
        if (root.get("api_version") == nullptr)
            fields.complain(root.place, "has no api_version; write api_version = 1 first");
        const std::vector<std::string> known{"api_version", "stream", "edge", "sink", "display"};
        for (const auto& [name, value] : root.fields)
            if (std::ranges::find(known, name) == known.end())
                fields.complain(value.place, "\"" + name + "\" means nothing here" +
                                                 did_you_mean(name, known, ""));
        return fields.outcome();
    }

    Result<> tables(const FileTable& root, std::string_view key) {
        const FileValue* node = root.get(key);
        if (node == nullptr) return {};
        const auto* list = node->as<FileList>();
        const bool all = list != nullptr && std::ranges::all_of(*list, [](const FileValue& item) {
                             return item.as_table() != nullptr;
                         });
        if (!all)
            return fail(Code::bad_request, file_ + ": " + std::string(key) +
                                               " must be a list of tables: [[" + std::string(key) +
                                               "]]");
        for (const FileValue& item : *list)
            if (auto done = key == "stream" ? stream(*item.as_table())
                            : key == "edge" ? edge(*item.as_table())
                            : key == "sink" ? sink(*item.as_table())
                                            : display(*item.as_table());
                !done)
                return done;
        return {};
    }

    Result<> stream(const FileTable& table) {
        Fields fields(file_, "stream", table);
        TopologyStream stream;
        stream.place = fields.place();
        stream.name = fields.required("name");
        stream.node = fields.required("node");
        stream.device = fields.required("device");
        stream.id = static_cast<std::uint16_t>(fields.number("id", 1, 65535));
        stream.format = fields.parsed("format", parse_format);
        stream.size = fields.parsed("size", parse_size);
        stream.rate = fields.parsed("fps", parse_rate);
        const auto targets = fields.texts("to");
        const Delivery delivery = read_delivery(fields);
        if (const auto why = why_twice(stream); !why.empty()) fields.complain(table.place, why);
        if (!stream.name.empty() &&
            stream.name.find_first_not_of("0123456789") == std::string::npos)
            fields.complain(table.place, "the name " + stream.name +
                                             " is a number; numbers are ids, so add a letter");
        if (auto done = fields.finish(); !done) return done;
        for (const std::string& to : targets)
            topology_.edges.push_back({stream.name, stream.node, to, delivery, stream.place});
        const std::size_t index = topology_.streams.size();
        by_name_.emplace(stream.name, index);
        by_device_.emplace(std::pair(stream.node, device_key(stream.device)), index);
        if (stream.id != 0) by_id_.emplace(stream.id, index);
        topology_.streams.push_back(std::move(stream));
        return {};
    }

    // What another stream of the file has already; of several things that of the earliest stream.
    std::string why_twice(const TopologyStream& stream) const {
        const auto index = [](const auto& map, const auto& key) {
            const auto at = map.find(key);
            return at == map.end() ? SIZE_MAX : at->second;
        };
        const auto name = index(by_name_, stream.name);
        const auto id = index(by_id_, stream.id);
        const auto device = index(by_device_, std::pair(stream.node, device_key(stream.device)));
        const auto first = std::min({name, id, device});
        if (first == SIZE_MAX) return {};
        if (first == name) return "the name " + stream.name + " is used twice";
        if (first == id) return "the id " + std::to_string(stream.id) + " is used twice";
        return stream.device + " of " + stream.node + " is " + topology_.streams[first].name +
               " already; give that one more edges";
    }

    Result<> edge(const FileTable& table) {
        Fields fields(file_, "edge", table);
        TopologyEdge edge;
        edge.place = fields.place();
        edge.stream = fields.required("stream");
        edge.from = fields.required("from");
        const auto targets = fields.texts("to");
        if (targets.empty()) fields.complain(table.place, "has no to");
        edge.delivery = read_delivery(fields);
        if (auto done = fields.finish(); !done) return done;
        for (const std::string& to : targets) {
            edge.to = to;
            topology_.edges.push_back(edge);
        }
        return {};
    }

    Result<> sink(const FileTable& table) {
        Fields fields(file_, "sink", table);
        TopologySink sink;
        sink.place = fields.place();
        sink.stream = fields.required("stream");
        sink.node = fields.required("node");
        sink.path = fields.required("path");
        if (!recorded_.insert({sink.stream, sink.node}).second)
            fields.complain(table.place, sink.node + " records " + sink.stream + " twice");
        if (auto done = fields.finish(); !done) return done;
        topology_.sinks.push_back(std::move(sink));
        return {};
    }

    Result<> display(const FileTable& table) {
        Fields fields(file_, "display", table);
        TopologyDisplay display;
        gen::Display& window = display.window;
        display.place = fields.place();
        display.stream = fields.required("stream");
        display.node = fields.required("node");
        const auto at = fields.parsed("at", parse_place);
        const auto size = fields.parsed("size", parse_window_size);
        window.scale = fields.parsed("scale", parse_scale);
        window.anchor = fields.parsed("anchor", parse_anchor);
        window.no_signal_fps = static_cast<std::uint8_t>(fields.number("no_signal_fps", 0, 255));
        window.win_x = at.x;
        window.win_y = at.y;
        window.win_w = size.width;
        window.win_h = size.height;
        if (!shown_.insert({display.stream, display.node}).second)
            fields.complain(table.place, display.node + " shows " + display.stream + " twice");
        if (auto done = fields.finish(); !done) return done;
        topology_.displays.push_back(std::move(display));
        return {};
    }

    // What is to be done with a stream names one of the file, or an id.
    Result<> check_stream(const std::string& start, const std::string& name) const {
        std::uint16_t id = 0;
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), id);
        const bool number = problem == std::errc{} && end == name.data() + name.size() && id != 0;
        if (number || by_name_.contains(name)) return {};
        std::vector<std::string> names;
        for (const auto& stream : topology_.streams) names.push_back(stream.name);
        return fail(Code::bad_request,
                    start + "no stream is called " + name +
                        did_you_mean(name, names, "; name one of the file, or a number"));
    }

    Result<> check(const TopologyEdge& edge) const {
        const std::string place = place_text(file_, edge.place);
        if (auto known = check_stream(place + "edge: ", edge.stream); !known) return known;
        if (edge.from == edge.to)
            return fail(Code::bad_request, place + "edge: " + edge.from +
                                               " would send to itself; choose another node");
        if (edge_counts_.at(key(edge)) > 1)
            return fail(Code::bad_request, place + "edge: " + edge.stream + " goes from " +
                                               edge.from + " to " + edge.to + " twice");
        return {};
    }

    // As the nodes tell edges apart.
    using EdgeKey = std::tuple<std::string_view, std::string_view, std::string_view, std::uint16_t>;
    static EdgeKey key(const TopologyEdge& edge) {
        return {edge.stream, edge.from, edge.to, edge.delivery.output_stream_id};
    }

    const std::string& file_;
    Topology topology_;
    // Which stream it was: a file may have many thousands.
    std::map<std::string, std::size_t> by_name_;
    std::map<std::uint16_t, std::size_t> by_id_;
    std::map<std::pair<std::string, std::string>, std::size_t> by_device_;  // node, device's key
    std::map<EdgeKey, unsigned> edge_counts_;
    std::set<std::pair<std::string, std::string>> recorded_;  // stream, node
    std::set<std::pair<std::string, std::string>> shown_;     // the same
};

}  // namespace

Result<Topology> parse_topology(std::string_view text, const std::string& name) {
    if (text.size() > limits::topology_bytes_max)
        return fail(Code::bad_request, name + ": is larger than " +
                                           std::to_string(limits::topology_bytes_max) +
                                           " bytes, which no topology needs");
    const auto tree = read_tree(text, name);
    if (!tree) return std::unexpected(tree.error());
    return FileReader(name).read(*tree);
}

}  // namespace weir::operations
