#include <filesystem>
#include <fstream>

#include "stream/capture/fake_v4l2.hpp"
#include "stream/capture/v4l2_devices.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
namespace fs = std::filesystem;

// A folder like /dev with empty files for nodes.
struct FakeDev {
    fs::path root;

    FakeDev() {
        std::string name = (fs::temp_directory_path() / "weir-dev-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        root = name;
    }
    ~FakeDev() { fs::remove_all(root); }
    void node(const std::string& name) { std::ofstream(root / name); }
    void link(const std::string& folder, const std::string& name, const std::string& node_name) {
        fs::create_directories(root / folder);
        fs::create_symlink("../../" + node_name, root / folder / name);
    }
};
}  // namespace

TEST_CASE("devices: capture nodes are listed in the order of their numbers", "[capture]") {
    FakeDev dev;
    for (const char* name : {"video10", "video2", "videobuf", "video", "tty0", "video99999"})
        dev.node(name);
    test::FakeV4l2 driver;
    driver.formats = {{V4L2_PIX_FMT_MJPEG, {{1280, 720}}, {{1, 30}, {1, 15}}},
                      {V4L2_PIX_FMT_GREY, {{64, 64}}, {}}};

    const auto cameras = capture::list_cameras(driver, dev.root);

    REQUIRE(cameras.size() == 2);
    CHECK(cameras[0].path == dev.root / "video2");
    CHECK(cameras[1].path == dev.root / "video10");
    CHECK(cameras[0].name == "Fake  Camera");
    CHECK(cameras[0].driver == "fake");
    CHECK(cameras[0].bus == std::string(32, 'b'));
    REQUIRE(cameras[0].formats.size() == 2);
    CHECK(cameras[0].formats[1].fps_n == 15);
}

TEST_CASE("devices: the name that survives replugging is preferred", "[capture]") {
    FakeDev dev;
    dev.node("video0");
    dev.node("video1");
    dev.link("v4l/by-path", "pci-1", "video0");
    dev.link("v4l/by-id", "usb-Cam_SN1-index0", "video0");

    CHECK(capture::stable_path(dev.root / "video0", dev.root) ==
          dev.root / "v4l/by-id/usb-Cam_SN1-index0");
    CHECK(capture::stable_path(dev.root / "video1", dev.root) == dev.root / "video1");
}

TEST_CASE("devices: metadata nodes and nodes that do not open are left out", "[capture]") {
    FakeDev dev;
    dev.node("video0");
    test::FakeV4l2 driver;
    driver.caps = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING;
    CHECK(capture::list_cameras(driver, dev.root).empty());

    driver.open_fails = EACCES;
    CHECK(capture::list_cameras(driver, dev.root).empty());
}

TEST_CASE("devices: at most 255 formats are listed", "[capture]") {
    FakeDev dev;
    dev.node("video0");
    test::FakeV4l2 driver;
    test::FakeFormat many{V4L2_PIX_FMT_YUYV, {}, {{1, 30}, {1, 15}}};
    for (std::uint32_t i = 0; i < 200; ++i) many.sizes.push_back({100 + i, 100});
    driver.formats = {many};

    CHECK(capture::list_cameras(driver, dev.root)[0].formats.size() == 255);
}
