#include "stream/capture/file.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/subprocess.hpp"
#include "stream/capture/recording_sink.hpp"
#include "stream/codec/jpeg.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"

namespace {
using namespace weir;
namespace fs = std::filesystem;

struct Rig {
    fs::path folder;
    Ledger ledger;
    Account& account = ledger.open("capture");
    test::RecordingSink sink;

    Rig() {
        std::string name = (fs::temp_directory_path() / "weir-file-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
    }
    ~Rig() { fs::remove_all(folder); }

    // A film of so many pictures, made by ffmpeg with these output options.
    std::string film(const std::string& name, int pictures, std::vector<std::string> options) {
        const std::string path = folder / name;
        std::vector<std::string> argv{"ffmpeg",    "-nostdin",
                                      "-loglevel", "error",
                                      "-f",        "lavfi",
                                      "-i",        "testsrc=size=160x96:rate=25",
                                      "-frames:v", std::to_string(pictures)};
        argv.insert(argv.end(), options.begin(), options.end());
        argv.push_back(path);
        auto child = Subprocess::start({.argv = argv, .stdout_pipe = false});
        REQUIRE(child.has_value());
        (*child)->wait(std::chrono::minutes(1));
        INFO((*child)->exit_reason());
        REQUIRE((*child)->succeeded());
        return path;
    }
    std::unique_ptr<capture::Device> open(const std::string& path, bool loop = false) {
        auto device = capture::open_file(
            {.device_path = "file:" + path, .stream_id = 3, .loop = loop, .realtime = false},
            account);
        REQUIRE(device.has_value());
        return std::move(*device);
    }
    test::RecordingSink::Seen play(const std::string& path) {
        const auto device = open(path);
        REQUIRE(device->start(sink).has_value());
        sink.wait_until([](const auto& seen) { return seen.ended || seen.lost; });
        device->stop();
        if (sink.seen().lost) FAIL(sink.seen().lost->what);
        return sink.seen();
    }
};

bool no_ffmpeg() {
    if (!find_program("ffmpeg").empty() && !find_program("ffprobe").empty()) return false;
    test::skipped("ffmpeg is not installed");
    return true;
}

std::size_t keyframes(const test::RecordingSink::Seen& seen) {
    std::size_t count = 0;
    for (const auto& frame : seen.frames) count += frame->keyframe ? 1 : 0;
    return count;
}
}  // namespace

TEST_CASE("file: every H.264 picture arrives once, the last too, and key frames are known",
          "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const auto seen = rig.play(rig.film(
        "a.mkv", 53,
        {"-c:v", "libx264", "-g", "10", "-bf", "2", "-pix_fmt", "yuv420p", "-sc_threshold", "0"}));

    CHECK(seen.format->encoding == frame::Encoding::h264);
    CHECK(seen.format->width == 160);
    CHECK(seen.format->fps_n == 25);
    REQUIRE(seen.frames.size() == 53);
    for (std::uint32_t i = 0; i < 53; ++i) CHECK(seen.frames[i]->sequence == i);
    CHECK(seen.frames[0]->keyframe);
    CHECK(keyframes(seen) == 6);
    CHECK(seen.calls_after_end == 0);
}

TEST_CASE("file: pictures of several slices and delimiters of its own stay whole", "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const auto film = rig.film(
        "a.mp4", 21, {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-x264-params", "slices=4:aud=1"});

    CHECK(rig.play(film).frames.size() == 21);
}

TEST_CASE("file: every H.265 picture arrives once", "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const auto seen = rig.play(
        rig.film("a.mp4", 22,
                 {"-c:v", "libx265", "-x265-params", "log-level=error:keyint=10:min-keyint=10"}));

    CHECK(seen.format->encoding == frame::Encoding::h265);
    CHECK(seen.frames.size() == 22);
    CHECK(seen.frames[0]->keyframe);
}

TEST_CASE("file: MJPEG is copied and everything else transcoded to it, picture by picture",
          "[capture]") {
    if (no_ffmpeg()) return;
    const auto decoder = std::move(*codec::JpegDecoder::open());
    for (const auto& [name, options] :
         {std::pair<std::string, std::vector<std::string>>{"a.avi", {"-c:v", "mjpeg"}},
          {"b.mp4", {"-c:v", "mpeg4"}},
          {"c.gif", {}}}) {
        CAPTURE(name);
        Rig rig;
        const auto seen = rig.play(rig.film(name, 17, options));
        CHECK(seen.format->encoding == frame::Encoding::mjpeg);
        REQUIRE(seen.frames.size() == 17);
        codec::DecodedPicture picture;
        for (const auto& frame : seen.frames) {
            CHECK(frame->keyframe);
            CHECK(decoder->decode(frame->payload(), {.width = 160, .height = 96},
                                  codec::DecodeTo::rgb, picture));
        }
    }
}

TEST_CASE("file: a loop begins anew and counts on", "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const auto device =
        rig.open(rig.film("a.mkv", 5, {"-c:v", "libx264", "-pix_fmt", "yuv420p"}), true);
    REQUIRE(device->start(rig.sink).has_value());
    rig.sink.wait_until([](const auto& seen) { return seen.frame_count >= 12; });
    device->stop();

    const auto seen = rig.sink.seen();
    CHECK_FALSE(seen.ended);
    CHECK(seen.frames[10]->keyframe);
    CHECK(seen.frames[11]->sequence == 11);
}

TEST_CASE("file: stopping ends ffmpeg in the middle and gives the memory back", "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const auto device =
        rig.open(rig.film("a.mkv", 200, {"-c:v", "libx264", "-pix_fmt", "yuv420p"}), true);
    for (int round = 0; round < 3; ++round) {
        REQUIRE(device->start(rig.sink).has_value());
        const auto before = rig.sink.seen().frame_count;
        rig.sink.wait_until([=](const auto& seen) { return seen.frame_count > before; });
        device->stop();
    }
    rig.sink.forget_frames();

    CHECK(rig.ledger.reads_zero());
}

TEST_CASE("file: what is no film ends with a sentence that holds ffmpeg's own words", "[capture]") {
    if (no_ffmpeg()) return;
    Rig rig;
    const std::string path = rig.folder / "text.mkv";
    std::ofstream(path) << "no film at all";
    const auto device = rig.open(path);
    REQUIRE(device->start(rig.sink).has_value());
    rig.sink.wait_until([](const auto& seen) { return seen.lost.has_value(); });
    device->stop();

    const std::string what = rig.sink.seen().lost->what;
    CHECK(what.find("cannot play " + path + ": ffprobe ended with status 1") == 0);
    CHECK(what.find("Invalid data") != std::string::npos);
}

TEST_CASE("file: a path that is not there is told at once", "[capture]") {
    Ledger ledger;
    const auto device =
        capture::open_file({.device_path = "file:/no/such/film.mkv"}, ledger.open("x"));

    REQUIRE_FALSE(device.has_value());
    CHECK(device.error().code == Code::not_found);
}
