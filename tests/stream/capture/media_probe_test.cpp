#include "stream/capture/media_probe.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace {
using namespace weir;

bool has(const std::vector<std::string>& arguments, const std::string& wanted) {
    return std::ranges::find(arguments, wanted) != arguments.end();
}
}  // namespace

TEST_CASE("media probe: what ffprobe prints is read", "[capture]") {
    const auto facts = capture::read_probe(
        "codec_name=h264\nwidth=1920\nheight=1080\navg_frame_rate=30000/1001\n", "a.mkv");

    REQUIRE(facts.has_value());
    CHECK(facts->codec == "h264");
    CHECK(facts->width == 1920);
    CHECK(facts->fps_n == 30000);
    CHECK(facts->fps_d == 1001);
}

TEST_CASE("media probe: unknown and odd rates are no reason to refuse", "[capture]") {
    const auto with_rate = [](const std::string& rate) {
        return *capture::read_probe(
            "codec_name=vp9\nwidth=64\nheight=64\navg_frame_rate=" + rate + "\n", "a");
    };

    CHECK(with_rate("0/0").fps_n == 0);
    CHECK(with_rate("N/A").fps_d == 0);
    CHECK(with_rate("3000000/100000").fps_n == 30);
    CHECK(with_rate("90001/3001").fps_n == 45000);
}

TEST_CASE("media probe: no video, no size, garbage: one sentence with the file's name",
          "[capture]") {
    for (const char* printed : {"", "\n\n", "codec_name=h264\nwidth=-1\nheight=99999\n",
                                "width=64\nheight=64\n", "\xff\xfe=\0"}) {
        const auto facts = capture::read_probe(printed, "/x/song.wav");
        REQUIRE_FALSE(facts.has_value());
        CHECK(facts.error().what.find("/x/song.wav holds no video") == 0);
    }
}

TEST_CASE("media probe: compressed video is copied, the rest becomes MJPEG", "[capture]") {
    const auto preset = [](const char* codec) {
        return capture::preset_for({.codec = codec, .width = 64, .height = 64}, "/a", true);
    };

    CHECK(preset("h264").encoding == frame::Encoding::h264);
    CHECK(has(preset("h264").arguments, "h264_mp4toannexb,h264_metadata=aud=insert"));
    CHECK(preset("hevc").cut == capture::Cut::h265);
    CHECK(has(preset("mjpeg").arguments, "copy"));
    CHECK(preset("vp9").encoding == frame::Encoding::mjpeg);
    CHECK(has(preset("vp9").arguments, "passthrough"));
}

TEST_CASE("media probe: a path is never an option, an address or a playlist", "[capture]") {
    for (const auto& arguments : {capture::probe_arguments("-f"),
                                  capture::preset_for({.codec = "h264"}, "-f", true).arguments}) {
        CHECK(has(arguments, "file:-f"));
        CHECK_FALSE(has(arguments, "-f:"));
        const auto list = std::ranges::find(arguments, "-protocol_whitelist");
        REQUIRE(list != arguments.end());
        CHECK(*(list + 1) == "file");
    }
}

TEST_CASE("media probe: the source's own pace only when asked", "[capture]") {
    CHECK(has(capture::preset_for({.codec = "h264"}, "/a", true).arguments, "-re"));
    CHECK_FALSE(has(capture::preset_for({.codec = "h264"}, "/a", false).arguments, "-re"));
}
