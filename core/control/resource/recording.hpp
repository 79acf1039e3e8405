#pragma once
// The seam between a recording that is wanted and the file that it ends up in.

#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "stream/frame/frame.hpp"

namespace weir::resource {

// One file being written. Every call may block; all come from one thread, the destructor as well.
class Recording {
public:
    virtual ~Recording() = default;

    virtual Result<> write(const frame::Frame& frame) = 0;
    virtual Result<> finish() = 0;  // no frame follows: the file is made whole
};

// A new file for the recording of that name; never one that is there already. May block.
using OpenRecording = std::function<Result<std::unique_ptr<Recording>>(
    const std::string& path, const frame::StreamFormat& format)>;

}  // namespace weir::resource
