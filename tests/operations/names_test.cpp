#include "support/catch.hpp"

#include "operations/names.hpp"

using namespace weir::operations;

TEST_CASE("names: amounts of bytes read back as they are written", "[operations]") {
    for (const std::uint64_t bytes :
         {1ull, 999ull, 1000ull, 1024ull, 64ull << 20, 8'000'000ull, 4ull << 30, 123'456'789ull}) {
        INFO(bytes_text(bytes));
        CHECK(parse_bytes(bytes_text(bytes)) == bytes);
    }
    CHECK(parse_bytes("512 KiB") == 512u << 10);
    CHECK(parse_bytes("2M") == 2u << 20);
    CHECK(parse_bytes("2T") == 2ull << 40);
    CHECK(parse_bytes("3K") == 3u << 10);
    CHECK(bytes_text(64u << 20) == "64MiB");
    for (const auto* wrong : {"", "MB", "-1", "1.5MB", "1 furlong", "99999999999GiB"}) {
        INFO(wrong);
        CHECK_FALSE(parse_bytes(wrong));
    }
}

TEST_CASE("names: a budget of bytes is no more than may wait", "[operations]") {
    CHECK(parse_budget_bytes("64MiB") == 64u << 20);
    for (const auto* wrong : {"0", "1TiB", "much"}) {
        INFO(wrong);
        CHECK_FALSE(parse_budget_bytes(wrong));
    }
}

TEST_CASE("names: a mode is one of three words, auto leaves the choice to the place",
          "[operations]") {
    CHECK(parse_mode("auto").value() == std::nullopt);
    CHECK(parse_mode("low-latency").value() == weir::gen::DeliveryMode::low_latency);
    CHECK(parse_mode("completeness").value() == weir::gen::DeliveryMode::completeness);
    CHECK(parse_mode("low_latency").error().what.find("did you mean low-latency?") !=
          std::string::npos);
}

TEST_CASE("names: a target is a node's name or an address", "[operations]") {
    CHECK(target_of("relay:main") == weir::transport::Address{"relay:main", 0});
    CHECK(target_of("10.0.0.1:8001") == weir::transport::Address{"10.0.0.1", 8001});
    CHECK(target_of(":8001") == weir::transport::Address{"127.0.0.1", 8001});
    CHECK(target_text("relay:main", 0) == "relay:main");
    CHECK(target_text("::1", 80) == "[::1]:80");
}

TEST_CASE("names: a near word is suggested, otherwise the next step", "[operations]") {
    CHECK(did_you_mean("relay:mian", {"relay:main", "camera:desk"}, "; look") ==
          "; did you mean relay:main?");
    CHECK(did_you_mean("xyzzy", {"relay:main"}, "; look") == "; look");
}

TEST_CASE("names: two letters in the wrong order are one slip", "[operations]") {
    CHECK(did_you_mean("gte", {"top", "get"}, "") == "; did you mean get?");
    CHECK(did_you_mean("tpo", {"get", "top"}, "") == "; did you mean top?");
    CHECK(did_you_mean("ab", {"cd"}, "") == "");
}
