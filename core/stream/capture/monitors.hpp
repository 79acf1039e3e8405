#pragma once
// The monitors of a desktop; the fields of enum_monitors.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace weir::capture {

struct Monitor {
    std::int32_t x = 0;  // pixels from the left of the desktop
    std::int32_t y = 0;
    std::uint32_t width = 0;  // pixels
    std::uint32_t height = 0;
    std::uint32_t width_mm = 0;  // 0 when the monitor does not say
    std::uint32_t height_mm = 0;
    std::uint32_t refresh_mhz = 0;  // thousandths of a hertz, 0 when unknown
    std::string name;               // "HDMI-1"
};

// The primary monitor first. An empty display name means $DISPLAY. not_found without a display,
// unsupported in a build without X11.
Result<std::vector<Monitor>> list_monitors(const std::string& display = {});

}  // namespace weir::capture
