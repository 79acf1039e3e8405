#include "support/catch.hpp"

#include "control/resource/device_path.hpp"

using weir::resource::DevicePath;

TEST_CASE("device path: text and value say the same, whatever the file is called", "[resource]") {
    for (const auto* name :
         {"/films/a b.mkv", "/films/50%.mkv", "/films/what?.mkv", "/films/a=b&c.mkv", "/ü.mkv"}) {
        DevicePath path{DevicePath::Kind::file, name, {}};
        path.set("loop", "1");

        const auto back = DevicePath::parse(path.text());

        REQUIRE(back);
        CHECK(back->kind == DevicePath::Kind::file);
        CHECK(back->target == name);
        CHECK(back->get("loop") == "1");
    }
}

TEST_CASE("device path: a bare device file is a camera", "[resource]") {
    const auto path = DevicePath::parse("/dev/video0");

    REQUIRE(path);
    CHECK(path->kind == DevicePath::Kind::camera);
    CHECK(path->target == "/dev/video0");
    CHECK(path->text() == "v4l2:/dev/video0");
}

TEST_CASE("device path: what cannot be understood is one sentence with the forms that can",
          "[resource]") {
    for (const auto* wrong : {"", "http://x", "camera", "v4l2:%", "v4l2:%zz", "v4l2:%00",
                              "pattern:?frames", "pattern:?=1"}) {
        INFO(wrong);
        const auto path = DevicePath::parse(wrong);
        REQUIRE_FALSE(path);
        CHECK(path.error().what.find("screen:DISPLAY") != std::string::npos);
    }
}

TEST_CASE("device path: numbers are bounded", "[resource]") {
    const auto path = DevicePath::parse("pattern:?quality=101&frames=ten");

    REQUIRE(path);
    CHECK(path->number("missing", 7, 0, 10) == 7);
    CHECK(path->number("quality", 80, 1, 100).error().what ==
          "option quality=101 is not a number from 1 to 100");
    CHECK_FALSE(path->number("frames", 0, 0, 10));
}
