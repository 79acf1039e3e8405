#pragma once
// How START_INGEST names a device: "v4l2:/dev/video0?quality=80", "screen::0?rect=640x480+0+0",
// "pattern:?frames=100", "file:/films/a.mkv?loop=1", or plainly "/dev/video0".

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace weir::resource {

// A value. The part after the scheme and the options are percent-encoded where they would collide
// with the separators, so any file name survives the trip.
struct DevicePath {
    enum class Kind { camera, screen, pattern, file };

    Kind kind = Kind::pattern;
    std::string target;  // device file, display, file or URL; empty where the kind needs none
    std::map<std::string, std::string, std::less<>> options;

    // bad_request with a sentence when the scheme or the encoding is wrong.
    static Result<DevicePath> parse(std::string_view text);
    std::string text() const;

    void set(std::string key, std::string value) { options[std::move(key)] = std::move(value); }
    std::string_view get(std::string_view key) const;  // empty when absent
    // `fallback` when absent; bad_request when not a number between the bounds.
    Result<long> number(std::string_view key, long fallback, long smallest, long largest) const;
};

}  // namespace weir::resource
