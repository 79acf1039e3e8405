// Reads a topology and checks everything that can be known without asking a node.

#include <algorithm>
#include <charconv>

#include "base/limits.hpp"
#include "operations/file_fields.hpp"
#include "operations/file_tree.hpp"
#include "operations/stream_ids.hpp"
#include "operations/topology.hpp"

namespace weir::operations {
namespace {

constexpr std::int64_t api_version = 1;

// A value of the schema by its name with dashes.
template <typename Enum>
Result<Enum> parse_word(const std::string& text) {
    std::vector<std::string> words;
    for (unsigned value = 1; value < 16; ++value) {
        const auto name = gen::name(static_cast<Enum>(value));
        if (name.empty()) break;
        if (dashed(name) == text) return static_cast<Enum>(value);
        words.push_back(dashed(name));
    }
    std::string listed;
    for (const auto& word : words) listed += (listed.empty() ? "" : ", ") + word;
    return fail(Code::bad_request, "\"" + text + "\" is not known" +
                                       did_you_mean(text, words, "; there are " + listed));
}

Delivery read_delivery(Fields& fields) {
    Delivery delivery;
    delivery.mode = fields.parsed("mode", parse_mode);
    delivery.priority = static_cast<std::uint8_t>(fields.number("priority", 0, 255));
    delivery.frames_max =
        static_cast<std::uint32_t>(fields.number("frames", 1, limits::completeness_frames_max));
    delivery.bytes_max = fields.parsed("bytes", parse_budget_bytes);
    delivery.slot_policy = fields.parsed("slot", parse_word<gen::SlotPolicy>);
    delivery.drop_policy = fields.parsed("drop", parse_word<gen::DropPolicy>);
    delivery.budget_policy = fields.parsed("budget", parse_word<gen::BudgetPolicy>);
    delivery.scheduler = fields.parsed("scheduler", parse_scheduler);
    delivery.weight =
        static_cast<std::uint16_t>(fields.number("weight", 1, limits::scheduler_weight_max));
    delivery.acknowledged = fields.flag("acknowledged");
    return delivery;
}

class FileReader {
public:
    explicit FileReader(const std::string& file) : file_(file) {}

    Result<Topology> read(const FileTable& root) {
        if (auto done = head(root); !done) return std::unexpected(done.error());
        for (const std::string_view key : {"stream", "edge"})
            if (auto done = tables(root, key); !done) return std::unexpected(done.error());
        for (TopologyEdge& edge : topology_.edges)
            if (auto done = check(edge); !done) return std::unexpected(done.error());
        return std::move(topology_);
    }

private:
    Result<> head(const FileTable& root) {
        Fields fields(file_, "the topology", root);
        fields.number("api_version", api_version, api_version);
        if (root.get("api_version") == nullptr)
            fields.complain(root.place, "has no api_version; write api_version = 1 first");
        for (const auto& [name, value] : root.fields)
            if (name != "api_version" && name != "stream" && name != "edge")
                fields.complain(value.place,
                                "\"" + name + "\" means nothing here" +
                                    did_you_mean(name, {"api_version", "stream", "edge"}, ""));
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
            if (auto done = key == "stream" ? stream(*item.as_table()) : edge(*item.as_table());
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
        stream.size = fields.parsed("size", parse_size);
        stream.rate = fields.parsed("fps", parse_rate);
        const auto targets = fields.texts("to");
        const Delivery delivery = read_delivery(fields);
        for (const TopologyStream& other : topology_.streams) {
            if (other.name == stream.name)
                fields.complain(table.place, "the name " + stream.name + " is used twice");
            if (stream.id != 0 && other.id == stream.id)
                fields.complain(table.place,
                                "the id " + std::to_string(stream.id) + " is used twice");
            if (other.node == stream.node && device_key(other.device) == device_key(stream.device))
                fields.complain(table.place, stream.device + " of " + stream.node + " is " +
                                                 other.name + " already; give that one more edges");
        }
        if (!stream.name.empty() &&
            stream.name.find_first_not_of("0123456789") == std::string::npos)
            fields.complain(table.place, "the name " + stream.name +
                                             " is a number; numbers are ids, so add a letter");
        if (auto done = fields.finish(); !done) return done;
        for (const std::string& to : targets)
            topology_.edges.push_back({stream.name, stream.node, to, delivery, stream.place});
        topology_.streams.push_back(std::move(stream));
        return {};
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

    Result<> check(const TopologyEdge& edge) const {
        const std::string place = place_text(file_, edge.place);
        std::uint16_t id = 0;
        const auto [end, problem] =
            std::from_chars(edge.stream.data(), edge.stream.data() + edge.stream.size(), id);
        const bool number =
            problem == std::errc{} && end == edge.stream.data() + edge.stream.size() && id != 0;
        if (!number && topology_.stream(edge.stream) == nullptr) {
            std::vector<std::string> names;
            for (const auto& stream : topology_.streams) names.push_back(stream.name);
            return fail(Code::bad_request, place + "edge: no stream is called " + edge.stream +
                                               did_you_mean(edge.stream, names,
                                                            "; name one of the file, or a number"));
        }
        if (edge.from == edge.to)
            return fail(Code::bad_request, place + "edge: " + edge.from +
                                               " would send to itself; choose another node");
        const auto same = std::ranges::count_if(topology_.edges, [&](const TopologyEdge& other) {
            return other.stream == edge.stream && other.from == edge.from && other.to == edge.to;
        });
        if (same > 1)
            return fail(Code::bad_request, place + "edge: " + edge.stream + " goes from " +
                                               edge.from + " to " + edge.to + " twice");
        return {};
    }

    const std::string& file_;
    Topology topology_;
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
