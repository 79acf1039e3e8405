// What a topology file means, as topology_cases.json says it: the page's test reads the same file.
#include "support/catch.hpp"

#include <fstream>
#include <sstream>

#include "operations/diff.hpp"
#include "operations/plan.hpp"
#include "support/json.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using test::Json;

const Json& document() {
    static const Json read = [] {
        const std::ifstream file(WEIR_TOPOLOGY_CASES);
        std::stringstream text;
        text << file.rdbuf();
        return test::parse_json(text.str());
    }();
    return read;
}

std::string lines(const Json& list) {
    std::string text;
    for (std::size_t at = 0; at < list.items().size(); ++at)
        text += (at == 0 ? "" : "\n") + list[at].text();
    return text;
}

// Fields that are not there stay as they are.
class Said {
public:
    explicit Said(const Json& from) : from_(from) {}
    template <typename Number>
    const Said& operator()(std::string_view key, Number& to) const {
        if (from_.has(key)) to = static_cast<Number>(from_[key].number());
        return *this;
    }
    const Said& operator()(std::string_view key, std::string& to) const {
        if (from_.has(key)) to = from_[key].text();
        return *this;
    }
    const Said& operator()(std::string_view key, bool& to) const {
        if (from_.has(key)) to = std::get<bool>(from_[key].held);
        return *this;
    }

private:
    const Json& from_;
};

void read(const Json& from, gen::Ingest& to) {
    Said{from}("stream_id", to.stream_id)("device_path", to.device_path)("width", to.width)(
        "height", to.height)("fps_n", to.fps_n)("fps_d", to.fps_d)("format", to.format)(
        "dest_host", to.dest_host)("dest_port", to.dest_port)("transport_mode", to.transport_mode);
}

void read(const Json& from, gen::Display& to) {
    Said{from}("stream_id", to.stream_id)("win_x", to.win_x)("win_y", to.win_y)("win_w", to.win_w)(
        "win_h", to.win_h)("scale", to.scale)("anchor", to.anchor)("no_signal_fps",
                                                                   to.no_signal_fps);
}

void read(const Json& from, gen::Sink& to) {
    Said{from}("stream_id", to.stream_id)("path", to.path);
}

void read(const Json& from, gen::RelayEdge& to) {
    Said{from}("output_id", to.output_id)("stream_id", to.stream_id)(
        "output_stream_id", to.output_stream_id)("mode", to.mode)("slot_policy", to.slot_policy)(
        "drop_policy", to.drop_policy)("priority", to.priority)("frames_max", to.frames_max)(
        "bytes_max", to.bytes_max)("dest_host", to.dest_host)("dest_port", to.dest_port)(
        "budget_policy", to.budget_policy)("scheduler", to.scheduler)("weight", to.weight)(
        "acknowledged", to.acknowledged);
}

void read(const Json& from, gen::StreamState& to) {
    Said{from}("stream_id", to.stream_id)("live", to.live);
}

void read(const Json& from, gen::OutputState& to) {
    Said{from}("output_id", to.output_id)("stream_id", to.stream_id)("connected", to.connected)(
        "peer", to.peer);
}

void read(const Json& from, gen::ResourceState& to) {
    Said{from}("kind", to.kind)("name", to.name)("current", to.current)("error", to.error)(
        "waits_for", to.waits_for);
}

template <typename Item>
std::vector<Item> all(const Json& node, std::string_view key) {
    std::vector<Item> items;
    if (node.has(key))
        for (const Json& from : node[key].items()) read(from, items.emplace_back());
    return items;
}

Site site_of(const Json& nodes) {
    Site site;
    for (const Json& said : nodes.items()) {
        NodeReport node{.info = {said["name"].text(), target_of(said["address"].text()), {}},
                        .config = {},
                        .runtime = {},
                        .trouble = {},
                        .heard = true,
                        .asked_as = said["name"].text()};
        if (!said.has("answers")) {
            node.config.emplace();
            node.config->ingests = all<gen::Ingest>(said, "ingests");
            node.config->relays = all<gen::RelayEdge>(said, "relays");
            node.config->sinks = all<gen::Sink>(said, "sinks");
            node.config->displays = all<gen::Display>(said, "displays");
            node.runtime.emplace();
            node.runtime->streams = all<gen::StreamState>(said, "streams");
            node.runtime->outputs = all<gen::OutputState>(said, "outputs");
            node.runtime->resources = all<gen::ResourceState>(said, "resources");
        }
        site.nodes.push_back(std::move(node));
    }
    std::ranges::stable_sort(site.nodes, {}, [](const NodeReport& node) { return node.info.name; });
    return site;
}

std::vector<std::string> texts(const Json& list) {
    std::vector<std::string> all;
    for (const Json& item : list.items()) all.push_back(item.text());
    return all;
}

std::vector<std::string> texts(const Plan& plan) {
    std::vector<std::string> all;
    for (const Step& step : plan.steps)
        all.push_back(std::string(sign(step.what)) + " " + step.text());
    return all;
}

// One line a row, so that a difference is readable.
std::vector<std::string> rows(const Json& list) {
    std::vector<std::string> all;
    for (const Json& row : list.items()) {
        std::string line;
        for (std::size_t at = 0; at < 5; ++at) line += row[at].text() + " | ";
        all.push_back(line + (std::get<bool>(row[5].held) ? "agrees" : "differs"));
    }
    return all;
}

std::vector<std::string> rows(const std::vector<DiffRow>& list) {
    std::vector<std::string> all;
    for (const DiffRow& row : list)
        all.push_back(row.node + " | " + row.what + " | " + row.file + " | " + row.wanted + " | " +
                      row.current + " | " + (row.agrees ? "agrees" : "differs"));
    return all;
}
}  // namespace

TEST_CASE("topology cases: a file is read, planned, compared and exported as both sides say",
          "[operations]") {
    const auto& cases = document()["cases"].items();
    REQUIRE(cases.size() > 10);
    for (const Json& one : cases) {
        INFO(one["name"].text());
        const auto topology = parse_topology(lines(one["file"]), "studio.toml");
        REQUIRE(topology);
        const Site site = site_of(one["nodes"]);
        const Plan plan = make_plan(*topology, site, one.has("prune"));

        CHECK(to_toml(*topology) == lines(one["canonical"]));
        CHECK(texts(plan) == texts(one["plan"]));
        CHECK(plan.unreachable == texts(one["unreachable"]));
        CHECK(rows(diff(*topology, site)) == rows(one["diff"]));
        CHECK(to_toml(export_topology(site)) == lines(one["exported"]));
    }
}

TEST_CASE("topology cases: a wrong file is refused in the same words", "[operations]") {
    const auto& refused = document()["refused"].items();
    REQUIRE(refused.size() > 20);
    for (const Json& one : refused) {
        const auto topology = parse_topology(lines(one["file"]), "studio.toml");
        INFO(lines(one["file"]));
        REQUIRE_FALSE(topology);
        CHECK(topology.error().what == one["sentence"].text());
    }
}
