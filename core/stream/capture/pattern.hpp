#pragma once
// The test picture as a capture device: needs no hardware and never fails.

#include <memory>

#include "base/error.hpp"
#include "stream/capture/device.hpp"

namespace weir::capture {

// 1280x720 at 30 unless asked otherwise. bad_request for a size it cannot draw.
Result<std::unique_ptr<Device>> open_pattern(const Request& request);

}  // namespace weir::capture
