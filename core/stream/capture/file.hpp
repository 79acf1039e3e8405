#pragma once
// A media file as a capture device: anything ffmpeg reads.

#include <memory>

#include "base/error.hpp"
#include "base/ledger.hpp"
#include "stream/capture/device.hpp"

namespace weir::capture {

// Checks that the file can be read and that ffmpeg is there; what the file holds is found out on
// the capture thread. Every picture of the source becomes one frame; the end is on_end().
Result<std::unique_ptr<Device>> open_file(const Request& request, Account& account);

}  // namespace weir::capture
