// What must hold for any wishes of any nodes.
#include "support/catch.hpp"

#include "base/random.hpp"
#include "fake_network.hpp"
#include "operations/plan.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using test::FakeNetwork;

bool all_done(const std::vector<StepDone>& steps) {
    return std::ranges::all_of(steps, [](const StepDone& step) { return step.result.has_value(); });
}

const std::vector<std::string> four{"camera:a", "camera:b", "relay:c", "relay:d"};

gen::Ingest random_ingest(Random& random, int number) {
    gen::Ingest ingest{
        .stream_id = static_cast<std::uint16_t>(1 + number),
        .device_path = (random() % 4 == 0 ? "file:/" : "pattern:") + std::to_string(number),
        .dest_host = {}};
    ingest.format = static_cast<gen::Format>(random() % 3);
    if (random() % 2 == 0) ingest.width = ingest.height = 64;
    if (random() % 2 == 0) {
        ingest.fps_n = static_cast<std::uint16_t>(1 + random() % 60);
        ingest.fps_d = static_cast<std::uint16_t>(1 + random() % 3);
    }
    switch (random() % 4) {
        case 0:
            ingest.dest_host = "screen:w" + std::to_string(random() % 3);
            break;
        case 1:
            ingest.dest_host = "10.0.0.9";
            ingest.dest_port = 9000;
            ingest.transport_mode = gen::TransportMode::opaque;
            break;
        default:
            break;
    }
    return ingest;
}

gen::RelayEdge random_edge(Random& random) {
    return {.stream_id = static_cast<std::uint16_t>(1 + random() % 30),
            .output_stream_id = static_cast<std::uint16_t>(random() % 3),
            .mode = random() % 2 == 0 ? gen::DeliveryMode::low_latency
                                      : gen::DeliveryMode::completeness,
            .priority = static_cast<std::uint8_t>(random() % 3),
            .frames_max = static_cast<std::uint32_t>(random() % 3),
            .dest_host = "screen:w" + std::to_string(random() % 3)};
}

gen::Display random_window(Random& random) {
    gen::Display window{.stream_id = static_cast<std::uint16_t>(1 + random() % 30)};
    window.win_x = static_cast<std::int16_t>(random() % 3 - 1);
    window.win_y = static_cast<std::int16_t>(random() % 2);
    window.win_w = static_cast<std::uint16_t>(random() % 2 * 64);
    window.win_h = static_cast<std::uint16_t>(random() % 2 * 48);
    window.scale = static_cast<gen::Scale>(random() % 5);
    window.anchor = static_cast<gen::Anchor>(random() % 3);
    window.no_signal_fps = static_cast<std::uint8_t>(random() % 3);
    return window;
}

void fill(FakeNetwork& network, Random& random) {
    for (const auto& name : four) network.add(name);
    for (int i = 0; i < 40; ++i) {
        auto& wanted = network.nodes_by_name[four[random() % 4]].wanted;
        const auto kind = random() % 6;
        if (kind < 2) REQUIRE(wanted.start_ingest(random_ingest(random, i)));
        // One that would arrive under the id of another is refused.
        if (kind == 2 || kind == 3) static_cast<void>(wanted.start_relay(random_edge(random)));
        if (kind == 5) REQUIRE(wanted.start_display(random_window(random)));
        if (kind == 4)
            REQUIRE(wanted.start_sink({.stream_id = static_cast<std::uint16_t>(1 + random() % 30),
                                       .path = std::to_string(i) + ".mkv"}));
    }
}
}  // namespace

TEST_CASE("plan: what is exported applies as nothing to do", "[operations]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeNetwork network;
    fill(network, random);

    const std::string text = to_toml(export_topology(look(network)));
    const auto again = parse_topology(text, "export.toml");

    INFO(text);
    if (!again) FAIL(again.error().what);
    const Plan plan = make_plan(*again, look(network), true);
    for (const Step& step : plan.steps) UNSCOPED_INFO(step.text());
    CHECK(plan.empty());
}

// Whatever leaves the file, be it laid by a relay or the push of a capture.
TEST_CASE("plan: what is taken out of the file ends with prune, and nothing else", "[operations]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeNetwork network;
    fill(network, random);
    Topology topology = export_topology(look(network));

    const auto take_out = [&](auto& items) {
        if (!items.empty())
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(random() % items.size()));
    };
    while (!topology.edges.empty()) {
        take_out(topology.edges);
        take_out(topology.sinks);
        take_out(topology.displays);
        // As long as the file names them all.
        if (topology.nodes().size() < four.size()) break;
        REQUIRE(all_done(take(network, make_plan(topology, look(network), true))));
        REQUIRE(to_toml(export_topology(look(network))) == to_toml(topology));
        REQUIRE(make_plan(topology, look(network), true).empty());
    }
}

TEST_CASE("plan: an export makes the same of nodes that know nothing", "[operations]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeNetwork network;
    fill(network, random);
    const Topology topology = export_topology(look(network));
    FakeNetwork fresh;
    for (const auto& name : four) fresh.add(name);

    REQUIRE(all_done(take(fresh, make_plan(topology, look(fresh), false))));

    const Topology there = export_topology(look(fresh));
    CHECK(there.edges.size() == topology.edges.size());
    CHECK(make_plan(topology, look(fresh), true).empty());
    CHECK(make_plan(there, look(network), true).unreachable.empty());
}
