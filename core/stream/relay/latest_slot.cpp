#include "stream/relay/latest_slot.hpp"

#include <utility>

namespace weir::relay {

bool LatestSlot::push(Waiting arriving, bool chained, DropCounts& drops) {
    const bool may_replace =
        policy_ == SlotPolicy::replace_pending && (!chained || starts_clean(*arriving.frame));
    if (pending_ && !may_replace) {
        drops.count(DropCause::slot_busy);
        return false;
    }
    if (pending_) drops.count(DropCause::replaced);
    pending_ = std::move(arriving);
    return true;
}

}  // namespace weir::relay
