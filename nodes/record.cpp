// weir record: every frame of a stream into a file.

#include <asio/post.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/log.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/frame_pump.hpp"
#include "nodes/reader.hpp"
#include "nodes/recorder.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes {
namespace {

// What a slow disk may leave waiting here before frames are lost, and said to be.
constexpr std::size_t frames_waiting_max = 600;
constexpr auto finish_patience = std::chrono::seconds(60);

class Record final : public FrameConsumer {
public:
    explicit Record(const ReaderOptions& options) : options_(options) {}

    Result<> on_format(const frame::StreamFormat& format) override {
        if (format_ && format_->encoding != format.encoding)
            return fail(Code::unsupported,
                        options_.output +
                            ": the stream changed its encoding; the file ends here, "
                            "record again into another one");
        if (format_) return {};  // a picture of another size goes on in the same file
        auto command = record_command(format, options_.output, options_.overwrite);
        if (!command) return std::unexpected(command.error());
        format_ = format;
        recorder_.emplace(format, std::move(*command));
        return {};
    }

    void on_frame(frame::FrameRef frame) override {
        if (recorder_) pump_->put(std::move(frame));
    }

    int run() {
        Reader reader(options_, *this);
        pump_.emplace(
            options_.acknowledged ? limits::completeness_frames_max : frames_waiting_max,
            FramePump::Work{
                .write = [this](const frame::Frame& f) { return recorder_->write(f); },
                .finish = [this] { return recorder_ ? recorder_->finish() : Result<>(); },
                .stopped =
                    [&reader] { asio::post(reader.executor(), [&reader] { reader.end(); }); }});
        int code = reader.run();
        pump_->finish();
        if (!pump_->ended_within(finish_patience)) {
            std::fprintf(
                stderr, "weir: %s: the disk has not taken the last frames in 60 s; left as it is\n",
                options_.output.c_str());
            std::_Exit(exit_failed);
        }
        if (const auto& problem = pump_->problem()) {
            cli::note(options_.output + ": " + problem->what);
            code = exit_failed;
        }
        const std::uint64_t lost = pump_->spilled() + reader.frames_lost();
        std::fprintf(stderr, "weir: %s: %llu frames recorded, %llu lost\n", options_.output.c_str(),
                     static_cast<unsigned long long>(pump_->written()),
                     static_cast<unsigned long long>(lost));
        pump_.reset();
        return code;
    }

private:
    ReaderOptions options_;
    std::optional<frame::StreamFormat> format_;
    std::optional<Recorder> recorder_;  // made on the node thread, used on the pump's thread only
    std::optional<FramePump> pump_;
};

}  // namespace

int run_record(ReaderOptions options) {
    std::error_code problem;
    if (!options.overwrite && std::filesystem::exists(options.output, problem)) {
        std::fprintf(stderr, "weir: %s is there already; give another name, or --overwrite\n",
                     options.output.c_str());
        return exit_failed;
    }
    if (find_program("ffmpeg").empty()) {
        std::fputs(
            "weir: ffmpeg is not installed, and it writes the file; apt-get install ffmpeg\n",
            stderr);
        return exit_failed;
    }
    return Record(options).run();
}

}  // namespace weir::nodes
