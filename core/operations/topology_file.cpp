// Reads a topology. TOML keeps the place of every value; JSON is turned into the same tree without
// places, so that both are checked by the same code.

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "operations/topology.hpp"

namespace weir::operations {
namespace {

constexpr std::int64_t api_version = 1;

std::string text_of(double number) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

// Fields of one table, each taken once; what is left over was misspelt. The first problem is kept.
class Fields {
public:
    Fields(const std::string& file, std::string what, const toml::table& table)
        : file_(file), what_(std::move(what)), table_(table) {}

    Place place() const { return {table_.source().begin.line, table_.source().begin.column}; }

    std::string required(std::string_view key) {
        std::string value = text(key);
        if (value.empty() && !problem_) {
            if (table_.contains(key))
                complain(table_.get(key), std::string(key) + " is empty");
            else
                complain(&table_, "has no " + std::string(key));
        }
        return value;
    }

    // Numbers are taken as text, too: fps = 30 and fps = "30" mean the same.
    std::string text(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) return {};
        if (const auto value = node->value_exact<std::string>()) {
            if (value->size() <= limits::text_bytes_max) return *value;
            complain(node, std::string(key) + " is longer than " +
                               std::to_string(limits::text_bytes_max) + " bytes");
        } else if (const auto whole = node->value_exact<std::int64_t>()) {
            return std::to_string(*whole);
        } else if (const auto real = node->value_exact<double>()) {
            return text_of(*real);
        } else {
            complain(node, std::string(key) + " must be a text");
        }
        return {};
    }

    std::vector<std::string> texts(std::string_view key) {
        const toml::node* node = table_.get(key);
        const toml::array* list = node == nullptr ? nullptr : node->as_array();
        if (list == nullptr) {
            auto one = text(key);
            return one.empty() ? std::vector<std::string>{} : std::vector{one};
        }
        known_.emplace_back(key);
        std::vector<std::string> all;
        for (const toml::node& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value || value->empty())
                complain(&item, std::string(key) + " must be a list of names");
            else
                all.push_back(*value);
        }
        return all;
    }

    std::uint64_t number(std::string_view key, std::uint64_t smallest, std::uint64_t largest) {
        const toml::node* node = take(key);
        if (node == nullptr) return 0;
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= 0 && static_cast<std::uint64_t>(*value) >= smallest &&
            static_cast<std::uint64_t>(*value) <= largest)
            return static_cast<std::uint64_t>(*value);
        complain(node, std::string(key) + " must be a number from " + std::to_string(smallest) +
                           " to " + std::to_string(largest));
        return 0;
    }

    bool flag(std::string_view key) {
        const toml::node* node = take(key);
        if (node == nullptr) return false;
        const auto value = node->value_exact<bool>();
        if (!value) complain(node, std::string(key) + " must be true or false");
        return value.value_or(false);
    }

    // A text that `parse` must like.
    template <typename Parse>
    auto parsed(std::string_view key, Parse parse) {
        using Value = typename std::invoke_result_t<Parse, const std::string&>::value_type;
        const std::string value = text(key);
        if (value.empty()) return Value{};
        auto made = parse(value);
        if (made) return *made;
        complain(table_.get(key), std::string(key) + ": " + made.error().what);
        return Value{};
    }

    void complain(const toml::node* node, const std::string& sentence) {
        if (problem_) return;
        const auto at = node->source().begin;
        const std::string place = at.line == 0 ? file_ + ": "
                                               : file_ + ":" + std::to_string(at.line) + ":" +
                                                     std::to_string(at.column) + ": ";
        problem_ = Error{Code::bad_request,
                         place + what_ + (sentence.starts_with("has ") ? " " : ": ") + sentence};
    }

    // Everything was understood, or why not.
    Result<> finish() {
        for (const auto& [key, node] : table_) {
            const std::string name(key.str());
            if (std::ranges::find(known_, name) == known_.end())
                complain(&node,
                         "\"" + name + "\" means nothing here" + did_you_mean(name, known_, ""));
        }
        return outcome();
    }

    Result<> outcome() const {
        if (problem_) return std::unexpected(*problem_);
        return {};
    }

private:
    const toml::node* take(std::string_view key) {
        known_.emplace_back(key);
        return table_.get(key);
    }

    const std::string& file_;
    std::string what_;
    const toml::table& table_;
    std::vector<std::string> known_;
    std::optional<Error> problem_;
};

Result<std::optional<gen::DeliveryMode>> parse_mode(const std::string& text) {
    if (text == "auto") return std::optional<gen::DeliveryMode>{};
    if (text == "low-latency") return std::optional(gen::DeliveryMode::low_latency);
    if (text == "completeness") return std::optional(gen::DeliveryMode::completeness);
    return fail(Code::bad_request,
                "\"" + text + "\" is no mode" +
                    did_you_mean(text, {"auto", "low-latency", "completeness"},
                                 "; there are auto, low-latency and completeness"));
}

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
    delivery.bytes_max = fields.parsed("bytes", parse_bytes);
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

    Result<Topology> read(const toml::table& root) {
        if (auto done = head(root); !done) return std::unexpected(done.error());
        for (const std::string_view key : {"stream", "edge"})
            if (auto done = tables(root, key); !done) return std::unexpected(done.error());
        for (TopologyEdge& edge : topology_.edges)
            if (auto done = check(edge); !done) return std::unexpected(done.error());
        return std::move(topology_);
    }

private:
    Result<> head(const toml::table& root) {
        Fields fields(file_, "the topology", root);
        const std::uint64_t version = fields.number("api_version", api_version, api_version);
        if (version == 0 && !root.contains("api_version"))
            fields.complain(&root, "has no api_version; write api_version = 1 first");
        for (const auto& [key, node] : root) {
            const std::string name(key.str());
            if (name != "api_version" && name != "stream" && name != "edge")
                fields.complain(&node,
                                "\"" + name + "\" means nothing here" +
                                    did_you_mean(name, {"api_version", "stream", "edge"}, ""));
        }
        return fields.outcome();
    }

    Result<> tables(const toml::table& root, std::string_view key) {
        const toml::node* node = root.get(key);
        if (node == nullptr) return {};
        const toml::array* list = node->as_array();
        const bool all = list != nullptr && std::ranges::all_of(*list, [](const toml::node& item) {
                             return item.is_table();
                         });
        if (!all)
            return fail(Code::bad_request, file_ + ": " + std::string(key) +
                                               " must be a list of tables: [[" + std::string(key) +
                                               "]]");
        for (const toml::node& item : *list)
            if (auto done = key == "stream" ? stream(*item.as_table()) : edge(*item.as_table());
                !done)
                return done;
        return {};
    }

    Result<> stream(const toml::table& table) {
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
        if (topology_.stream(stream.name) != nullptr)
            fields.complain(&table, "the name " + stream.name + " is used twice");
        if (!stream.name.empty() &&
            stream.name.find_first_not_of("0123456789") == std::string::npos)
            fields.complain(&table, "the name " + stream.name +
                                        " is a number; numbers are ids, so add a letter");
        if (auto done = fields.finish(); !done) return done;
        for (const std::string& to : targets)
            topology_.edges.push_back({stream.name, stream.node, to, delivery, stream.place});
        topology_.streams.push_back(std::move(stream));
        return {};
    }

    Result<> edge(const toml::table& table) {
        Fields fields(file_, "edge", table);
        TopologyEdge edge;
        edge.place = fields.place();
        edge.stream = fields.required("stream");
        edge.from = fields.required("from");
        const auto targets = fields.texts("to");
        if (targets.empty()) fields.complain(&table, "has no to");
        edge.delivery = read_delivery(fields);
        if (auto done = fields.finish(); !done) return done;
        for (const std::string& to : targets) {
            edge.to = to;
            topology_.edges.push_back(edge);
        }
        return {};
    }

    Result<> check(const TopologyEdge& edge) const {
        const std::string place = edge.place.line == 0
                                      ? file_ + ": "
                                      : file_ + ":" + std::to_string(edge.place.line) + ":" +
                                            std::to_string(edge.place.column) + ": ";
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

// Depth is bounded by what a topology needs: a root, lists, tables, and lists of names.
constexpr int depth_max = 4;

Result<> convert(const nlohmann::json& from, toml::table& to, int depth, const std::string& file);

Result<> convert(const nlohmann::json& from, toml::array& to, int depth, const std::string& file) {
    if (depth > depth_max)
        return fail(Code::bad_request, file + ": is nested too deep for a topology");
    for (const auto& item : from) {
        if (item.is_string())
            to.push_back(item.get<std::string>());
        else if (item.is_object()) {
            toml::table table;
            if (auto done = convert(item, table, depth + 1, file); !done) return done;
            to.push_back(std::move(table));
        } else
            return fail(Code::bad_request, file + ": lists hold texts or objects only");
    }
    return {};
}

Result<> convert(const nlohmann::json& from, toml::table& to, int depth, const std::string& file) {
    if (depth > depth_max)
        return fail(Code::bad_request, file + ": is nested too deep for a topology");
    for (const auto& [key, value] : from.items()) {
        if (value.is_string())
            to.insert(key, value.get<std::string>());
        else if (value.is_boolean())
            to.insert(key, value.get<bool>());
        else if (value.is_number_integer())
            to.insert(key, value.get<std::int64_t>());
        else if (value.is_number())
            to.insert(key, value.get<double>());
        else if (value.is_array()) {
            toml::array list;
            if (auto done = convert(value, list, depth + 1, file); !done) return done;
            to.insert(key, std::move(list));
        } else if (value.is_object()) {
            toml::table table;
            if (auto done = convert(value, table, depth + 1, file); !done) return done;
            to.insert(key, std::move(table));
        } else
            return fail(Code::bad_request, file + ": " + key + " is null; leave it away instead");
    }
    return {};
}

Place place_of(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte, text.size()));
    const auto line = std::ranges::count(before, '\n');
    const auto start = before.rfind('\n');
    return {
        static_cast<unsigned>(line + 1),
        static_cast<unsigned>(before.size() - (start == std::string_view::npos ? 0 : start + 1))};
}

Result<toml::table> tree_of_json(std::string_view text, const std::string& file) {
    toml::table root;
    try {
        const auto json = nlohmann::json::parse(text);
        if (auto done = convert(json, root, 0, file); !done) return std::unexpected(done.error());
    } catch (const nlohmann::json::parse_error& problem) {
        const Place at = place_of(text, problem.byte);
        return fail(Code::bad_request,
                    file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
                        ": is no JSON here; a bracket, comma or quote is missing or too many");
    }
    return root;
}

Result<toml::table> tree_of_toml(std::string_view text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& problem) {
        const auto at = problem.source().begin;
        return fail(Code::bad_request, file + ":" + std::to_string(at.line) + ":" +
                                           std::to_string(at.column) + ": " +
                                           std::string(problem.description()));
    }
}

}  // namespace

Result<Topology> parse_topology(std::string_view text, const std::string& name) {
    if (text.size() > limits::topology_bytes_max)
        return fail(Code::bad_request, name + ": is larger than " +
                                           std::to_string(limits::topology_bytes_max) +
                                           " bytes, which no topology needs");
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && text[first] == '{';
    const auto tree = json ? tree_of_json(text, name) : tree_of_toml(text, name);
    if (!tree) return std::unexpected(tree.error());
    return FileReader(name).read(*tree);
}

}  // namespace weir::operations
