#include "stream/relay/completeness_queue.hpp"

#include <utility>

#include "base/assert.hpp"

namespace weir::relay {

CompletenessQueue::CompletenessQueue(Budget budget, DropPolicy policy)
    : budget_(budget), policy_(policy) {
    WEIR_ASSERT(budget.frames_max > 0);
    WEIR_ASSERT(budget.bytes_max > 0);
}

bool CompletenessQueue::push(Waiting arriving, bool chained, InFlight in_flight,
                             DropCounts& drops) {
    // A frame larger than the whole budget can never be sent; making room for it would only throw
    // away frames that can.
    if (arriving.bytes() > budget_.bytes_max) {
        drops.count(DropCause::oversized);
        return false;
    }
    bool dropped_any = false;
    while (const auto cause = shortage(arriving.bytes(), in_flight)) {
        if (policy_ == DropPolicy::newest || waiting_.empty()) {
            drops.count(*cause);
            return false;
        }
        drop_front(*cause, drops);
        while (chained && !waiting_.empty() && !starts_clean(*waiting_.front().frame))
            drop_front(DropCause::awaiting_keyframe, drops);
        dropped_any = true;
    }
    if (chained && dropped_any && waiting_.empty() && !starts_clean(*arriving.frame)) {
        drops.count(DropCause::awaiting_keyframe);
        return false;
    }
    bytes_ += arriving.bytes();
    waiting_.push_back(std::move(arriving));
    return true;
}

std::optional<Waiting> CompletenessQueue::pop() {
    if (waiting_.empty()) return std::nullopt;
    std::optional<Waiting> first(std::move(waiting_.front()));
    waiting_.pop_front();
    bytes_ -= first->bytes();
    return first;
}

std::optional<DropCause> CompletenessQueue::shortage(std::uint64_t bytes,
                                                     InFlight in_flight) const {
    if (frames() + in_flight.frames >= budget_.frames_max) return DropCause::frame_budget;
    if (bytes_ + in_flight.bytes + bytes > budget_.bytes_max) return DropCause::byte_budget;
    return std::nullopt;
}

void CompletenessQueue::drop_front(DropCause cause, DropCounts& drops) {
    WEIR_ASSERT(!waiting_.empty());
    bytes_ -= waiting_.front().bytes();
    waiting_.pop_front();
    drops.count(cause);
}

}  // namespace weir::relay
