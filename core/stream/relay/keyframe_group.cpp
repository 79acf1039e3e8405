#include "stream/relay/keyframe_group.hpp"

#include "base/limits.hpp"
#include "stream/relay/delivery.hpp"

namespace weir::relay {

void KeyframeGroup::push(const frame::FrameRef& frame) {
    const bool clean = starts_clean(*frame);
    if (clean || frame->discontinuity) clear();
    if (!clean && frames_.empty()) return;  // nobody can begin here
    const std::uint64_t size = frame->size();
    if (frames_.size() == limits::keyframe_group_frames_max ||
        bytes_ + size > limits::keyframe_group_bytes_max)
        return clear();
    frames_.push_back(frame);
    bytes_ += size;
}

void KeyframeGroup::clear() {
    frames_ = {};  // and its room: a group that was given up for memory must not keep any
    bytes_ = 0;
}

}  // namespace weir::relay
