#include "stream/relay/rate.hpp"

#include "support/catch.hpp"

using namespace weir;
using namespace std::chrono_literals;

TEST_CASE("rate: steady frames give their exact rate", "[relay]") {
    for (const int fps : {1, 25, 30, 60, 300}) {
        relay::RateMeter meter;
        TimePoint now{10s};
        for (int i = 0; i < 4 * fps; ++i) meter.add(now += Duration(1s) / fps, 1000);

        const relay::Rate rate = meter.at(now);

        INFO(fps);
        CHECK(rate.fps_milli == static_cast<std::uint32_t>(fps * 1000));
        CHECK(rate.bits_per_second == static_cast<std::uint64_t>(fps * 8000));
    }
}

TEST_CASE("rate: none without two frames", "[relay]") {
    relay::RateMeter meter;
    CHECK(meter.at(TimePoint{1s}).fps_milli == 0);
    meter.add(TimePoint{1s}, 10);

    CHECK(meter.at(TimePoint{1s}).fps_milli == 0);
}

TEST_CASE("rate: a stream that stops slows down and then stands still", "[relay]") {
    relay::RateMeter meter;
    for (int i = 0; i <= 50; ++i) meter.add(TimePoint{10s + i * 20ms}, 1000);

    CHECK(meter.at(TimePoint{11s}).fps_milli == 50'000);
    CHECK(meter.at(TimePoint{11500ms}).fps_milli < 40'000);
    CHECK(meter.at(TimePoint{14s}).fps_milli == 0);
}

TEST_CASE("rate: two frames at the same instant are no rate", "[relay]") {
    relay::RateMeter meter;
    meter.add(TimePoint{1s}, 10);
    meter.add(TimePoint{1s}, 10);

    CHECK(meter.at(TimePoint{1s}).fps_milli == 0);
}
