#include "stream/capture/device.hpp"

#include <algorithm>

#include "stream/capture/devices.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
}  // namespace

TEST_CASE("device: the scheme of a path decides what it is", "[capture]") {
    CHECK(capture::kind_of("/dev/video0") == capture::Kind::camera);
    CHECK(capture::kind_of("/dev/v4l/by-id/usb-Cam-index0") == capture::Kind::camera);
    CHECK(capture::kind_of("") == capture::Kind::camera);
    CHECK(capture::kind_of("screen:") == capture::Kind::screen);
    CHECK(capture::kind_of("pattern:") == capture::Kind::pattern);
    CHECK(capture::kind_of("file:/a b") == capture::Kind::file);
    CHECK(capture::target_of("screen::1") == ":1");
    CHECK(capture::target_of("file:/a b") == "/a b");
}

TEST_CASE("device: an unknown path names the possible ones", "[capture]") {
    Ledger ledger;
    for (const char* path : {"video0", "http://x", "filename", "-rf"}) {
        const auto device = capture::open({.device_path = path}, ledger.open("capture"));
        REQUIRE_FALSE(device.has_value());
        CHECK(device.error().what.find("pattern:") != std::string::npos);
    }
}

TEST_CASE("device: every kind opens or says in one sentence why not", "[capture]") {
    Ledger ledger;
    CHECK(capture::open({.device_path = "pattern:"}, ledger.open("capture")).has_value());
    for (const char* path : {"/dev/video_none", "screen::47110", "file:/none"}) {
        const auto device = capture::open({.device_path = path}, ledger.open("capture"));
        REQUIRE_FALSE(device.has_value());
        CHECK(device.error().what.size() > 20);
    }
}

TEST_CASE("device: the pattern is always among the devices", "[capture]") {
    const auto devices = capture::list_devices();

    CHECK(std::ranges::count(devices, std::string("pattern:"), &capture::DeviceInfo::path) == 1);
}
