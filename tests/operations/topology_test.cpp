#include "support/catch.hpp"

#include "operations/diff.hpp"
#include "operations/topology.hpp"

namespace {
using namespace weir;
using namespace weir::operations;

constexpr const char* studio = R"(api_version = 1

[[stream]]
name = "desk"
node = "camera:desk"
device = "pattern:?quality=70"
size = "640x480"
fps = 30
to = ["relay:main", "relay:spare"]

[[edge]]
stream = "desk"
from = "relay:main"
to = "screen:wall"
mode = "completeness"
priority = 9
frames = 100
bytes = "64MiB"

[[edge]]
stream = "desk"
from = "relay:spare"
to = "unix:/run/weir/wall"
slot = "keep-pending"
scheduler = "deficit-round-robin"
weight = 3

[[edge]]
stream = "desk"
from = "relay:spare"
to = "archive:rack"
acknowledged = true
)";

std::string complaint(const std::string& text) {
    const auto read = parse_topology(text, "studio.toml");
    return read ? "" : read.error().what;
}
}  // namespace

TEST_CASE("topology: a file is read with everything in it", "[operations]") {
    const auto topology = parse_topology(studio, "studio.toml");

    REQUIRE(topology);
    REQUIRE(topology->streams.size() == 1);
    CHECK(topology->streams[0].device == "pattern:?quality=70");
    CHECK(topology->streams[0].size.width == 640);
    CHECK(topology->streams[0].rate.numerator == 30);
    REQUIRE(topology->edges.size() == 5);
    CHECK(topology->edges[1].to == "relay:spare");
    CHECK(topology->edges[2].delivery == Delivery{.mode = gen::DeliveryMode::completeness,
                                                  .priority = 9,
                                                  .frames_max = 100,
                                                  .bytes_max = 64u << 20});
    CHECK(topology->edges[2].place.line == 11);
    CHECK(topology->nodes() ==
          std::vector<std::string>{"camera:desk", "relay:main", "relay:spare"});
}

TEST_CASE("topology: what is written reads back to the same, as TOML and as JSON", "[operations]") {
    const auto topology = parse_topology(studio, "studio.toml").value();

    const auto toml = parse_topology(to_toml(topology), "again.toml");
    const auto json = parse_topology(to_json(topology), "again.json");

    REQUIRE(toml);
    REQUIRE(json);
    CHECK(to_toml(*toml) == to_toml(topology));
    CHECK(to_toml(*json) == to_toml(topology));
}

TEST_CASE("topology: a mistake is one sentence with its line and column", "[operations]") {
    const std::string head = "api_version = 1\n[[stream]]\nname = \"a\"\nnode = \"n:1\"\n";
    const std::string whole = head + "device = \"pattern:\"\n";

    CHECK(complaint("[[stream]]\n").find("studio.toml:1:1: the topology has no api_version") == 0);
    CHECK(complaint("api_version = 2\n").find("studio.toml:1:15: ") == 0);
    CHECK(complaint(head) == "studio.toml:2:1: stream has no device");
    CHECK(complaint(whole + "sise = \"1x1\"\n") ==
          "studio.toml:6:8: stream: \"sise\" means nothing here; did you mean size?");
    CHECK(complaint(whole + "size = \"huge\"\n").find("studio.toml:6:8: stream: size: \"huge\"") ==
          0);
    CHECK(complaint(whole + "id = 70000\n").find("studio.toml:6:6: stream: id must be a number") ==
          0);
    CHECK(complaint(whole + "to = \"n:1\"\n").find("would send to itself") != std::string::npos);
    CHECK(complaint(whole + "[[edge]]\nstream = \"b\"\nfrom = \"r:1\"\nto = \"r:2\"\n")
              .find("studio.toml:6:1: edge: no stream is called b; did you mean a?") == 0);
    CHECK(complaint(whole + "[[edge]]\nstream = \"a\"\nfrom = \"r:1\"\n") ==
          "studio.toml:6:1: edge has no to");
    CHECK(complaint(whole + "mode = \"low_latency\"\n").find("did you mean low-latency?") !=
          std::string::npos);
    CHECK(complaint(whole + whole.substr(16)).find("the name a is used twice") !=
          std::string::npos);
    const std::string other = "[[stream]]\nname = \"b\"\nnode = \"n:1\"\n";
    CHECK(complaint(whole + other + "device = \"pattern:?quality=9\"\n") ==
          "studio.toml:6:1: stream: pattern:?quality=9 of n:1 is a already; give that one more "
          "edges");
    CHECK(complaint(whole + "id = 5\n" + other + "device = \"pattern:2\"\nid = 5\n") ==
          "studio.toml:7:1: stream: the id 5 is used twice");
    CHECK(complaint(whole + "bytes = \"1TiB\"\n").find("studio.toml:6:9: stream: bytes: ") == 0);
    CHECK(complaint("api_version = \n").find("studio.toml:1:") == 0);
    CHECK(complaint("{\"api_version\": 1,\n \"stream\": [}").find("studio.toml:2:13: ") == 0);
    CHECK(complaint("{\"api_version\": 1, \"strem\": []}").find("did you mean stream?") !=
          std::string::npos);
}

// Each compared with every other, 60,000 edges took minutes.
TEST_CASE("topology: a long file is read and compared in a time that grows with its size",
          "[operations]") {
    std::string text = "api_version = 1\n";
    for (int i = 0; i < 20'000; ++i) {
        const std::string n = std::to_string(i);
        text += "[[stream]]\nname = \"a" + n + "\"\nnode = \"n:x\"\ndevice = \"d" + n +
                "\"\nto = [\"r:" + n + "\", \"s\", \"t\"]\n";
    }
    Site site;
    site.nodes.push_back({.info = {"n:x", {}, {}},
                          .config = gen::GetConfigStateReply{},
                          .runtime = {},
                          .trouble = {}});
    for (std::uint16_t id = 1; id < 2000; ++id)
        site.nodes[0].config->ingests.push_back(
            {.stream_id = id, .device_path = "d" + std::to_string(id), .dest_host = {}});

    const auto topology = parse_topology(text, "long.toml");

    REQUIRE(topology);
    CHECK(topology->edges.size() == 60'000);
    CHECK(diff(*topology, site).size() > 60'000);
}

TEST_CASE("topology: hostile files are refused without harm", "[operations]") {
    CHECK_FALSE(complaint("").empty());
    CHECK_FALSE(complaint(std::string(5u << 20, ' ')).empty());
    CHECK_FALSE(complaint("{" + std::string(2000, '[')).empty());
    CHECK_FALSE(
        complaint("{\"api_version\": 1, \"stream\": {\"a\": {\"b\": {\"c\": {\"d\": {}}}}}}")
            .empty());
    CHECK_FALSE(complaint("api_version = 1\nstream = 3\n").empty());
    CHECK_FALSE(complaint("api_version = 1\n[[stream]]\nname = \"" + std::string(300, 'n') + "\"\n")
                    .empty());
}
