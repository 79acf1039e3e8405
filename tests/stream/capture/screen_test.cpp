#include "stream/capture/screen.hpp"

#include <poll.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "base/subprocess.hpp"
#include "stream/capture/monitors.hpp"
#include "stream/capture/painted_desktop.hpp"
#include "stream/capture/recording_sink.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"

namespace {
using namespace weir;

constexpr unsigned width = 320;
constexpr unsigned height = 240;

// An X server without a screen, on a display number of its own.
struct Desktop {
    std::unique_ptr<Subprocess> server;
    std::string name;

    Desktop() {
        auto started = Subprocess::start({.argv = {"Xvfb", "-displayfd", "1", "-screen", "0",
                                                   "320x240x24", "-nolisten", "tcp", "-noreset"}});
        REQUIRE(started.has_value());
        server = std::move(*started);
        std::string said;
        while (said.find('\n') == std::string::npos) {
            pollfd fd{server->out_fd(), POLLIN, 0};
            REQUIRE(::poll(&fd, 1, -1) == 1);
            std::vector<std::byte> chunk(64);
            const auto read = server->read_out(chunk);
            REQUIRE(read.has_value());
            REQUIRE_FALSE(read->end);
            said.append(reinterpret_cast<const char*>(chunk.data()), read->bytes);
        }
        name = ":" + said.substr(0, said.find('\n'));
    }

    void paint(int pointer_x, int pointer_y) {
        REQUIRE(test::paint_desktop(name, pointer_x, pointer_y));
    }
};

bool no_xvfb() {
    if (!find_program("Xvfb").empty()) return false;
    test::skipped("Xvfb is not installed");
    return true;
}

struct Grab {
    std::vector<std::uint32_t> pixels;  // 0xRRGGBB
    std::uint32_t columns = 0;

    std::uint32_t at(std::size_t x, std::size_t y) const { return pixels[y * columns + x]; }
};

// The first picture of a request.
Grab grab(capture::Request request, const std::string& display) {
    request.device_path = "screen:" + display;
    Grab first;
    bool whole = false;
    std::once_flag once;
    test::RecordingSink sink;
    sink.look = [&](const frame::Picture& picture) {
        std::call_once(once, [&] {
            whole = frame::complete(picture);
            first.columns = picture.width;
            for (std::uint32_t y = 0; y < picture.height; ++y)
                for (std::uint32_t x = 0; x < picture.width; ++x) {
                    const std::byte* p =
                        picture.planes[0].bytes.data() + y * picture.planes[0].stride + x * 4;
                    first.pixels.push_back(std::to_integer<std::uint32_t>(p[2]) << 16 |
                                           std::to_integer<std::uint32_t>(p[1]) << 8 |
                                           std::to_integer<std::uint32_t>(p[0]));
                }
        });
    };
    const auto device = capture::open_screen(request);
    if (!device) FAIL(device.error().what);
    REQUIRE((*device)->start(sink).has_value());
    sink.wait_until([](const auto& seen) { return !seen.pictures.empty() || seen.lost; });
    (*device)->stop();
    CHECK(whole);
    return first;
}
}  // namespace

TEST_CASE("screen: the pixels of the desktop arrive in their places", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    desktop.paint(0, 0);
    const Grab seen = grab({.cursor = false}, desktop.name);

    REQUIRE(seen.pixels.size() == width * height);
    CHECK(seen.at(99, 50) == 0x0000ff);
    CHECK(seen.at(100, 50) == 0xff0000);
    CHECK(seen.at(119, 59) == 0xff0000);
    CHECK(std::ranges::count(seen.pixels, 0xff0000u) == 200);
}

TEST_CASE("screen: a rectangle is exactly that part", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    desktop.paint(0, 0);
    const Grab seen = grab({.rect = capture::Rect{101, 50, 31, 21}, .cursor = false}, desktop.name);

    REQUIRE(seen.pixels.size() == 31 * 21);
    CHECK(seen.at(0, 0) == 0xff0000);
    CHECK(seen.at(18, 9) == 0xff0000);
    CHECK(seen.at(19, 9) == 0x0000ff);
}

TEST_CASE("screen: the pointer is drawn when asked for, at the edges too", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    for (const auto& [x, y] : {std::pair{200, 120}, std::pair{0, 0}, std::pair{319, 239}}) {
        CAPTURE(x, y);
        desktop.paint(x, y);
        const Grab without = grab({.cursor = false}, desktop.name);
        const Grab with = grab({.cursor = true}, desktop.name);
        std::size_t changed = 0;
        for (std::size_t i = 0; i < with.pixels.size(); ++i)
            if (with.pixels[i] != without.pixels[i]) ++changed;
        CHECK(changed > 0);
        CHECK(changed < 1000);
    }
}

TEST_CASE("screen: a server that dies is a sentence and not the end of the process", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    test::RecordingSink sink;
    const auto device = capture::open_screen({.device_path = "screen:" + desktop.name});
    REQUIRE(device.has_value());
    REQUIRE((*device)->start(sink).has_value());
    sink.wait_until([](const auto& seen) { return seen.pictures.size() >= 2; });

    desktop.server->kill(Duration::zero());

    sink.wait_until([](const auto& seen) { return seen.lost.has_value(); });
    (*device)->stop();
    CHECK(sink.seen().lost->what ==
          "the display " + desktop.name + " is gone; start the desktop again");

    test::RecordingSink again;
    REQUIRE((*device)->start(again).has_value());
    again.wait_until([](const auto& seen) { return seen.lost.has_value(); });
    (*device)->stop();
}

TEST_CASE("screen: the format says size and rate", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    test::RecordingSink sink;
    const auto device =
        capture::open_screen({.device_path = "screen:" + desktop.name, .fps_n = 25, .fps_d = 2});
    REQUIRE(device.has_value());
    REQUIRE((*device)->start(sink).has_value());
    sink.wait_until([](const auto& seen) { return seen.pictures.size() >= 2; });
    (*device)->stop();

    const auto format = *sink.seen().format;
    CHECK(format.width == width);
    CHECK(format.height == height);
    CHECK(format.fps_n == 25);
    CHECK(format.fps_d == 2);
    CHECK(format.layout == frame::PixelLayout::bgra);
    CHECK((*device)->name() == "screen " + desktop.name);
}

TEST_CASE("screen: impossible rectangles, rates and displays are sentences", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    const auto refusal = [&](capture::Request request) {
        if (request.device_path.empty()) request.device_path = "screen:" + desktop.name;
        const auto device = capture::open_screen(request);
        REQUIRE_FALSE(device.has_value());
        return device.error().what;
    };

    for (const capture::Rect rect :
         {capture::Rect{-1, 0, 10, 10}, capture::Rect{0, 0, 321, 10}, capture::Rect{300, 0, 21, 10},
          capture::Rect{0, 0, 0, 0}, capture::Rect{2'000'000'000, 0, 4'000'000'000, 10}})
        CHECK(refusal({.rect = rect}).find("not within the desktop of 320x240") !=
              std::string::npos);
    CHECK(refusal({.fps_n = 1000, .fps_d = 1}).find("at most 240") != std::string::npos);
    CHECK(refusal({.device_path = "screen::47110"}).find("cannot open the display :47110") == 0);
}

TEST_CASE("screen: monitors are listed with their places", "[capture]") {
    if (no_xvfb()) return;
    Desktop desktop;
    const auto monitors = capture::list_monitors(desktop.name);

    REQUIRE(monitors.has_value());
    REQUIRE(monitors->size() == 1);
    CHECK(monitors->front().width == width);
    CHECK(monitors->front().height == height);
    CHECK_FALSE(monitors->front().name.empty());
    CHECK_FALSE(capture::list_monitors(":47110").has_value());
}
