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

TEST_CASE("edges: a device is started for its edge, and not for one that makes no sense",
          "[operations]") {
    Three network;
    EdgeWish wish{"relay:main", {}, "relay:main", {}};
    wish.device = gen::Ingest{.device_path = "pattern:new", .dest_host = {}};
    CHECK(connect(network, wish).error().code == Code::bad_request);
    CHECK(network.of("relay:main").ingests.empty());

    wish.to = "screen:wall";
    const auto done = connect(network, wish);

    REQUIRE(done);
    const auto& captured = network.of("relay:main").ingests.at(0);
    CHECK(done->stream_id == captured.stream_id);
    CHECK(network.of("relay:main").relays.at(0).stream_id == captured.stream_id);
    CHECK(network.of("relay:main").relays.at(0).mode == gen::DeliveryMode::completeness);
    CHECK_FALSE(connect(network, wish)->changed);
}

TEST_CASE("edges: what was done before a refusal is told with it", "[operations]") {
    Three network;
    EdgeWish wish{"relay:main", {}, "screen:wall", {.mode = gen::DeliveryMode::opaque}};
    wish.device = gen::Ingest{.device_path = "pattern:new", .dest_host = {}};

    const auto done = connect(network, wish);

    REQUIRE(done);
    CHECK(done->changed);
    CHECK(done->undone.find("is captured, but not sent: ") != std::string::npos);
    CHECK(network.of("relay:main").ingests.size() == 1);
    CHECK(network.of("relay:main").relays.empty());
}

TEST_CASE("edges: of several that end, a later refusal is told as partly done", "[operations]") {
    Three network;
    REQUIRE(connect(network, {"relay:main", 7, "screen:wall", {}}));
    REQUIRE(connect(network, {"relay:main", 8, "screen:wall", {}}));
    int stops = 0;
    network.refuse = [&](const Question& question) {
        return question.command == gen::Command::stop_relay && ++stops == 2;
    };

    const auto done = disconnect(network, {"relay:main", {}, "screen:wall", {}});

    REQUIRE(done);
    CHECK(done->undone == "refused by the test");
    CHECK(network.of("relay:main").relays.size() == 1);
    network.refuse = [](const Question& question) {
        return question.command == gen::Command::stop_relay;
    };
    CHECK(disconnect(network, {"relay:main", {}, "screen:wall", {}}).error().code == Code::refused);
}

TEST_CASE("edges: a dry run says the same as the real one and asks for nothing", "[operations]") {
    Three network;
    const EdgeWish wish{"relay:main", 7, "screen:wall", {}};
    const auto steps = [](const Result<EdgeDone>& done) {
        std::string text;
        for (const auto& step : done->steps) text += step.sign + step.text + ";";
        return text;
    };
    CHECK(steps(connect(network, wish, Run::dry)) == "+send stream 7 to screen:wall;");
    EdgeWish device = wish;
    device.stream_id.reset();
    device.device = gen::Ingest{.device_path = "pattern:new", .dest_host = {}};
    const auto would = connect(network, device, Run::dry);
    CHECK(steps(would) == "+capture pattern:new as stream " + std::to_string(would->stream_id) +
                              ";+send stream " + std::to_string(would->stream_id) +
                              " to screen:wall;");
    CHECK(disconnect(network, wish, Run::dry).error().code == Code::not_found);
    CHECK(connect(network, {"relay:main", {}, "screen:wall", {}}, Run::dry).error().code ==
          Code::not_found);
    CHECK(network.changes_asked == 0);

    REQUIRE(connect(network, wish));
    CHECK_FALSE(connect(network, wish, Run::dry)->changed);
    CHECK(steps(connect(network, {"relay:main", 7, "screen:wall", {.priority = 1}}, Run::dry)) ==
          "~change how stream 7 goes to screen:wall;");
    CHECK(connect(network, {"screen:wall", 7, "relay:main", {}}, Run::dry).error().code ==
          Code::bad_request);
    CHECK(steps(disconnect(network, wish, Run::dry)) == "-stop sending stream 7 to screen:wall;");
    CHECK(network.of("relay:main").relays.size() == 1);
}

TEST_CASE("edges: an edge that was laid by address ends by name, and the other way round",
          "[operations]") {
    Three network;
    network.nodes_by_name["screen:wall"].address = {"127.0.0.1", 8001};
    REQUIRE(connect(network, {"relay:main", 7, "127.0.0.1:8001", {}}));
    REQUIRE(connect(network, {"relay:main", 8, "screen:wall", {}}));
    REQUIRE(connect(network, {"relay:main", 9, "127.0.0.1:9", {}}));

    CHECK(disconnect(network, {"relay:main", 7, "screen:wall", {}}));
    CHECK(disconnect(network, {"relay:main", 8, ":8001", {}}));

    REQUIRE(network.of("relay:main").relays.size() == 1);
    CHECK(network.of("relay:main").relays.at(0).stream_id == 9);
    CHECK(disconnect(network, {"relay:main", 9, "relay:gone", {}}).error().code == Code::not_found);
}

TEST_CASE("edges: a push that does not do what is wished is turned into an edge", "[operations]") {
    Three network;
    auto& camera = network.nodes_by_name["camera:desk"].wanted;
    REQUIRE(camera.start_ingest(
        {.stream_id = 7, .device_path = "pattern:", .dest_host = "relay:main"}));

    CHECK_FALSE(connect(network, {"camera:desk", 7, "relay:main", {}})->changed);
    CHECK(network.of("camera:desk").relays.empty());
    const auto done = connect(network, {"camera:desk", 7, "relay:main", {.priority = 3}});

    REQUIRE(done);
    CHECK(done->steps.size() == 2);
    CHECK(network.of("camera:desk").relays.size() == 1);
    CHECK(network.of("camera:desk").ingests.at(0).dest_host.empty());
}

TEST_CASE("edges: the push of bare bytes is an opaque edge, and ends as one", "[operations]") {
    Three network;
    REQUIRE(network.nodes_by_name["camera:desk"].wanted.start_ingest(
        {.stream_id = 7,
         .dest_port = 9000,
         .transport_mode = gen::TransportMode::opaque,
         .device_path = "pattern:",
         .dest_host = "10.0.0.9"}));

    CHECK_FALSE(
        connect(network, {"camera:desk", 7, "10.0.0.9:9000", {.mode = gen::DeliveryMode::opaque}})
            ->changed);
    REQUIRE(disconnect(network, {"camera:desk", 7, "10.0.0.9:9000", {}}));

    CHECK(network.of("camera:desk").ingests.at(0).dest_host.empty());
}
