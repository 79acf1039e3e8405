#include "support/catch.hpp"

#include <string_view>

#include "base/crc32.hpp"

TEST_CASE("crc32: gives the published check value", "[base]") {
    const std::string_view digits = "123456789";

    CHECK(weir::crc32(std::as_bytes(std::span(digits))) == 0xCBF43926u);
    CHECK(weir::crc32({}) == 0u);
}
