#pragma once
// The frames of an inter-coded stream since its last keyframe: what a late reader needs to see the
// picture at once.

#include <cstdint>
#include <span>
#include <vector>

#include "stream/frame/frame.hpp"

namespace weir::relay {

// Whole from its keyframe on, or empty. A group that outgrows limits::keyframe_group_frames_max or
// limits::keyframe_group_bytes_max is given up until the next keyframe. Holds references: what is
// kept here and nowhere else is frame memory all the same. Lives on the node thread.
class KeyframeGroup {
public:
    void push(const frame::FrameRef& frame);
    void clear();

    std::span<const frame::FrameRef> frames() const { return frames_; }
    std::uint64_t bytes() const { return bytes_; }

private:
    std::vector<frame::FrameRef> frames_;
    std::uint64_t bytes_ = 0;
};

}  // namespace weir::relay
