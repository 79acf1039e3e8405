// weir cat: payloads to standard output, so that `weir cat STREAM | ffplay -` works.

#include <unistd.h>

#include <asio/post.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "base/log.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/frame_pump.hpp"
#include "nodes/reader.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes {
namespace {

constexpr std::size_t low_latency_frames_max = 1;  // besides the one that is being written
constexpr std::size_t completeness_frames_max = limits::completeness_frames_default;
// Whoever answers for a frame must not spill it; the pipe may be slow for as long as memory lasts.
constexpr std::size_t acknowledged_frames_max = limits::completeness_frames_max;
constexpr auto pipe_patience = std::chrono::seconds(2);

Result<> write_out(const frame::Frame& frame) {
    auto rest = frame.payload();
    while (!rest.empty()) {
        const auto written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EPIPE)
            return fail(Code::peer_closed, "standard output was closed by its reader");
        if (written < 0)
            return fail(Code::os_failure,
                        "standard output: cannot be written (" + errno_name(errno) + ")", errno);
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

class Cat final : public FrameConsumer {
public:
    explicit Cat(const ReaderOptions& options)
        : frames_waiting_max_(options.acknowledged ? acknowledged_frames_max
                              : options.mode == "completeness" || options.frames > 0
                                  ? completeness_frames_max
                                  : low_latency_frames_max) {}

    Result<> on_format(const frame::StreamFormat& format) override {
        log::info("cat", "stream format", {{"width", format.width}, {"height", format.height}});
        return {};
    }
    void on_frame(frame::FrameRef frame) override { pump_->put(std::move(frame)); }

    int run(const ReaderOptions& options) {
        Reader reader(options, *this);
        pump_.emplace(
            frames_waiting_max_,
            FramePump::Work{
                .write = write_out,
                .finish = [] { return Result<>(); },
                .stopped =
                    [&reader] { asio::post(reader.executor(), [&reader] { reader.end(); }); }});
        int code = reader.run();
        pump_->finish();
        // What was read is written, however slow the pipe; but nobody can keep a program that was
        // told to end.
        if (!reader.interrupted()) pump_->wait_end();
        if (!pump_->ended_within(pipe_patience)) std::_Exit(code);
        const auto& problem = pump_->problem();
        if (problem && problem->code != Code::peer_closed) {
            cli::note(problem->what);
            code = exit_failed;
        }
        log::info("cat", "ended",
                  {{"frames", pump_->written()},
                   {"spilled", pump_->spilled()},
                   {"missing", reader.frames_lost()}});
        pump_.reset();
        return code;
    }

private:
    std::size_t frames_waiting_max_;
    std::optional<FramePump> pump_;
};

}  // namespace

int run_cat(ReaderOptions options) {
    if (isatty(STDOUT_FILENO) != 0) {
        std::fputs(
            "weir: standard output is a terminal, and payloads are binary; pipe them, for example: "
            "weir cat STREAM | ffplay -\n",
            stderr);
        return exit_usage;
    }
    Cat cat(options);
    return cat.run(options);
}

}  // namespace weir::nodes
