#include "support/stream_figures.hpp"

#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace weir::support;
using namespace std::chrono_literals;
}  // namespace

TEST_CASE("probe figures: a skipped number is a gap, a repeated one is out of order", "[support]") {
    Counting counting;

    for (const std::uint32_t number : {7u, 8u, 11u, 11u, 10u, 12u}) counting.saw(number);

    CHECK(counting.first == 7);
    CHECK(counting.last == 12);
    CHECK(counting.gaps == 2);
    CHECK(counting.out_of_order == 2);
}

TEST_CASE("probe figures: the rate counts intervals, not frames", "[support]") {
    StreamFigures figures;
    CHECK(figures.fps() == 0);

    for (int frame = 0; frame < 31; ++frame) figures.arrived(TimePoint{} + frame * 100ms, 1000);

    CHECK(figures.fps() == 10.0);
    CHECK(figures.bytes == 31'000);
    CHECK(figures.silence_us_max == 100'000);
}

TEST_CASE("probe figures: what was not seen is null in the JSON", "[support]") {
    StreamFigures figures;
    figures.events = {"interrupted", "resumed"};

    const auto text = json(figures);

    CHECK(text.find("\"first_number\": null") != std::string::npos);
    CHECK(text.find("\"stream_events\": [\"interrupted\", \"resumed\"]") != std::string::npos);
}
