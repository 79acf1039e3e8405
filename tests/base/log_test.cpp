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

TEST_CASE("log: levels may change at any time, but not into endlessly many", "[base]") {
    for (int round = 0; round < 1000; ++round)
        REQUIRE(log::configure(round % 2 == 0 ? "relay:debug" : "*:info") == "");

    std::string problem;
    for (int round = 0; problem.empty() && round < 1000; ++round)
        problem = log::configure("module" + std::to_string(round) + ":debug");
    CHECK(problem.find("different settings") != std::string::npos);

    REQUIRE(log::configure("*:info") == "");
    CHECK_FALSE(log::enabled(log::Level::debug, "relay"));
}
