#include "stream/render/placement.hpp"

#include <cmath>

#include "support/catch.hpp"

namespace {
using namespace weir::render;

constexpr PixelSize wide{1280, 720};
constexpr PixelSize square{500, 500};

void check(const Span& span, std::uint32_t start, std::uint32_t size, double from, double to) {
    CHECK(span.start == start);
    CHECK(span.size == size);
    CHECK(std::abs(span.from - from) < 1e-9);
    CHECK(std::abs(span.to - to) < 1e-9);
}
}  // namespace

TEST_CASE("placement: fit leaves black bars and cuts nothing", "[render]") {
    const auto centred = placed(wide, square, Scale::fit, Anchor::center);
    check(centred.across, 0, 500, 0, 1);
    check(centred.down, 109, 281, 0, 1);

    const auto cornered = placed(wide, square, Scale::fit, Anchor::top_left);
    check(cornered.across, 0, 500, 0, 1);
    check(cornered.down, 0, 281, 0, 1);
}

TEST_CASE("placement: stretch takes the whole window", "[render]") {
    const auto all = placed(wide, square, Scale::stretch, Anchor::top_left);
    check(all.across, 0, 500, 0, 1);
    check(all.down, 0, 500, 0, 1);
}

TEST_CASE("placement: fill covers the window and cuts what stands over", "[render]") {
    const auto centred = placed(wide, square, Scale::fill, Anchor::center);
    check(centred.across, 0, 500, 194.0 / 889, 694.0 / 889);
    check(centred.down, 0, 500, 0, 1);

    const auto cornered = placed(wide, square, Scale::fill, Anchor::top_left);
    check(cornered.across, 0, 500, 0, 500.0 / 889);
}

TEST_CASE("placement: one to one is pixel for pixel", "[render]") {
    const auto small = placed({100, 50}, square, Scale::one_to_one, Anchor::center);
    check(small.across, 200, 100, 0, 1);
    check(small.down, 225, 50, 0, 1);

    const auto large = placed(wide, square, Scale::one_to_one, Anchor::top_left);
    check(large.across, 0, 500, 0, 500.0 / 1280);
    check(large.down, 0, 500, 0, 500.0 / 720);
}

TEST_CASE("placement: however odd the sizes, something is seen and nothing is drawn outside",
          "[render]") {
    const auto side = GENERATE(1u, 2u, 3u, 719u, 16384u);
    const auto other = GENERATE(1u, 7u, 1080u, 16384u);
    const auto scale = GENERATE(Scale::fit, Scale::stretch, Scale::fill, Scale::one_to_one);
    const auto anchor = GENERATE(Anchor::center, Anchor::top_left);
    const PixelSize picture{side, other};
    const PixelSize window{other, side};

    const auto [across, down] = placed(picture, window, scale, anchor);

    CHECK(across.size >= 1);
    CHECK(down.size >= 1);
    CHECK(across.start + across.size <= window.width);
    CHECK(down.start + down.size <= window.height);
    for (const Span& span : {across, down}) {
        CHECK(span.from >= 0);
        CHECK(span.from < span.to);
        CHECK(span.to <= 1);
    }
}

TEST_CASE("placement: a window is no larger than the desktop and keeps its shape", "[render]") {
    CHECK(fitted({640, 360}, {1920, 1040}) == PixelSize{640, 360});
    CHECK(fitted({3840, 2160}, {1920, 1040}) == PixelSize{1849, 1040});
    CHECK(fitted({3840, 2160}, {}) == PixelSize{3840, 2160});
    CHECK(fitted({16384, 1}, {1920, 1040}) == PixelSize{1920, 1});
}
