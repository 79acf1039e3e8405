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
    CHECK(bytes_text(64u << 20) == "64MiB");
    for (const auto* wrong : {"", "MB", "-1", "1.5MB", "1 furlong", "99999999999GiB"}) {
        INFO(wrong);
        CHECK_FALSE(parse_bytes(wrong));
    }
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
