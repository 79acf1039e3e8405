#pragma once
// How a stream's payload is to be read. The numbers are ours; the wire's numbers are mapped where
// messages are read and written.

#include <cstdint>
#include <memory>

namespace weir::frame {

enum class Encoding : std::uint8_t { mjpeg, h264, h265, av1, ffv1, prores, qoi, raw, raw_zstd };

// Only raw and raw_zstd have one; everything else says `none`.
enum class PixelLayout : std::uint8_t { none, bgra, rgba, bgr, yuv420_planar, yuv422_packed };

enum class Origin : std::uint8_t {
    unknown,
    device_native,
    libjpeg_turbo,
    ffmpeg_libavcodec,
    ffmpeg_subprocess,
    vaapi,
    nvenc,
    software_other,
};

struct StreamFormat {
    Encoding encoding = Encoding::mjpeg;
    PixelLayout layout = PixelLayout::none;
    Origin origin = Origin::unknown;
    std::uint16_t width = 0;   // pixels
    std::uint16_t height = 0;  // pixels
    std::uint16_t fps_n = 0;   // 0/0 when the source does not know
    std::uint16_t fps_d = 0;

    bool operator==(const StreamFormat&) const = default;
};

using FormatRef = std::shared_ptr<const StreamFormat>;

// True when a frame may need earlier ones to be decoded, so that a drop breaks what follows it.
constexpr bool inter_coded(Encoding encoding) {
    return encoding == Encoding::h264 || encoding == Encoding::h265 || encoding == Encoding::av1;
}

}  // namespace weir::frame
