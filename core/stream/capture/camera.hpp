#pragma once
// A V4L2 camera as a capture device.

#include <memory>

#include "base/error.hpp"
#include "base/ledger.hpp"
#include "stream/capture/device.hpp"
#include "stream/capture/v4l2_api.hpp"

namespace weir::capture {

// Opens and negotiates; streaming begins with start(). MJPEG arrives as frames ready for the wire,
// everything else as pictures. An empty device_path takes the first camera there is.
Result<std::unique_ptr<Device>> open_camera(const Request& request, Account& account,
                                            V4l2Api& api = system_v4l2());

}  // namespace weir::capture
