#include "support/catch.hpp"

#include "fake_network.hpp"
#include "operations/edges.hpp"

namespace {
using namespace weir;
using namespace weir::operations;
using test::FakeNetwork;

struct Three : FakeNetwork {
    Three() {
        REQUIRE(
            add("camera:desk")
                .wanted.start_ingest({.stream_id = 7, .device_path = "pattern:", .dest_host = {}}));
        add("relay:main");
        add("screen:wall");
    }
    const gen::GetConfigStateReply& of(const std::string& name) {
        return nodes_by_name.at(name).wanted.values();
    }
};
}  // namespace

TEST_CASE("edges: the only stream of a node needs no number", "[operations]") {
    Three network;

    const auto done = connect(network, {"camera:desk", {}, "relay:main", {}});

    REQUIRE(done);
    CHECK(done->stream_id == 7);
    CHECK(done->changed);
    CHECK(done->waits.empty());
    const auto& edge = network.of("camera:desk").relays.at(0);
    CHECK(edge.dest_host == "relay:main");
    CHECK(edge.mode == gen::DeliveryMode::completeness);  // from where it is captured
    CHECK(edge.frames_max == 8);
}

TEST_CASE("edges: from a relay the newest frame counts", "[operations]") {
    Three network;

    REQUIRE(connect(network, {"relay:main", 7, "screen:wall", {}}));

    CHECK(network.of("relay:main").relays.at(0).mode == gen::DeliveryMode::low_latency);
}

TEST_CASE("edges: the same wish twice changes nothing", "[operations]") {
    Three network;
    const EdgeWish wish{
        "relay:main", 7, "screen:wall", {.mode = gen::DeliveryMode::completeness, .priority = 3}};
    const auto first = connect(network, wish);

    const auto again = connect(network, wish);

    CHECK_FALSE(again->changed);
    CHECK(again->output_id == first->output_id);
    CHECK(network.of("relay:main").revision == 1);
}

TEST_CASE("edges: other settings change the edge and keep its id", "[operations]") {
    Three network;
    const auto first = connect(network, {"relay:main", 7, "screen:wall", {}});

    const auto changed = connect(network, {"relay:main", 7, "screen:wall", {.bytes_max = 1000}});

    CHECK(changed->changed);
    CHECK(changed->output_id == first->output_id);
    CHECK(network.of("relay:main").relays.at(0).mode == gen::DeliveryMode::completeness);
}

TEST_CASE("edges: with the other end away the wish is kept and the reason told", "[operations]") {
    Three network;
    network.nodes_by_name["screen:wall"].heard = false;

    const auto done = connect(network, {"relay:main", 7, "screen:wall", {}});

    REQUIRE(done);
    CHECK(done->waits.find("screen:wall is not heard") == 0);
    CHECK(network.of("relay:main").relays.size() == 1);
}

TEST_CASE("edges: with the sending end away nothing is done", "[operations]") {
    Three network;
    network.nodes_by_name["relay:main"].answers = false;

    const auto done = connect(network, {"relay:main", 7, "screen:wall", {}});

    REQUIRE_FALSE(done);
    CHECK(done.error().code == Code::timed_out);  // it is heard
    CHECK(start_ingest(network, "relay:main", {.device_path = "pattern:", .dest_host = {}})
              .error()
              .code == Code::timed_out);
}

TEST_CASE("edges: a circle is refused, however long", "[operations]") {
    Three network;
    REQUIRE(connect(network, {"camera:desk", {}, "relay:main", {}}));
    REQUIRE(connect(network, {"relay:main", 7, "screen:wall", {}}));

    CHECK(connect(network, {"relay:main", 7, "relay:main", {}}).error().code == Code::bad_request);
    CHECK(connect(network, {"screen:wall", 7, "relay:main", {}}).error().code == Code::bad_request);
    CHECK(connect(network, {"screen:wall", 7, "camera:desk", {}}).error().code ==
          Code::bad_request);
    CHECK(connect(network, {"screen:wall", 8, "camera:desk", {}}));  // another stream may
}

TEST_CASE("edges: a circle goes through other ids and pushes, not past them", "[operations]") {
    Three network;
    REQUIRE(connect(network, {"relay:main", 7, "screen:wall", {.output_stream_id = 9}}));
    REQUIRE(connect(network, {"screen:wall", 9, "camera:desk", {.output_stream_id = 5}}));
    REQUIRE(network.nodes_by_name["camera:desk"].wanted.start_ingest(
        {.stream_id = 3, .device_path = "pattern:3", .dest_host = "relay:main"}));

    CHECK(network.of("relay:main").relays.at(0).output_stream_id == 9);
    CHECK(
        connect(network, {"camera:desk", 5, "relay:main", {.output_stream_id = 7}}).error().code ==
        Code::bad_request);
    CHECK(connect(network, {"relay:main", 3, "camera:desk", {}}).error().code == Code::bad_request);
    CHECK(connect(network, {"camera:desk", 5, "relay:main", {}}));  // 5 goes no further there
}

// Every relay sends to every other: as many ways as there are orders of 40 nodes.
TEST_CASE("edges: the search for a circle looks at each node once", "[operations]") {
    FakeNetwork network;
    for (int at = 0; at < 40; ++at) {
        auto& node = network.add("relay:n" + std::to_string(at));
        for (int to = 0; to < 40; ++to)
            if (to != at)
                REQUIRE(node.wanted.start_relay({.stream_id = 7,
                                                 .mode = gen::DeliveryMode::low_latency,
                                                 .dest_host = "relay:n" + std::to_string(to)}));
    }
    network.add("screen:wall");
    network.add("camera:desk");

    CHECK(connect(network, {"camera:desk", 7, "relay:n0", {}}));
    CHECK(connect(network, {"relay:n0", 7, "relay:n1", {}}).error().code == Code::bad_request);
}

TEST_CASE("edges: a node that answers to a new name is reached by its old one", "[operations]") {
    Three network;
    network.nodes_by_name["camera:desk"].answers_as = "camera:renamed";

    const auto done = connect(network, {"camera:desk", {}, "relay:main", {}});

    REQUIRE(done);
    CHECK(network.of("camera:desk").relays.size() == 1);
    CHECK(start_ingest(network, "camera:desk",
                       {.stream_id = 0, .device_path = "pattern:2", .dest_host = {}}));
}

TEST_CASE("edges: several streams want a choice", "[operations]") {
    Three network;
    REQUIRE(network.nodes_by_name["camera:desk"].wanted.start_ingest(
        {.stream_id = 9, .device_path = "pattern:2", .dest_host = {}}));

    const auto done = connect(network, {"camera:desk", {}, "relay:main", {}});

    CHECK(done.error().what == "camera:desk has the streams 7, 9; choose one: camera:desk/7");
}

TEST_CASE("edges: disconnecting ends edges and the push of a capture", "[operations]") {
    Three network;
    REQUIRE(connect(network, {"camera:desk", {}, "relay:main", {}}));
    REQUIRE(network.nodes_by_name["camera:desk"].wanted.start_ingest(
        {.stream_id = 9, .device_path = "pattern:2", .dest_host = "relay:main"}));

    REQUIRE(disconnect(network, {"camera:desk", {}, "relay:main", {}}));

    CHECK(network.of("camera:desk").relays.empty());
    CHECK(network.of("camera:desk").ingests.at(1).dest_host.empty());
    CHECK(network.of("camera:desk").ingests.size() == 2);  // it still captures
    CHECK(disconnect(network, {"camera:desk", {}, "relay:main", {}}).error().code ==
          Code::not_found);
}

TEST_CASE("edges: a misspelt node is recognised", "[operations]") {
    Three network;

    const auto done = connect(network, {"relay:mian", 7, "screen:wall", {}});

    CHECK(done.error().what.find("did you mean relay:main?") != std::string::npos);
}
