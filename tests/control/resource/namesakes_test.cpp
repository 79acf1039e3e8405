#include "control/resource/namesakes.hpp"

#include "base/limits.hpp"
#include "support/catch.hpp"

using namespace weir;
using resource::Namesakes;

TEST_CASE("namesakes: a restarted node succeeds its former life", "[resource]") {
    Namesakes namesakes;

    CHECK(namesakes.succeeds("camera:desk", 2, 1));
    CHECK(namesakes.succeeds("camera:desk", 3, 2));
}

TEST_CASE("namesakes: the same life over a new connection succeeds the old one", "[resource]") {
    Namesakes namesakes;

    CHECK(namesakes.succeeds("camera:desk", 1, 1));
    CHECK(namesakes.succeeds("camera:desk", 1, 1));
}

TEST_CASE("namesakes: of two living nodes the one that had to go does not come back",
          "[resource]") {
    Namesakes namesakes;
    REQUIRE(namesakes.succeeds("camera:desk", 2, 1));

    for (int again = 0; again < 3; ++again) CHECK_FALSE(namesakes.succeeds("camera:desk", 1, 2));
    CHECK(namesakes.succeeds("camera:door", 1, 2));  // another name, another story
}

TEST_CASE("namesakes: without a name nobody succeeds anybody", "[resource]") {
    Namesakes namesakes;

    CHECK_FALSE(namesakes.succeeds("", 2, 1));
    CHECK_FALSE(namesakes.succeeds("", 1, 1));
}

TEST_CASE("namesakes: what is remembered is bounded, the newest last", "[resource]") {
    Namesakes namesakes;
    for (std::uint64_t life = 1; life <= limits::incarnations_max + 10; ++life)
        REQUIRE(namesakes.succeeds("camera:desk", life + 1, life));

    CHECK_FALSE(namesakes.succeeds("camera:desk", limits::incarnations_max + 10, 99'999));
    CHECK(namesakes.succeeds("camera:desk", 1, 99'999));  // forgotten long ago
}
