#include "support/catch.hpp"

#include "nodes/options.hpp"

using namespace weir::nodes;

TEST_CASE("addresses: host and port, IPv6 in brackets, empty host takes the default", "[nodes]") {
    CHECK(parse_host_port("127.0.0.1:8001", "")->port == 8001);
    CHECK(parse_host_port("[::1]:8001", "")->host == "::1");
    CHECK(parse_host_port(":8001", "0.0.0.0")->host == "0.0.0.0");

    for (const auto* wrong : {"", "8001", "host", "host:", "host:65536", "host:-1", "host:80x"}) {
        INFO(wrong);
        CHECK_FALSE(parse_host_port(wrong, ""));
    }
}

TEST_CASE("sizes: both sides must be there and within the limit", "[nodes]") {
    CHECK(parse_size("1280x720")->width == 1280);
    CHECK(parse_size("1280x720")->height == 720);

    for (const auto* wrong :
         {"", "1280", "1280x", "x720", "0x720", "1280x720x3", "20000x10", "axb"}) {
        INFO(wrong);
        CHECK_FALSE(parse_size(wrong));
    }
}

TEST_CASE("rates: whole, fractional and the NTSC family", "[nodes]") {
    CHECK(parse_rate("30")->numerator == 30);
    CHECK(parse_rate("30")->denominator == 1);
    CHECK(parse_rate("29.97")->numerator == 30000);
    CHECK(parse_rate("29.97")->denominator == 1001);
    CHECK(parse_rate("12.5")->numerator == 750);
    CHECK(parse_rate("12.5")->denominator == 60);
    CHECK(parse_rate("30000/1001")->denominator == 1001);

    for (const auto* wrong : {"", "0", "-1", "30/0", "abc", "30/", "70000", "nan", "inf"}) {
        INFO(wrong);
        CHECK_FALSE(parse_rate(wrong));
    }
}

TEST_CASE("discovery: off, or a group with a port", "[nodes]") {
    CHECK_FALSE(parse_discovery("off")->on);
    CHECK(parse_discovery("239.1.2.3:9999")->group == "239.1.2.3");
    CHECK_FALSE(parse_discovery("239.1.2.3"));
    CHECK_FALSE(parse_discovery("239.1.2.3:0"));
}

TEST_CASE("streams: a node, an id, or both", "[nodes]") {
    const auto both = parse_stream_address("relay:main/3");
    CHECK(both->node == "relay:main");
    CHECK(both->stream_id == 3);

    CHECK(parse_stream_address("127.0.0.1:8001/3")->node == "127.0.0.1:8001");
    CHECK(parse_stream_address("3")->stream_id == 3);
    CHECK(parse_stream_address("3")->node.empty());
    CHECK(parse_stream_address("relay:main")->node == "relay:main");
    CHECK_FALSE(parse_stream_address("relay:main")->stream_id);

    CHECK(parse_stream_address("unix:/run/weir.sock/7")->node == "unix:/run/weir.sock");
    CHECK(parse_stream_address("unix:/run/weir.sock/7")->stream_id == 7);
    CHECK(parse_stream_address("unix:/run/weir.sock")->node == "unix:/run/weir.sock");
    CHECK_FALSE(parse_stream_address("unix:/run/weir.sock")->stream_id);

    CHECK_FALSE(parse_stream_address(""));
    CHECK_FALSE(parse_stream_address("unix:/run/"));
    CHECK_FALSE(parse_stream_address("relay:main/"));
    CHECK_FALSE(parse_stream_address("relay:main/70000"));
}

using weir::operations::nearest;

TEST_CASE("verbs: a slip of the finger is recognised, a strange word is not", "[nodes]") {
    const std::vector<std::string> verbs{"camera", "screen", "relay", "record", "cat"};

    CHECK(nearest("camra", verbs) == "camera");
    CHECK(nearest("realy", verbs) == "relay");
    CHECK(nearest("recrod", verbs) == "record");
    CHECK(nearest("xyzzy", verbs).empty());
    CHECK(nearest("", verbs).empty());
    CHECK(nearest(std::string(10'000, 'c'), verbs).empty());
}

TEST_CASE("options: an amount of memory has a unit and a least", "[nodes]") {
    CHECK(*parse_memory("512M") == 512u << 20);
    CHECK(*parse_memory("2G") == 2ull << 30);
    CHECK(*parse_memory("67108864") == 64u << 20);
    CHECK(*parse_memory("1GiB") == 1u << 30);  // as budgets are written
    CHECK(*parse_memory("70000K") == 70000u << 10);
    for (const char* wrong : {"", "M", "1M", "-5G", "2 acres", "99999999999999T", "1.5G"})
        CHECK(parse_memory(wrong).error().what.find("is not an amount of memory") !=
              std::string::npos);
}

TEST_CASE("options: every scheduler can be named", "[nodes]") {
    CHECK(*parse_scheduler("strict-priority") == weir::relay::SchedulerKind::strict_priority);
    CHECK(*parse_scheduler("source-suppression") == weir::relay::SchedulerKind::source_suppression);
    CHECK(parse_scheduler("fair").error().what ==
          "\"fair\" is not a scheduler; there are strict-priority, round-robin, "
          "weighted-round-robin, deficit-round-robin, source-suppression");
}
