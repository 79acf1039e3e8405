#pragma once
// What a media file holds, asked of ffprobe, and which ffmpeg preset makes frames of it.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "stream/frame/encoding.hpp"

namespace weir::capture {

struct MediaFacts {
    std::string codec;  // ffmpeg's name: h264, hevc, mjpeg, ...
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::uint16_t fps_n = 0;  // 0/0 when the file does not say
    std::uint16_t fps_d = 0;
};

// The arguments for the first video stream of a file, cover art excepted.
std::vector<std::string> probe_arguments(const std::string& path);
// Pure: reads what they print. `path` is for the error's sentence.
Result<MediaFacts> read_probe(std::string_view printed, const std::string& path);

// How ffmpeg's output is to be cut apart.
enum class Cut : std::uint8_t { h264, h265, multipart };

// H.264, H.265 and MJPEG are copied, everything else becomes MJPEG.
struct Preset {
    frame::Encoding encoding;
    Cut cut;
    std::vector<std::string> arguments;
};

inline constexpr std::string_view multipart_boundary = "weir";

Preset preset_for(const MediaFacts& facts, const std::string& path, bool realtime);

}  // namespace weir::capture
