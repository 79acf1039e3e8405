#include "stream/capture/camera.hpp"

#include <cerrno>
#include <string>
#include <vector>

#include "stream/capture/fake_v4l2.hpp"
#include "stream/capture/recording_sink.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;

std::vector<std::byte> jpeg(std::size_t size = 100, int fill = 7) {
    std::vector<std::byte> bytes(size, static_cast<std::byte>(fill));
    bytes[0] = std::byte{0xff};
    bytes[1] = std::byte{0xd8};
    return bytes;
}

struct Rig {
    test::FakeV4l2 driver;
    Ledger ledger;
    Account& account = ledger.open("capture");
    test::RecordingSink sink;
    std::unique_ptr<capture::Device> device;

    explicit Rig(std::uint32_t fourcc = V4L2_PIX_FMT_MJPEG) {
        driver.formats = {{fourcc, {{64, 8}}, {{1, 30}}}};
        open();
    }
    void open() {
        auto opened =
            capture::open_camera({.device_path = "/dev/video9", .stream_id = 5}, account, driver);
        REQUIRE(opened.has_value());
        device = std::move(*opened);
    }
    void start() {
        REQUIRE(device->start(sink).has_value());
        driver.wait_until_streaming(true);
    }
    void wait_for_frames(std::size_t count) {
        sink.wait_until([=](const auto& seen) { return seen.frame_count >= count; });
    }
    void wait_for_damaged(std::uint64_t count) {
        while (device->counters().damaged < count) std::this_thread::yield();
    }
    std::string reason() {
        sink.wait_until([](const auto& seen) { return seen.lost.has_value(); });
        device->stop();
        return sink.seen().lost->what;
    }
};
}  // namespace

TEST_CASE("camera: MJPEG goes out as the driver delivered it, without a copy", "[capture]") {
    Rig rig;
    rig.start();
    REQUIRE(rig.driver.deliver(jpeg(100), 0));
    rig.wait_for_frames(1);

    const auto seen = rig.sink.seen();
    CHECK(seen.format->encoding == frame::Encoding::mjpeg);
    CHECK(seen.format->origin == frame::Origin::device_native);
    CHECK(seen.format->width == 64);
    const auto& frame = *seen.frames[0];
    CHECK(frame.stream_id == 5);
    CHECK(frame.keyframe);
    CHECK(frame.discontinuity);
    CHECK(frame.captured_us > 0);
    CHECK(std::vector(frame.payload().begin(), frame.payload().end()) == jpeg(100));
    CHECK(rig.device->counters().copied == 0);
    CHECK(rig.ledger.bytes() == 100);
    rig.device->stop();
}

TEST_CASE("camera: a buffer goes back to the driver when the last reader lets go", "[capture]") {
    Rig rig;
    rig.start();
    for (std::uint32_t i = 0; i < 100; ++i) {
        REQUIRE(rig.driver.deliver(jpeg(), i));
        rig.wait_for_frames(i + 1);
        rig.sink.forget_frames();
        while (rig.driver.queued() < 8) std::this_thread::yield();
    }
    rig.device->stop();

    CHECK(rig.device->counters().captured == 100);
    CHECK(rig.device->counters().copied == 0);
    CHECK(rig.driver.misuse() == 0);
    CHECK(rig.driver.mapped() == 0);
    CHECK(rig.ledger.reads_zero());
}

TEST_CASE("camera: readers that keep everything cost copies, never the driver's last buffers",
          "[capture]") {
    Rig rig;
    rig.start();
    for (std::uint32_t i = 0; i < 50; ++i) {
        REQUIRE(rig.driver.deliver(jpeg(200, static_cast<int>(i)), i));
        rig.wait_for_frames(i + 1);
    }
    rig.device->stop();

    const auto seen = rig.sink.seen();
    for (std::uint32_t i = 0; i < 50; ++i) {
        CHECK(seen.frames[i]->sequence == i);
        CHECK(seen.frames[i]->payload()[150] == static_cast<std::byte>(i));
    }
    CHECK(rig.device->counters().copied == 45);
    CHECK(rig.device->counters().missed == 0);
}

TEST_CASE("camera: a frame outlives its device and the next start is undisturbed", "[capture]") {
    Rig rig;
    rig.start();
    REQUIRE(rig.driver.deliver(jpeg(120, 1), 0));
    rig.wait_for_frames(1);
    rig.device->stop();
    rig.device.reset();
    CHECK(rig.driver.mapped() == 8);

    rig.open();
    rig.start();
    REQUIRE(rig.driver.deliver(jpeg(120, 2), 0));
    rig.wait_for_frames(2);
    auto seen = rig.sink.seen();
    CHECK(seen.frames[0]->payload()[50] == std::byte{1});
    seen = {};
    rig.sink.forget_frames();  // the old one belongs to no queue any more
    while (rig.driver.queued() < 8) std::this_thread::yield();
    rig.device->stop();

    CHECK(rig.driver.misuse() == 0);
    CHECK(rig.driver.mapped() == 0);
}

TEST_CASE("camera: without exported buffers every frame is copied", "[capture]") {
    Rig rig;
    rig.driver.exports = false;
    rig.start();
    REQUIRE(rig.driver.deliver(jpeg(), 0));
    rig.wait_for_frames(1);
    rig.device->stop();

    CHECK(rig.device->counters().copied == 1);
    CHECK(rig.driver.mapped() == 0);
}

TEST_CASE("camera: empty, flagged and non-JPEG buffers are dropped, counted and told",
          "[capture]") {
    Rig rig;
    rig.start();
    REQUIRE(rig.driver.deliver(jpeg(), 0));
    rig.wait_for_frames(1);
    REQUIRE(rig.driver.deliver({}, 1));
    REQUIRE(rig.driver.deliver(jpeg(), 2, V4L2_BUF_FLAG_ERROR));
    REQUIRE(rig.driver.deliver(std::vector<std::byte>(50), 3));
    rig.wait_for_damaged(3);
    for (const std::uint32_t sequence : {4u, 5u}) REQUIRE(rig.driver.deliver(jpeg(), sequence));
    rig.wait_for_frames(3);
    rig.device->stop();

    const auto frames = rig.sink.seen().frames;
    CHECK(frames[1]->sequence == 1);
    CHECK(frames[1]->discontinuity);
    CHECK_FALSE(frames[2]->discontinuity);
}

TEST_CASE("camera: what the driver skipped is counted, repeated numbers are not", "[capture]") {
    Rig rig;
    rig.start();
    std::size_t count = 0;
    for (const std::uint32_t sequence : {7u, 8u, 8u, 12u, 13u}) {
        REQUIRE(rig.driver.deliver(jpeg(), sequence));
        rig.wait_for_frames(++count);
    }
    rig.device->stop();

    CHECK(rig.device->counters().missed == 3);
    const auto frames = rig.sink.seen().frames;
    CHECK_FALSE(frames[2]->discontinuity);
    CHECK(frames[3]->discontinuity);
    CHECK_FALSE(frames[4]->discontinuity);
}

TEST_CASE("camera: raw pictures are handed on with their planes", "[capture]") {
    Rig rig(V4L2_PIX_FMT_YUYV);
    std::vector<std::byte> seen;
    bool whole = false;
    rig.sink.look = [&](const frame::Picture& picture) {
        whole = picture.layout == frame::PictureLayout::yuyv && frame::complete(picture);
        seen.assign(picture.planes[0].bytes.begin(), picture.planes[0].bytes.end());
    };
    rig.start();
    const std::vector<std::byte> pixels(64 * 2 * 8, std::byte{9});
    REQUIRE(rig.driver.deliver(std::vector<std::byte>(64 * 2 * 8 - 1), 0));  // a byte short
    REQUIRE(rig.driver.deliver(pixels, 1));
    rig.sink.wait_until([](const auto& s) { return s.pictures.size() == 1; });
    rig.device->stop();

    CHECK(rig.sink.seen().format->encoding == frame::Encoding::raw);
    CHECK(whole);
    CHECK(seen == pixels);
    CHECK(rig.device->counters().damaged == 1);
    CHECK(rig.driver.misuse() == 0);
}

TEST_CASE("camera: unplugging ends the stream with a sentence", "[capture]") {
    Rig rig;
    rig.start();

    rig.driver.unplug();

    CHECK(rig.reason() == "Fake  Camera (fake) was unplugged; plug it in again");
    CHECK(rig.driver.mapped() == 0);
}

TEST_CASE("camera: a fatal streaming error ends the stream with a sentence", "[capture]") {
    Rig rig;
    rig.start();

    rig.driver.fail_for_good(EIO);

    CHECK(rig.reason().find("EIO") != std::string::npos);
}

TEST_CASE("camera: buffers in use by another program are told as such", "[capture]") {
    Rig rig;
    rig.driver.reqbufs_fails = EBUSY;
    REQUIRE(rig.device->start(rig.sink).has_value());

    CHECK(rig.reason().find("in use by another program") != std::string::npos);
}

TEST_CASE("camera: a device that cannot be opened says what to do", "[capture]") {
    test::FakeV4l2 driver;
    Ledger ledger;
    const auto reason = [&](int os_errno) {
        driver.open_fails = os_errno;
        const auto opened =
            capture::open_camera({.device_path = "/dev/video9"}, ledger.open("x"), driver);
        REQUIRE_FALSE(opened.has_value());
        return opened.error().what;
    };

    CHECK(reason(EACCES).find("join the group video") != std::string::npos);
    CHECK(reason(EBUSY).find("in use by another program") != std::string::npos);
    CHECK(reason(ENOENT).find("no such device") != std::string::npos);
}

TEST_CASE("camera: a metadata node is no camera", "[capture]") {
    test::FakeV4l2 driver;
    Ledger ledger;
    driver.caps = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING;

    const auto opened =
        capture::open_camera({.device_path = "/dev/video9"}, ledger.open("x"), driver);

    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().what.find("captures no video") != std::string::npos);
}
