#include "nodes/recorder.hpp"

#include <poll.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <initializer_list>
#include <utility>

#include "nodes/reader.hpp"

namespace weir::nodes {
namespace {

constexpr auto finish_patience =
    std::chrono::seconds(30);  // a long MP4 is written again at its end

constexpr std::array recordable{frame::Encoding::mjpeg, frame::Encoding::h264,
                                frame::Encoding::h265, frame::Encoding::av1, frame::Encoding::raw};

// What ffmpeg calls the raw form of a recordable encoding.
std::string demuxer(const frame::StreamFormat& format) {
    switch (format.encoding) {
        case frame::Encoding::mjpeg:
            return "mjpeg";
        case frame::Encoding::h264:
        case frame::Encoding::h265:
            return "mpegts";  // so that each frame has a time; their raw forms have none
        case frame::Encoding::av1:
            return "obu";
        case frame::Encoding::raw:
            return "rawvideo";
        default:
            return "";
    }
}

std::string pixel_format(frame::PixelLayout layout) {
    switch (layout) {
        case frame::PixelLayout::bgra:
            return "bgra";
        case frame::PixelLayout::rgba:
            return "rgba";
        case frame::PixelLayout::bgr:
            return "bgr24";
        case frame::PixelLayout::yuv422_packed:
            return "yuyv422";
        default:
            return "yuv420p";
    }
}

}  // namespace

Result<std::vector<std::string>> record_command(const frame::StreamFormat& format,
                                                const std::string& file, bool overwrite) {
    if (auto can = readable(format, "weir record", recordable,
                            "anything else would have to be encoded again");
        !can)
        return std::unexpected(can.error());
    const std::string input = demuxer(format);
    const bool known_rate = format.fps_n > 0 && format.fps_d > 0;
    const std::string rate =
        known_rate ? std::to_string(format.fps_n) + "/" + std::to_string(format.fps_d) : "30";
    std::vector<std::string> command{"ffmpeg",    "-nostdin", "-hide_banner",
                                     "-loglevel", "error",    overwrite ? "-y" : "-n"};
    const auto add = [&command](std::initializer_list<std::string> words) {
        command.insert(command.end(), words);
    };
    if (format.encoding == frame::Encoding::raw)
        add({"-video_size", std::to_string(format.width) + "x" + std::to_string(format.height),
             "-pixel_format", pixel_format(format.layout)});
    if (input != "mpegts") add({"-framerate", rate});
    add({"-f", input, "-i", "pipe:0", "-c", "copy", "file:" + file});
    return command;
}

Recorder::Recorder(const frame::StreamFormat& format, std::vector<std::string> command,
                   std::optional<Duration> stall_max)
    : command_(std::move(command)), stall_max_(stall_max) {
    if (format.encoding == frame::Encoding::h264) muxer_.emplace(TsMuxer::Codec::h264);
    if (format.encoding == frame::Encoding::h265) muxer_.emplace(TsMuxer::Codec::h265);
}

Result<> Recorder::write(const frame::Frame& frame) {
    if (ffmpeg_ == nullptr) {
        auto started =
            Subprocess::start({.argv = command_, .stdin_pipe = true, .stdout_pipe = false});
        if (!started) return std::unexpected(started.error());
        ffmpeg_ = std::move(*started);
    }
    auto rest =
        muxer_ ? muxer_->mux(frame.payload(), frame.captured_us, frame.keyframe) : frame.payload();
    while (!rest.empty()) {
        const auto taken = ffmpeg_->write_in(rest);
        if (!taken) return std::unexpected(ended_early());
        rest = rest.subspan(*taken);
        if (*taken > 0) continue;
        if (auto waited = wait_writable(); !waited) return waited;
    }
    return {};
}

Result<> Recorder::wait_writable() {
    pollfd fds[] = {{ffmpeg_->in_fd(), POLLOUT, 0}, {ffmpeg_->error_fd(), POLLIN, 0}};
    const int patience_ms =
        stall_max_ ? static_cast<int>(
                         std::chrono::duration_cast<std::chrono::milliseconds>(*stall_max_).count())
                   : -1;
    const int ready = ::poll(fds, 2, patience_ms);
    if (ready < 0 && errno != EINTR)
        return fail(Code::os_failure, "waiting for ffmpeg: " + errno_name(errno), errno);
    if (ready == 0)
        return fail(Code::timed_out,
                    "the disk has taken nothing for " + std::to_string(patience_ms / 1000) + " s");
    if (fds[1].revents != 0) ffmpeg_->drain_errors();
    return {};
}

Error Recorder::ended_early() {
    ffmpeg_->close_in();
    ffmpeg_->wait(finish_patience);
    return {Code::os_failure, "recording ended: " + ffmpeg_->exit_reason()};
}

Result<> Recorder::finish() {
    if (ffmpeg_ == nullptr) return {};
    ffmpeg_->close_in();
    if (!ffmpeg_->wait(finish_patience))
        return fail(Code::timed_out, "ffmpeg has not finished the file after 30 s; it was stopped");
    if (!ffmpeg_->succeeded())
        return fail(Code::os_failure, "recording: " + ffmpeg_->exit_reason());
    return {};
}

}  // namespace weir::nodes
