#include "control/resource/capture_resource.hpp"

#include "support/catch.hpp"

using namespace weir;

namespace {

gen::Ingest ingest(std::string device_path) {
    gen::Ingest wish;
    wish.stream_id = 4;
    wish.device_path = std::move(device_path);
    return wish;
}

}  // namespace

TEST_CASE("capture plan: options of the device path reach the capture layer", "[resource]") {
    const auto screen =
        resource::capture_plan(ingest("screen::1?rect=640x480+10-20&cursor=0&quality=55"));

    REQUIRE(screen);
    CHECK(screen->request.device_path == "screen::1");
    CHECK(screen->request.stream_id == 4);
    CHECK(screen->quality == 55);
    CHECK_FALSE(screen->request.cursor);
    REQUIRE(screen->request.rect);
    CHECK(screen->request.rect->width == 640);
    CHECK(screen->request.rect->x == 10);
    CHECK(screen->request.rect->y == -20);

    CHECK(resource::capture_plan(ingest("file:/a%20b.mkv?loop=1"))->request.device_path ==
          "file:/a b.mkv");
    CHECK(resource::capture_plan(ingest("file:/a.mkv?loop=1"))->request.loop);
    CHECK(resource::capture_plan(ingest("pattern:?frames=12"))->request.pictures_max == 12);
    CHECK(resource::capture_plan(ingest("v4l2:auto"))->request.device_path.empty());
}

TEST_CASE("capture plan: a rate without a denominator is per second", "[resource]") {
    auto wish = ingest("pattern:");
    wish.fps_n = 25;

    CHECK(resource::capture_plan(wish)->request.fps_d == 1);
}

TEST_CASE("capture plan: what makes no sense is refused before anything is opened", "[resource]") {
    for (const auto* path : {"", "camera1", "screen:?rect=0x480+0+0", "screen:?rect=640x480",
                             "screen:?rect=640x480+0+0x", "screen:?cursor=2", "pattern:?quality=0",
                             "file:/a?loop=yes"}) {
        INFO(path);
        const auto plan = resource::capture_plan(ingest(path));
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == Code::bad_request);
    }
}
