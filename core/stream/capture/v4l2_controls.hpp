#pragma once
// A camera's controls: brightness, exposure and whatever else its driver has.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "stream/capture/v4l2_api.hpp"

namespace weir::capture {

// The numbers of V4L2, except `other` for everything that is no single number.
enum class ControlType : std::uint8_t {
    integer = 1,
    boolean = 2,
    menu = 3,
    button = 4,
    integer64 = 5,
    category = 6,
    text = 7,
    bitmask = 8,
    integer_menu = 9,
    other = 255,
};

struct MenuItem {
    std::uint32_t index = 0;  // menus have holes: what set_control takes
    std::int64_t value = 0;   // of an integer menu, else the index
    std::string name;         // of a menu, else empty
};

struct Control {
    std::uint32_t id = 0;
    ControlType type = ControlType::integer;
    std::uint32_t flags = 0;  // V4L2_CTRL_FLAG_*
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t step = 0;
    std::int64_t default_value = 0;
    std::int64_t value = 0;  // 0 where there is no number to read
    std::string name;
    std::vector<MenuItem> menu;
};

// All three open the device for the call; a running capture is not disturbed. A round trip to a USB
// camera takes milliseconds per control.
Result<std::vector<Control>> list_controls(const std::string& device_path,
                                           V4l2Api& api = system_v4l2());
Result<std::int64_t> get_control(const std::string& device_path, std::uint32_t id,
                                 V4l2Api& api = system_v4l2());
// The value as the driver took it, clamped and rounded to what the control can be.
Result<std::int64_t> set_control(const std::string& device_path, std::uint32_t id,
                                 std::int64_t value, V4l2Api& api = system_v4l2());

}  // namespace weir::capture
