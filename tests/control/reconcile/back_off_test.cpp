#include "support/catch.hpp"

#include "control/reconcile/back_off.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
}  // namespace

TEST_CASE("back-off: doubles from the first wait to the longest and stays there", "[reconcile]") {
    const reconcile::BackOff back_off{10ms, 500ms};
    Random most = [] { return 0xFFFFFFFFu; };

    const auto rounded = [&](unsigned failures) {
        return std::chrono::round<std::chrono::milliseconds>(back_off.after(failures, most));
    };

    CHECK(rounded(1) == 10ms);
    CHECK(rounded(2) == 20ms);
    CHECK(rounded(6) == 320ms);
    CHECK(rounded(7) == 500ms);
    CHECK(rounded(4'000'000'000u) == 500ms);
}

TEST_CASE("back-off: jitter takes away at most half of the wait", "[reconcile]") {
    const reconcile::BackOff back_off{10ms, 500ms};
    const auto seed = GENERATE(1u, 2u, 3u);
    CAPTURE(seed);
    Random random = seeded_random(seed);

    for (unsigned failures = 1; failures < 100; ++failures) {
        const auto longest = failures < 7 ? 10ms * (1 << (failures - 1)) : 500ms;
        const auto wait = back_off.after(failures, random);
        REQUIRE(wait >= longest / 2);
        REQUIRE(wait <= longest);
    }
}
