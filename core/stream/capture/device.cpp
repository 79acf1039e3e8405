#include "stream/capture/device.hpp"

#include <algorithm>
#include <utility>

#include "stream/capture/camera.hpp"
#include "stream/capture/devices.hpp"
#include "stream/capture/file.hpp"
#include "stream/capture/monitors.hpp"
#include "stream/capture/pattern.hpp"
#include "stream/capture/screen.hpp"
#include "stream/capture/v4l2_devices.hpp"

namespace weir::capture {
namespace {

std::vector<frame::StreamFormat> formats_of(const std::vector<Monitor>& monitors) {
    std::vector<frame::StreamFormat> formats;
    for (const Monitor& monitor : monitors)
        formats.push_back(
            {.encoding = frame::Encoding::raw,
             .layout = frame::PixelLayout::bgra,
             .origin = frame::Origin::device_native,
             .width = static_cast<std::uint16_t>(std::min(monitor.width, 0xffffu)),
             .height = static_cast<std::uint16_t>(std::min(monitor.height, 0xffffu))});
    return formats;
}

}  // namespace

Result<std::unique_ptr<Device>> open(const Request& request, Account& account) {
    const auto kind = kind_of(request.device_path);
    if (!kind) return std::unexpected(kind.error());
    switch (*kind) {
        case Kind::camera:
            return open_camera(request, account);
        case Kind::screen:
            return open_screen(request);
        case Kind::pattern:
            return open_pattern(request);
        case Kind::file:
            return open_file(request, account);
    }
    return fail(Code::bad_request, "no such kind of device");
}

std::vector<DeviceInfo> list_devices() {
    auto devices = list_cameras();
    if (const auto monitors = list_monitors(); monitors)
        devices.push_back({.kind = Kind::screen,
                           .path = "screen:",
                           .name = "Desktop",
                           .driver = "x11",
                           .bus = {},
                           .formats = formats_of(*monitors)});
    devices.push_back({.kind = Kind::pattern,
                       .path = "pattern:",
                       .name = "Test pattern",
                       .driver = {},
                       .bus = {},
                       .formats = {}});
    return devices;
}

}  // namespace weir::capture
