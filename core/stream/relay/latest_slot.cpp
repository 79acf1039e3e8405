#include "stream/relay/latest_slot.hpp"

#include <utility>

#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::relay {

bool LatestSlot::push(Waiting arriving, DropCounts& drops) {
    if (pending_.empty()) {
        append(std::move(arriving));
        return true;
    }
    const bool replaces =
        policy_ == SlotPolicy::replace_pending || planted(Fault::kept_frame_replaced);
    const bool may_replace = replaces && !needs_others(arriving);
    if (!may_replace || planted(Fault::slot_keeps_the_old)) {
        if (joins(arriving)) {
            append(std::move(arriving));
            return true;
        }
        drops.count(DropCause::slot_busy);
        return false;
    }
    while (pending_.size() > (planted(Fault::slot_holds_two) ? 1 : 0) && pop())
        drops.count(DropCause::replaced);
    append(std::move(arriving));
    return true;
}

void LatestSlot::greet(Waiting arriving) {
    catching_up_ = true;
    append(std::move(arriving));
}

std::optional<Waiting> LatestSlot::pop() {
    if (pending_.empty()) return std::nullopt;
    std::optional<Waiting> first(std::move(pending_.front()));
    pending_.pop_front();
    bytes_ -= first->bytes();
    if (pending_.empty()) catching_up_ = false;
    return first;
}

bool LatestSlot::joins(const Waiting& arriving) const {
    return catching_up_ && !starts_clean(*arriving.frame) &&
           pending_.size() < limits::keyframe_group_frames_max &&
           bytes_ + arriving.bytes() <= limits::keyframe_group_bytes_max;
}

void LatestSlot::append(Waiting arriving) {
    bytes_ += arriving.bytes();
    pending_.push_back(std::move(arriving));
}

}  // namespace weir::relay
