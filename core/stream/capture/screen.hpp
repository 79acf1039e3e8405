#pragma once
// A desktop as a capture device: X11 by shared memory.

#include <memory>

#include "base/error.hpp"
#include "stream/capture/device.hpp"

namespace weir::capture {

// The display of "screen::1", or $DISPLAY for "screen:"; the whole desktop or request.rect, at 30
// pictures a second unless asked otherwise. A desktop that changes its size is lost, and has the
// new size when it is opened again. unsupported in a build without X11.
Result<std::unique_ptr<Device>> open_screen(const Request& request);

}  // namespace weir::capture
