#include "stream/capture/file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/subprocess.hpp"
#include "stream/capture/media_probe.hpp"
#include "stream/capture/splitter.hpp"
#include "stream/capture/threaded_device.hpp"

namespace weir::capture {
namespace {

constexpr std::size_t chunk_bytes = 256u << 10;
constexpr std::size_t probe_bytes_max = 64u << 10;

// Runs a child to its end of output, on the capture thread.
class ChildReader {
public:
    ChildReader(Subprocess& child, const StopSignal& stop) : child_(child), stop_(stop) {
        // Fewer, larger reads: a frame often fits. A refusal only costs wake-ups.
        ::fcntl(child.out_fd(), F_SETPIPE_SZ, static_cast<int>(2 * chunk_bytes));
    }

    enum class Next { bytes, end, stopped };
    // The next bytes, valid until the next call.
    Result<Next> wait(std::span<const std::byte>& bytes) {
        for (;;) {
            std::array<pollfd, 3> fds{{{stop_.fd(), POLLIN, 0},
                                       {child_.out_fd(), POLLIN, 0},
                                       {child_.error_fd(), POLLIN, 0}}};
            if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR)
                return fail(Code::os_failure, "cannot wait for a child: " + errno_name(errno),
                            errno);
            if (fds[0].revents != 0) {
                child_.kill(
                    Duration::zero());  // it only reads: nothing to finish in an orderly way
                return Next::stopped;
            }
            if (fds[2].revents != 0) child_.drain_errors();
            if (fds[1].revents == 0) continue;
            const auto read = child_.read_out(chunk_);
            if (!read) return std::unexpected(read.error());
            if (read->end) return Next::end;
            if (read->bytes == 0) continue;
            bytes = std::span<const std::byte>(chunk_).first(read->bytes);
            return Next::bytes;
        }
    }

private:
    Subprocess& child_;
    const StopSignal& stop_;
    std::vector<std::byte> chunk_ = std::vector<std::byte>(chunk_bytes);
};

std::unique_ptr<Splitter> splitter_for(Cut cut) {
    switch (cut) {
        case Cut::h264:
            return split_annexb(Annexb::h264, limits::payload_bytes_max);
        case Cut::h265:
            return split_annexb(Annexb::h265, limits::payload_bytes_max);
        case Cut::multipart:
            break;
    }
    return split_multipart(multipart_boundary, limits::payload_bytes_max);
}

class File final : public ThreadedDevice {
public:
    File(std::string path, const Request& request, Account& account, StopSignal stop)
        : ThreadedDevice("file " + path, std::move(stop)),
          path_(std::move(path)),
          stream_id_(request.stream_id),
          loop_(request.loop),
          realtime_(request.realtime),
          account_(account) {}
    ~File() override { stop(); }

private:
    enum class Round { ended, stopped };

    Result<> run(Sink& sink) override {
        std::string printed;
        const auto probed = probe(printed);
        if (!probed) return std::unexpected(probed.error());
        if (*probed == Round::stopped) return {};
        const auto facts = read_probe(printed, path_);
        if (!facts) return std::unexpected(facts.error());
        const Preset preset = preset_for(*facts, path_, realtime_);
        sink.on_format({.encoding = preset.encoding,
                        .origin = frame::Origin::ffmpeg_subprocess,
                        .width = facts->width,
                        .height = facts->height,
                        .fps_n = facts->fps_n,
                        .fps_d = facts->fps_d});
        // Starting anew is the loop: ffmpeg's own ends with the bitstream filters' first round.
        do {
            const std::uint64_t before = counters_.captured;
            const auto round = play(preset, sink);
            if (!round) return std::unexpected(round.error());
            if (*round == Round::stopped) return {};
            if (counters_.captured == before)
                return fail(Code::unsupported, path_ + " holds no pictures; try another file");
        } while (loop_);
        sink.on_end();
        return {};
    }

    Result<Round> probe(std::string& printed) {
        auto child = Subprocess::start({.argv = probe_arguments(path_)});
        if (!child) return std::unexpected(child.error());
        ChildReader reader(**child, stop_signal());
        std::span<const std::byte> bytes;
        for (;;) {
            const auto next = reader.wait(bytes);
            if (!next) return std::unexpected(next.error());
            if (*next == ChildReader::Next::stopped) return Round::stopped;
            if (*next == ChildReader::Next::end) break;
            if (printed.size() + bytes.size() > probe_bytes_max)
                return fail(Code::limit_exceeded, "ffprobe says too much about " + path_);
            printed.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        }
        if (auto ended = expect_success(**child); !ended) return std::unexpected(ended.error());
        return Round::ended;
    }

    Result<Round> play(const Preset& preset, Sink& sink) {
        auto child = Subprocess::start({.argv = preset.arguments});
        if (!child) return std::unexpected(child.error());
        ChildReader reader(**child, stop_signal());
        const auto splitter = splitter_for(preset.cut);
        Result<> sealed;
        const auto on_unit = [&](const Unit& unit) {
            if (sealed) sealed = seal(unit, sink);
        };
        const auto checked = [&](std::expected<void, SplitFault> split) -> Result<> {
            if (!sealed || split) return sealed;
            return fail(Code::unsupported, "cannot cut the output of ffmpeg for " + path_ + ": " +
                                               std::string(weir::capture::name(split.error())));
        };
        std::span<const std::byte> bytes;
        for (;;) {
            const auto next = reader.wait(bytes);
            if (!next) return std::unexpected(next.error());
            if (*next == ChildReader::Next::stopped) return Round::stopped;
            if (*next == ChildReader::Next::end) break;
            if (auto split = checked(splitter->push(bytes, on_unit)); !split)
                return std::unexpected(split.error());
        }
        if (auto ended = expect_success(**child); !ended) return std::unexpected(ended.error());
        if (auto split = checked(splitter->finish(on_unit)); !split)
            return std::unexpected(split.error());
        return Round::ended;
    }

    Result<> expect_success(Subprocess& child) const {
        if (!child.wait(limits::child_patience)) child.kill();
        if (child.succeeded()) return {};
        return fail(Code::unsupported, "cannot play " + path_ + ": " + child.exit_reason());
    }

    Result<> seal(const Unit& unit, Sink& sink) {
        auto draft = frame::Draft::open(unit.bytes.size(), account_);
        if (!draft) return std::unexpected(draft.error());
        std::ranges::copy(unit.bytes, draft->bytes().begin());
        sink.on_frame(std::move(*draft).seal({.stream_id = stream_id_,
                                              .sequence = next_++,
                                              .captured_us = unix_time_us(),
                                              .keyframe = unit.keyframe},
                                             unit.bytes.size()));
        ++counters_.captured;
        return {};
    }

    std::string path_;
    std::uint16_t stream_id_;
    bool loop_;
    bool realtime_;
    Account& account_;
    std::uint32_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<Device>> open_file(const Request& request, Account& account) {
    const std::string path = target_of(request.device_path);
    if (::access(path.c_str(), R_OK) != 0)
        return fail(errno == ENOENT ? Code::not_found : Code::refused,
                    "cannot read " + path + ": " + errno_name(errno) +
                        "; check the path and its permissions",
                    errno);
    for (const char* program : {"ffmpeg", "ffprobe"})
        if (find_program(program).empty())
            return fail(Code::not_found,
                        std::string("playing files needs ") + program +
                            ", which is not installed; install the package ffmpeg");
    auto stop = StopSignal::open();
    if (!stop) return std::unexpected(stop.error());
    return std::make_unique<File>(path, request, account, std::move(*stop));
}

}  // namespace weir::capture
