#include "support/catch.hpp"

#include <utility>

#include "fake_network.hpp"
#include "operations/diff.hpp"
#include "operations/plan.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using test::FakeNetwork;

Topology file(const std::string& text) {
    auto read = parse_topology("api_version = 1\n" + text, "test.toml");
    if (!read) FAIL(read.error().what);
    return *read;
}

const std::string desk =
    "[[stream]]\nname = \"desk\"\nnode = \"camera:desk\"\ndevice = \"pattern:\"\nto = "
    "\"relay:main\"\n";
const std::string wall =
    "[[edge]]\nstream = \"desk\"\nfrom = \"relay:main\"\nto = \"screen:wall\"\n";

bool all_done(const std::vector<StepDone>& steps) {
    return std::ranges::all_of(steps, [](const StepDone& step) { return step.result.has_value(); });
}
}  // namespace

TEST_CASE("plan: applying twice leaves nothing to do", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "screen:wall"}) network.add(name);
    const Topology topology = file(desk + wall);
    const Plan plan = make_plan(topology, look(network), false);
    REQUIRE(plan.steps.size() == 3);
    CHECK(plan.steps[0].text().starts_with("camera:desk: capture pattern: as stream "));

    CHECK(all_done(take(network, plan)));

    CHECK(make_plan(topology, look(network), true).empty());
    const int asked = network.changes_asked;
    take(network, make_plan(topology, look(network), true));
    CHECK(network.changes_asked == asked);
}

TEST_CASE("plan: only prune removes what the file does not say", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "relay:other"}) {
        auto& node = network.add(name);
        REQUIRE(node.wanted.start_ingest({.stream_id = static_cast<std::uint16_t>(name[6]),
                                          .device_path = "pattern:old",
                                          .dest_host = {}}));
        REQUIRE(node.wanted.start_relay(
            {.stream_id = 3, .mode = gen::DeliveryMode::low_latency, .dest_host = "x:y"}));
    }
    const Topology topology = file(desk + wall);
    CHECK(all_done(take(network, make_plan(topology, look(network), false))));
    CHECK(network.nodes_by_name["camera:desk"].wanted.values().ingests.size() == 2);

    CHECK(all_done(take(network, make_plan(topology, look(network), true))));

    CHECK(network.nodes_by_name["camera:desk"].wanted.values().ingests.size() == 1);
    CHECK(network.nodes_by_name["relay:main"].wanted.values().relays.size() == 1);
    CHECK(network.nodes_by_name["relay:other"].wanted.values().relays.size() == 1);  // not named
    CHECK(make_plan(topology, look(network), true).empty());
}

TEST_CASE("plan: settings are changed in place", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main"}) network.add(name);
    take(network, make_plan(file(desk + wall), look(network), false));
    const auto id = network.nodes_by_name["camera:desk"].wanted.values().ingests[0].stream_id;

    const Topology changed = file(desk + "size = \"64x64\"\n" + wall + "priority = 7\n");
    const Plan plan = make_plan(changed, look(network), false);

    REQUIRE(plan.steps.size() == 2);
    CHECK(sign(plan.steps[0].what) == "~");
    CHECK(all_done(take(network, plan)));
    CHECK(network.nodes_by_name["camera:desk"].wanted.values().ingests[0].stream_id == id);
    CHECK(network.nodes_by_name["camera:desk"].wanted.values().ingests[0].width == 64);
    CHECK(network.nodes_by_name["relay:main"].wanted.values().relays[0].priority == 7);
    CHECK(make_plan(changed, look(network), true).empty());
}

TEST_CASE("plan: a node that is away is named and the rest is done", "[operations]") {
    FakeNetwork network;
    network.add("camera:desk");
    const Topology topology = file(desk + wall);

    const Plan plan = make_plan(topology, look(network), false);

    CHECK(plan.unreachable == std::vector<std::string>{"relay:main"});
    CHECK(plan.steps.size() == 2);
    CHECK(all_done(take(network, plan)));
    CHECK(make_plan(topology, look(network), false).steps.empty());
}

TEST_CASE("plan: an id that was taken meanwhile moves the stream and its edges", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "camera:other"}) network.add(name);
    const Topology topology = file(desk + wall);
    const Plan plan = make_plan(topology, look(network), false);
    REQUIRE(network.nodes_by_name["camera:other"].wanted.start_ingest(
        {.stream_id = plan.steps[0].ingest.stream_id, .device_path = "pattern:", .dest_host = {}}));

    CHECK(all_done(take(network, plan)));

    const auto id = network.nodes_by_name["camera:desk"].wanted.values().ingests[0].stream_id;
    CHECK(id != plan.steps[0].ingest.stream_id);
    CHECK(network.nodes_by_name["camera:desk"].wanted.values().relays[0].stream_id == id);
    CHECK(network.nodes_by_name["relay:main"].wanted.values().relays[0].stream_id == id);
    CHECK(make_plan(topology, look(network), true).empty());
}

// Both controllers have planned the same free id before either wrote, and write at the same time:
// neither is refused, so only a look afterwards can tell.
TEST_CASE("plan: an id that is taken at the same moment moves the stream", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "camera:other"}) network.add(name);
    const Topology topology = file(desk + wall);
    const Plan plan = make_plan(topology, look(network), false);
    bool once = false;
    network.before_each = [&](const Question& question) {
        if (question.command != gen::Command::start_ingest || std::exchange(once, true)) return;
        const auto id = gen::StartIngestRequest::decode(question.body)->stream_id;
        REQUIRE(network.nodes_by_name["camera:other"].wanted.start_ingest(
            {.stream_id = id, .device_path = "pattern:", .dest_host = {}}));
    };

    const auto done = take(network, plan);

    const auto& desk_is = network.nodes_by_name["camera:desk"].wanted.values();
    const auto& other_is = network.nodes_by_name["camera:other"].wanted.values();
    REQUIRE(all_done(done));
    CHECK(desk_is.ingests.at(0).stream_id != other_is.ingests.at(0).stream_id);
    CHECK(done.at(0).step.ingest.stream_id == desk_is.ingests.at(0).stream_id);
    CHECK(done.at(2).step.edge.stream_id == desk_is.ingests.at(0).stream_id);
}

TEST_CASE("plan: prune knows a node by its name and by its address", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "screen:wall"}) network.add(name);
    network.nodes_by_name["camera:desk"].address = {"127.0.0.1", 8001};
    const Topology topology = file(
        desk + "[[edge]]\nstream = \"desk\"\nfrom = \"127.0.0.1:8001\"\nto = \"screen:wall\"\n");
    REQUIRE(all_done(take(network, make_plan(topology, look(network), false))));

    const Plan plan = make_plan(topology, look(network), true);

    for (const Step& step : plan.steps) UNSCOPED_INFO(step.text());
    CHECK(plan.empty());
    const auto rows = diff(topology, look(network));
    CHECK(rows.size() == 3);  // one stream, two edges, whatever the node is called
    for (const DiffRow& row : rows) CHECK(row.file == row.wanted);
}

TEST_CASE("plan: edges of a stream that cannot start are told and not made", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main", "camera:other"}) network.add(name);
    REQUIRE(network.nodes_by_name["camera:other"].wanted.start_ingest(
        {.stream_id = 5, .device_path = "pattern:", .dest_host = {}}));

    const auto done =
        take(network, make_plan(file(desk + "id = 5\n" + wall), look(network), false));

    REQUIRE(done.size() == 3);
    CHECK_FALSE(done[0].result);
    CHECK(done[1].result.error().what == "its stream desk could not be started");
    CHECK(network.nodes_by_name["relay:main"].wanted.values().relays.empty());
}

TEST_CASE("plan: other settings of a push make an edge of it", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "relay:main"}) network.add(name);
    auto& camera = network.nodes_by_name["camera:desk"].wanted;
    REQUIRE(camera.start_ingest(
        {.stream_id = 7, .device_path = "pattern:", .dest_host = "relay:main"}));
    const Topology topology = file(desk + "priority = 3\n");

    const Plan plan = make_plan(topology, look(network), false);
    REQUIRE(all_done(take(network, plan)));

    CHECK(plan.steps.size() == 2);
    CHECK(camera.values().ingests.at(0).dest_host.empty());
    CHECK(camera.values().relays.at(0).priority == 3);
    CHECK(make_plan(topology, look(network), true).empty());
}

TEST_CASE("plan: a recording of a stream that moves follows it", "[operations]") {
    FakeNetwork network;
    for (const auto* name : {"camera:desk", "archive:rack", "camera:other"}) network.add(name);
    const Topology topology = file(
        "[[stream]]\nname = \"desk\"\nnode = \"camera:desk\"\ndevice = \"pattern:\"\n"
        "[[sink]]\nstream = \"desk\"\nnode = \"archive:rack\"\npath = \"desk.mkv\"\n");
    const Plan plan = make_plan(topology, look(network), false);
    REQUIRE(network.nodes_by_name["camera:other"].wanted.start_ingest(
        {.stream_id = plan.steps[0].ingest.stream_id, .device_path = "pattern:", .dest_host = {}}));

    CHECK(all_done(take(network, plan)));

    const auto& rack = network.nodes_by_name["archive:rack"].wanted.values();
    const auto id = network.nodes_by_name["camera:desk"].wanted.values().ingests.at(0).stream_id;
    CHECK(id != plan.steps[0].ingest.stream_id);
    CHECK(rack.sinks.at(0).stream_id == id);
    CHECK(make_plan(topology, look(network), true).empty());
}

// Whatever the order of the tables, and whether it is captured yet or only after this.
TEST_CASE("plan: an edge by number of what its node captures is one from a device",
          "[operations]") {
    FakeNetwork network;
    auto& camera = network.add("camera:desk");
    REQUIRE(camera.wanted.start_ingest({.stream_id = 7, .device_path = "a", .dest_host = {}}));
    REQUIRE(camera.wanted.start_ingest({.stream_id = 8, .device_path = "b", .dest_host = {}}));
    const Topology topology = file(
        "[[edge]]\nstream = \"7\"\nfrom = \"camera:desk\"\nto = \"r:a\"\n"
        "[[edge]]\nstream = \"9\"\nfrom = \"camera:desk\"\nto = \"r:a\"\n"
        "[[edge]]\nstream = \"8\"\nfrom = \"camera:desk\"\nto = \"r:a\"\n"
        "[[stream]]\nname = \"new\"\nnode = \"camera:desk\"\ndevice = \"c\"\nid = 9\n"
        "[[stream]]\nname = \"moved\"\nnode = \"camera:desk\"\ndevice = \"b\"\nid = 10\n");

    REQUIRE(all_done(take(network, make_plan(topology, look(network), false))));

    std::vector<gen::DeliveryMode> modes;
    for (const auto& edge : camera.wanted.values().relays) modes.push_back(edge.mode);
    CHECK(modes == std::vector{gen::DeliveryMode::completeness, gen::DeliveryMode::completeness,
                               gen::DeliveryMode::low_latency});  // nobody captures 8 any more
    CHECK(make_plan(topology, look(network), false).empty());
}

TEST_CASE("diff: file, wanted and current stand side by side", "[operations]") {
    FakeNetwork network;
    auto& camera = network.add("camera:desk");
    REQUIRE(
        camera.wanted.start_ingest({.stream_id = 5, .device_path = "pattern:", .dest_host = {}}));
    REQUIRE(camera.wanted.start_ingest(
        {.stream_id = 6, .device_path = "pattern:extra", .dest_host = {}}));
    camera.streams.push_back({.stream_id = 5, .live = true, .source = {}});

    const auto rows = diff(file(desk), look(network));

    REQUIRE(rows.size() == 3);
    CHECK(rows[0].what == "stream 5 pattern:");
    CHECK(rows[0].agrees);
    CHECK(rows[1].what == "stream 5 to relay:main");
    CHECK(rows[1].wanted.empty());
    CHECK_FALSE(rows[1].file.empty());
    CHECK(rows[2].file.empty());
    CHECK(rows[2].current == "waiting: no frame yet");
}
