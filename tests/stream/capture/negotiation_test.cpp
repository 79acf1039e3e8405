#include "stream/capture/fake_v4l2.hpp"
#include "stream/capture/v4l2_negotiation.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using capture::Choice;
using capture::Offer;
using capture::Rate;
using capture::Wish;

constexpr std::uint32_t mjpeg = V4L2_PIX_FMT_MJPEG;
constexpr std::uint32_t yuyv = V4L2_PIX_FMT_YUYV;

// A common USB camera: MJPEG fast at every size, YUYV slow above 640x480.
std::vector<Offer> usb_camera() {
    const std::vector<Rate> fast{{30, 1}, {15, 1}, {5, 1}};
    return {{yuyv, 640, 480, fast},   {yuyv, 1280, 720, {{10, 1}}}, {mjpeg, 640, 480, fast},
            {mjpeg, 1280, 720, fast}, {mjpeg, 1920, 1080, fast},    {mjpeg, 320, 240, {{60, 1}}}};
}

Choice chosen(const capture::Request& request) {
    const auto choice = capture::choose(usb_camera(), request);
    REQUIRE(choice.has_value());
    return *choice;
}
}  // namespace

TEST_CASE("negotiation: by itself MJPEG at 1280x720 and 30", "[capture]") {
    CHECK(chosen({}) == Choice{mjpeg, 1280, 720, {30, 1}});
}

TEST_CASE("negotiation: YUYV by itself stays where it is fluent", "[capture]") {
    CHECK(chosen({.format = Wish::yuyv}) == Choice{yuyv, 640, 480, {30, 1}});
}

TEST_CASE("negotiation: an asked size and rate are met exactly or closely", "[capture]") {
    CHECK(chosen({.width = 1920, .height = 1080, .fps_n = 15, .fps_d = 1}) ==
          Choice{mjpeg, 1920, 1080, {15, 1}});
    CHECK(chosen({.width = 1300, .height = 700, .fps_n = 29, .fps_d = 1}) ==
          Choice{mjpeg, 1280, 720, {30, 1}});
    CHECK(chosen({.width = 9999, .height = 9999}) == Choice{mjpeg, 1920, 1080, {30, 1}});
}

TEST_CASE("negotiation: a fast rate alone chooses a size that reaches it", "[capture]") {
    CHECK(chosen({.fps_n = 60, .fps_d = 1}) == Choice{mjpeg, 320, 240, {60, 1}});
}

TEST_CASE("negotiation: the order in which a driver lists its rates does not matter", "[capture]") {
    const std::vector<Rate> slow_first{{1, 1}, {5, 1}, {25, 1}};
    const std::vector<Offer> offers{{yuyv, 320, 180, slow_first},
                                    {yuyv, 640, 480, slow_first},
                                    {yuyv, 1280, 720, {{1, 1}, {12, 1}}}};

    CHECK(capture::choose(offers, {}) == Choice{yuyv, 640, 480, {25, 1}});
}

TEST_CASE("negotiation: a format the camera lacks is no choice", "[capture]") {
    const std::vector<Offer> grey{{V4L2_PIX_FMT_GREY, 640, 480, {}}};
    const std::vector<Offer> raw{{yuyv, 640, 480, {}}};

    CHECK_FALSE(capture::choose(grey, {}).has_value());
    CHECK_FALSE(capture::choose(raw, {.format = Wish::mjpeg}).has_value());
    CHECK(capture::choose(raw, {})->fourcc == yuyv);
}

TEST_CASE("negotiation: a range of sizes offers the asked one on its grid", "[capture]") {
    test::FakeV4l2 driver;
    driver.formats = {{yuyv,
                       {},
                       {{1, 25}},
                       {.min_width = 160,
                        .max_width = 2000,
                        .step_width = 16,
                        .min_height = 120,
                        .max_height = 1200,
                        .step_height = 8}}};
    const auto handle = capture::V4l2Handle::open(driver, "/dev/video9");

    const auto agreed = capture::negotiate(*handle, {.width = 805, .height = 601});

    REQUIRE(agreed.has_value());
    CHECK(agreed->width == 800);
    CHECK(agreed->height == 600);
    CHECK(agreed->stride == 1600);
    CHECK(agreed->rate == Rate{25, 1});
}

TEST_CASE("negotiation: a driver without lists takes what is asked or 1280x720", "[capture]") {
    test::FakeV4l2 driver;
    driver.formats = {{mjpeg, {}, {}}};
    const auto handle = capture::V4l2Handle::open(driver, "/dev/video9");

    CHECK(capture::negotiate(*handle, {})->width == 1280);
    CHECK(capture::negotiate(*handle, {.width = 640, .height = 480})->height == 480);
}

TEST_CASE("negotiation: a driver whose lists never end is stopped", "[capture]") {
    struct Endless : test::FakeV4l2 {
        int ioctl(int fd, unsigned long request, void* argument) override {
            if (request == VIDIOC_ENUM_FMT) {
                static_cast<v4l2_fmtdesc*>(argument)->pixelformat = mjpeg;
                return 0;
            }
            return FakeV4l2::ioctl(fd, request, argument);
        }
    } driver;
    const auto handle = capture::V4l2Handle::open(driver, "/dev/video9");

    CHECK(capture::list_offers(*handle).size() <= 256);
}

TEST_CASE("negotiation: what is missing is named with what there is", "[capture]") {
    test::FakeV4l2 driver;
    driver.formats = {{yuyv, {{640, 480}}, {{1, 30}}}};
    const auto handle = capture::V4l2Handle::open(driver, "/dev/video9");

    const auto agreed = capture::negotiate(*handle, {.format = Wish::mjpeg});

    REQUIRE_FALSE(agreed.has_value());
    CHECK(agreed.error().what ==
          "/dev/video9 does not offer MJPEG, it offers YUYV; try --format auto");
}

TEST_CASE("negotiation: rates become fractions the wire can carry", "[capture]") {
    const auto wire = [](Rate rate) {
        const auto format =
            capture::Agreed{.format = capture::known_format(mjpeg), .rate = rate}.stream_format();
        return Rate{format.fps_n, format.fps_d};
    };

    CHECK(wire({10'000'000, 333'333}) == Rate{30, 1});
    CHECK(wire({10'000'000, 333'667}) == Rate{30000, 1001});
    CHECK(wire({15, 2}) == Rate{15, 2});
    CHECK(wire({}) == Rate{0, 0});
}
