#include "support/catch.hpp"

#include "base/limits.hpp"
#include "control/report/rate_meter.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using report::RateMeter;

constexpr TimePoint start{1h};
}  // namespace

TEST_CASE("rate meter: tells nothing before it has seen time pass", "[report]") {
    RateMeter meter;
    CHECK(meter.fps_milli() == 0);
    meter.sample(100, 1'000, start);
    meter.sample(100, 1'000, start);

    CHECK(meter.fps_milli() == 0);
    CHECK(meter.bits_per_second() == 0);
}

TEST_CASE("rate meter: thirty frames a second are 30000", "[report]") {
    RateMeter meter;
    for (std::uint64_t second = 0; second < 10; ++second)
        meter.sample(30 * second, 1'000'000 * second, start + second * 1s);

    CHECK(meter.fps_milli() == 30'000);
    CHECK(meter.bits_per_second() == 8'000'000);
}

TEST_CASE("rate meter: forgets what is older than its window", "[report]") {
    RateMeter meter;
    meter.sample(0, 0, start);
    meter.sample(1'000'000, 1'000'000, start + 1s);
    for (int second = 2; second < 6; ++second)
        meter.sample(1'000'000, 1'000'000, start + second * 1s);

    CHECK(meter.fps_milli() == 0);
}

TEST_CASE("rate meter: asked a thousand times a second it is still right", "[report]") {
    RateMeter meter;
    for (int ms = 0; ms <= 5'000; ++ms)
        meter.sample(static_cast<std::uint64_t>(ms) * 60 / 1'000, 0, start + ms * 1ms);

    CHECK(meter.fps_milli() >= 59'000);
    CHECK(meter.fps_milli() <= 61'000);
}

TEST_CASE("rate meter: counters that start again are no negative rate", "[report]") {
    RateMeter meter;
    meter.sample(1'000, 1'000, start);
    meter.sample(10, 10, start + 1s);
    CHECK(meter.fps_milli() == 0);

    meter.sample(20, 20, start + 2s);

    CHECK(meter.fps_milli() == 10'000);
}
