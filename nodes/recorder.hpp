#pragma once
// Frames into a file by ffmpeg, without encoding again.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/subprocess.hpp"
#include "nodes/ts_muxer.hpp"
#include "stream/frame/encoding.hpp"
#include "stream/frame/frame.hpp"

namespace weir::nodes {

// The arguments of ffmpeg for that stream; unsupported when ffmpeg cannot be fed with it.
Result<std::vector<std::string>> record_command(const frame::StreamFormat& format,
                                                const std::string& file, bool overwrite);

// Lives on one thread, and ffmpeg ends with it.
class Recorder {
public:
    // A disk that takes nothing for `stall_max` is an error; without it, it is waited for.
    Recorder(const frame::StreamFormat& format, std::vector<std::string> command,
             std::optional<Duration> stall_max = std::nullopt);

    // Starts ffmpeg with the first frame. Waits as long as ffmpeg takes.
    Result<> write(const frame::Frame& frame);
    // Lets ffmpeg end the file properly.
    Result<> finish();

private:
    Result<> wait_writable();
    Error ended_early();

    std::vector<std::string> command_;
    std::optional<Duration> stall_max_;
    std::optional<TsMuxer> muxer_;  // of streams whose raw form carries no times
    std::unique_ptr<Subprocess> ffmpeg_;
};

}  // namespace weir::nodes
