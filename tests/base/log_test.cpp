#include "support/catch.hpp"

#include <string>

#include "base/log.hpp"

using namespace weir;

TEST_CASE("log: levels are chosen per module, the exact name before the star", "[base]") {
    REQUIRE(log::configure("relay:debug,*:warn") == "");

    CHECK(log::enabled(log::Level::debug, "relay"));
    CHECK_FALSE(log::enabled(log::Level::info, "transport"));
    CHECK(log::enabled(log::Level::warn, "transport"));

    REQUIRE(log::configure("*:info") == "");
}

TEST_CASE("log: a wrong level is one sentence with an example and changes nothing", "[base]") {
    REQUIRE(log::configure("*:info") == "");

    const std::string problem = log::configure("relay:loud");

    CHECK(problem.find("\"relay:loud\"") != std::string::npos);
    CHECK(problem.find("example: relay:debug") != std::string::npos);
    CHECK(log::enabled(log::Level::info, "relay"));
}
