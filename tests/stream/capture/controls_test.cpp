#include "stream/capture/v4l2_controls.hpp"

#include <cstring>

#include "stream/capture/fake_v4l2.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using capture::ControlType;

test::FakeControl control(std::uint32_t id, std::uint32_t type, const char* name,
                          std::int64_t minimum, std::int64_t maximum, std::int64_t value,
                          std::uint32_t flags = 0) {
    test::FakeControl made;
    made.query.id = id;
    made.query.type = type;
    made.query.minimum = minimum;
    made.query.maximum = maximum;
    made.query.step = 1;
    made.query.default_value = value;
    made.query.flags = flags;
    std::strncpy(made.query.name, name, sizeof(made.query.name) - 1);
    made.value = value;
    return made;
}

v4l2_querymenu named(const char* name) {
    v4l2_querymenu item{};
    std::strncpy(reinterpret_cast<char*>(item.name), name, sizeof(item.name) - 1);
    return item;
}

v4l2_querymenu valued(std::int64_t value) {
    v4l2_querymenu item{};
    item.value = value;
    return item;
}

struct Rig {
    test::FakeV4l2 driver;

    Rig() {
        driver.controls = {
            control(1, V4L2_CTRL_TYPE_INTEGER, "Brightness", -64, 64, 10),
            control(2, V4L2_CTRL_TYPE_MENU, "Power Line", 0, 3, 1),
            control(3, V4L2_CTRL_TYPE_BUTTON, "Reset", 0, 0, 0, V4L2_CTRL_FLAG_WRITE_ONLY),
            control(4, V4L2_CTRL_TYPE_INTEGER64, "Wide", 0, 1ll << 40, 1ll << 35),
            control(5, V4L2_CTRL_TYPE_STRING, "Text", 0, 32, 0, V4L2_CTRL_FLAG_HAS_PAYLOAD),
            control(6, V4L2_CTRL_TYPE_BITMASK, "Bits", 0, 0, -2147483648ll),
            control(7, V4L2_CTRL_TYPE_INTEGER_MENU, "Link", 0, 1, 0),
            control(8, V4L2_CTRL_TYPE_U8, "Matrix", 0, 255, 0, V4L2_CTRL_FLAG_HAS_PAYLOAD),
            control(9, V4L2_CTRL_TYPE_INTEGER, "Sealed", 0, 9, 3, V4L2_CTRL_FLAG_READ_ONLY),
            control(10, V4L2_CTRL_TYPE_INTEGER, "Locked", 0, 9, 3, V4L2_CTRL_FLAG_GRABBED),
            control(11, V4L2_CTRL_TYPE_CTRL_CLASS, "User Controls", 0, 0, 0),
            control(12, V4L2_CTRL_TYPE_INTEGER, "Off", 0, 9, 3, V4L2_CTRL_FLAG_DISABLED),
        };
        driver.controls[1].menu = {{0, named("Off")}, {1, named("50 Hz")}, {3, named("Auto")}};
        driver.controls[6].menu = {{0, valued(7'000'000'000)}, {1, valued(9)}};
    }
    std::vector<capture::Control> list() {
        auto listed = capture::list_controls("/dev/video9", driver);
        REQUIRE(listed.has_value());
        return *listed;
    }
    auto set(std::uint32_t id, std::int64_t value) {
        return capture::set_control("/dev/video9", id, value, driver);
    }
};
}  // namespace

TEST_CASE("controls: every type is listed, disabled ones are not", "[capture]") {
    Rig rig;
    const auto controls = rig.list();

    REQUIRE(controls.size() == 11);
    CHECK(controls[0].name == "Brightness");
    CHECK(controls[0].minimum == -64);
    CHECK(controls[0].value == 10);
    CHECK(controls[3].value == 1ll << 35);
    CHECK(controls[4].type == ControlType::text);
    CHECK(controls[7].type == ControlType::other);
    CHECK(controls[10].type == ControlType::category);
}

TEST_CASE("controls: menus are read around their holes", "[capture]") {
    Rig rig;
    const auto controls = rig.list();

    REQUIRE(controls[1].menu.size() == 3);
    CHECK(controls[1].menu[2].index == 3);
    CHECK(controls[1].menu[2].name == "Auto");
    CHECK(controls[6].menu[0].value == 7'000'000'000);
}

TEST_CASE("controls: a set value comes back as the driver took it", "[capture]") {
    Rig rig;

    CHECK(rig.set(1, 20) == 20);
    CHECK(rig.set(1, 1000) == 64);
    CHECK(rig.set(1, -(1ll << 40)) == -64);
    CHECK(rig.set(4, 1ll << 39) == 1ll << 39);
    CHECK(capture::get_control("/dev/video9", 1, rig.driver) == -64);
}

TEST_CASE("controls: the top bit of a bitmask is a bit and no sign", "[capture]") {
    Rig rig;

    CHECK(capture::get_control("/dev/video9", 6, rig.driver) == 0x80000000);
}

TEST_CASE("controls: what cannot be set says why", "[capture]") {
    Rig rig;

    CHECK(rig.set(99, 1).error().code == Code::not_found);
    CHECK(rig.set(12, 1).error().code == Code::not_found);
    CHECK(rig.set(9, 1).error().what.find("does not allow") != std::string::npos);
    CHECK(rig.set(10, 1).error().what.find("stop it first") != std::string::npos);
    CHECK(rig.set(2, 17).error().code == Code::bad_request);
    CHECK(rig.set(8, 1).error().what.find("not a single number") != std::string::npos);
    CHECK(capture::get_control("/dev/video9", 3, rig.driver).error().code == Code::refused);
}

TEST_CASE("controls: a driver that goes round in circles is stopped", "[capture]") {
    struct Circular : test::FakeV4l2 {
        int ioctl(int fd, unsigned long request, void* argument) override {
            if (request != VIDIOC_QUERY_EXT_CTRL) return FakeV4l2::ioctl(fd, request, argument);
            static_cast<v4l2_query_ext_ctrl*>(argument)->id = 5;
            return 0;
        }
    } driver;

    CHECK(capture::list_controls("/dev/video9", driver)->size() == 1);
}

TEST_CASE("controls: a camera that is gone says so", "[capture]") {
    Rig rig;
    rig.driver.open_fails = ENODEV;

    CHECK(capture::list_controls("/dev/video9", rig.driver).error().code == Code::device_lost);
}
