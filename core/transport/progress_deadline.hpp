#pragma once
// Tells a slow peer from one that dribbles bytes to hold a connection and its memory. Pure.

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/clock.hpp"
#include "base/limits.hpp"

namespace weir::transport {

// A message that has begun must have its header, and a small one its payload, within `timeout`; a
// large payload must bring limits::receive_bytes_min and its share (limits::receive_windows_max) in
// every `timeout`. No message under way, no deadline.
class ProgressDeadline {
public:
    explicit ProgressDeadline(Duration timeout = limits::header_timeout) : timeout_(timeout) {}

    struct Received {
        std::size_t bytes = 0;
        bool completed = false;         // at least one message ended with these bytes
        bool mid_message = false;       // another one has begun
        bool mid_payload = false;       // and it is a large one, with its header complete
        std::size_t payload_bytes = 0;  // of that one, when it is complete
    };

    void received(TimePoint now, const Received& what) {
        const bool begun = !expires_ || what.completed;
        const bool header_came = what.mid_payload && !mid_payload_;
        bytes_ = begun || header_came ? 0 : bytes_ + what.bytes;
        mid_payload_ = what.mid_payload;
        const bool enough = mid_payload_ && bytes_ >= bytes_min(what.payload_bytes);
        if (!what.mid_message) {
            expires_.reset();
        } else if (begun || header_came || enough) {
            expires_ = now + timeout_;
            bytes_ = 0;
        }
    }

    std::optional<TimePoint> expires() const { return expires_; }

private:
    static std::size_t bytes_min(std::size_t payload_bytes) {
        return std::max(limits::receive_bytes_min, payload_bytes / limits::receive_windows_max);
    }

    Duration timeout_;
    std::optional<TimePoint> expires_;
    bool mid_payload_ = false;
    std::size_t bytes_ = 0;
};

}  // namespace weir::transport
