#pragma once
// What somebody wants captured, in the words of the start_ingest command.

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace weir::capture {

// `automatic` lets the device choose: a camera's own MJPEG first, then YUYV.
enum class Wish : std::uint8_t { automatic, mjpeg, yuyv };

struct Rect {
    std::int32_t x = 0;  // pixels from the left of the desktop
    std::int32_t y = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

struct Request {
    std::string device_path =
        {};  // /dev/video0 (empty: first camera), screen:, screen::1, pattern:, file:/a/film.mkv
    std::uint16_t stream_id = 0;
    Wish format = Wish::automatic;
    std::uint16_t width = 0;  // 0 lets the device choose
    std::uint16_t height = 0;
    std::uint16_t fps_n = 0;  // 0/0 lets the device choose
    std::uint16_t fps_d = 0;
    std::optional<Rect> rect = {};   // screen: this part of the desktop
    bool cursor = true;              // screen: with the mouse pointer
    std::uint64_t pictures_max = 0;  // pattern: ends after this many, 0 never
    bool loop = false;               // file: from the beginning again at its end
    bool realtime = true;            // file: at its own pace, else as fast as it can be read
};

enum class Kind : std::uint8_t { camera, screen, pattern, file };

// The scheme of a device path; bad_request with the possible ones for anything else.
Result<Kind> kind_of(const std::string& device_path);
// What stands behind the scheme: ":1", "/a/film.mkv"; the path itself for a camera.
std::string target_of(const std::string& device_path);

}  // namespace weir::capture
