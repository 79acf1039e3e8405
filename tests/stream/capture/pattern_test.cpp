#include "stream/capture/pattern.hpp"

#include <algorithm>
#include <vector>

#include "stream/capture/pattern_painter.hpp"
#include "stream/capture/recording_sink.hpp"
#include "stream/frame/picture_number.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;

std::vector<std::byte> copy_of(const frame::Picture& picture) {
    std::vector<std::byte> all;
    for (const auto& plane : picture.planes)
        all.insert(all.end(), plane.bytes.begin(), plane.bytes.end());
    return all;
}

std::optional<frame::PictureNumber> number_in(const frame::Picture& picture) {
    return frame::read_picture_number(picture.planes[0].bytes, {picture.planes[0].stride});
}
}  // namespace

TEST_CASE("pattern: a picture carries its number and its time in milliseconds", "[capture]") {
    capture::PatternPainter painter(640, 360, "WEIR");

    const auto& picture = painter.paint(77, 1'234'567'890'123ull);

    CHECK(frame::complete(picture));
    CHECK(picture.full_range);
    CHECK(number_in(picture) ==
          frame::PictureNumber{77, static_cast<std::uint32_t>(1'234'567'890ull)});
}

TEST_CASE("pattern: a picture depends on its number and time alone", "[capture]") {
    capture::PatternPainter walked(640, 360, "WEIR");
    capture::PatternPainter jumped(640, 360, "WEIR");
    for (std::uint32_t number = 0; number < 200; ++number) walked.paint(number, number * 33'333);

    CHECK(copy_of(walked.paint(500, 99)) == copy_of(jumped.paint(500, 99)));
}

TEST_CASE("pattern: consecutive pictures differ by more than their number", "[capture]") {
    capture::PatternPainter painter(640, 360, "WEIR");
    const auto first = copy_of(painter.paint(1, 0));
    const auto second = copy_of(painter.paint(2, 0));

    const auto below_code = static_cast<std::ptrdiff_t>(640 * 33);
    CHECK_FALSE(std::equal(first.begin() + below_code, first.end(), second.begin() + below_code));
}

TEST_CASE("pattern: odd and extreme sizes stay inside their planes", "[capture]") {
    for (const auto& [width, height] : {std::pair{64u, 64u}, std::pair{641u, 65u},
                                        std::pair{65u, 999u}, std::pair{1919u, 1079u}}) {
        CAPTURE(width, height);
        capture::PatternPainter painter(width, height, "WEIR 0123456789.:/ and more");
        for (std::uint32_t number = 0; number < 400; number += 7)
            CHECK(frame::complete(painter.paint(number * 1'000'003, number * 77'777'777ull)));
    }
}

TEST_CASE("pattern: N pictures are numbered without a gap and then the source ends", "[capture]") {
    test::RecordingSink sink;
    auto device = capture::open_pattern({.device_path = "pattern:",
                                         .width = 640,
                                         .height = 64,
                                         .fps_n = 500,
                                         .fps_d = 1,
                                         .pictures_max = 25});
    REQUIRE(device.has_value());

    REQUIRE((*device)->start(sink).has_value());
    sink.wait_until([](const auto& seen) { return seen.ended; });
    (*device)->stop();

    const auto seen = sink.seen();
    CHECK(seen.format->width == 640);
    CHECK(seen.format->encoding == frame::Encoding::raw);
    REQUIRE(seen.pictures.size() == 25);
    for (std::uint32_t i = 0; i < 25; ++i) CHECK(seen.pictures[i] == i);
    CHECK(seen.calls_after_end == 0);
    CHECK((*device)->counters().captured == 25);
}

TEST_CASE("pattern: stops at once and starts again with the next number", "[capture]") {
    auto device = capture::open_pattern(
        {.device_path = "pattern:", .width = 640, .height = 64, .fps_n = 1, .fps_d = 100});
    REQUIRE(device.has_value());
    for (std::uint32_t round = 0; round < 3; ++round) {
        test::RecordingSink sink;
        REQUIRE((*device)->start(sink).has_value());
        sink.wait_until([](const auto& seen) { return seen.pictures.size() == 1; });
        (*device)->stop();  // the next picture is 100 seconds away
        CHECK(sink.seen().pictures.front() == round);
    }
}

TEST_CASE("pattern: impossible sizes and rates are a sentence", "[capture]") {
    CHECK(capture::open_pattern({.width = 10, .height = 10}).error().code == Code::bad_request);
    CHECK(capture::open_pattern({.fps_n = 60000, .fps_d = 1}).error().what.find("at most 1000") !=
          std::string::npos);
}
