#include "stream/relay/completeness_queue.hpp"

#include <utility>

#include "base/assert.hpp"
#include "base/planted.hpp"

namespace weir::relay {

CompletenessQueue::CompletenessQueue(Budget budget, DropPolicy policy)
    : budget_(budget), ceiling_(budget.ceiling()), policy_(policy) {
    WEIR_ASSERT(budget.frames_max > 0);
    WEIR_ASSERT(budget.bytes_max > 0);
}

std::optional<DropCause> CompletenessQueue::push(Waiting arriving, InFlight in_flight,
                                                 DropCounts& drops) {
    const auto refused = make_room(arriving, in_flight, drops);
    if (refused) {
        drops.count(*refused);
        return refused;
    }
    bytes_ += arriving.bytes();
    waiting_.push_back(std::move(arriving));
    return std::nullopt;
}

std::optional<DropCause> CompletenessQueue::make_room(const Waiting& arriving, InFlight in_flight,
                                                      DropCounts& drops) {
    const std::uint64_t bytes = arriving.bytes();
    // A frame larger than the whole budget can never be sent; making room for it would only throw
    // away frames that can.
    if (bytes > ceiling_.bytes_max) return DropCause::oversized;
    auto cause = shortage(ceiling_, bytes, in_flight);
    if (!cause && refusing_) cause = excess(in_flight);
    refusing_ = cause && policy_ == DropPolicy::newest && !planted(Fault::drop_policy_ignored);
    if (refusing_) return cause;
    const bool full = cause.has_value();
    while (cause && !waiting_.empty()) {
        drop_group(*cause, drops);
        cause = shortage(ceiling_, bytes, in_flight);
        if (!cause) cause = excess(in_flight);
    }
    cause = shortage(ceiling_, bytes, in_flight);
    if (cause) return cause;  // what is on its way fills it alone
    if (full && waiting_.empty() && needs_others(arriving)) return DropCause::awaiting_keyframe;
    return std::nullopt;
}

std::optional<Waiting> CompletenessQueue::pop() {
    if (waiting_.empty()) return std::nullopt;
    if (planted(Fault::newest_leaves_first)) std::swap(waiting_.front(), waiting_.back());
    std::optional<Waiting> first(std::move(waiting_.front()));
    waiting_.pop_front();
    bytes_ -= first->bytes();
    return first;
}

std::optional<DropCause> CompletenessQueue::shortage(const Budget& level, std::uint64_t bytes,
                                                     InFlight in_flight) const {
    if (planted(Fault::in_flight_forgotten)) in_flight = {};
    const std::uint32_t extra = planted(Fault::budget_off_by_one) ? 1 : 0;
    if (frames() + in_flight.frames >= level.frames_max + extra) return DropCause::frame_budget;
    if (bytes_ + in_flight.bytes + bytes > level.bytes_max) return DropCause::byte_budget;
    return std::nullopt;
}

std::optional<DropCause> CompletenessQueue::excess(InFlight in_flight) const {
    if (planted(Fault::soft_budget_passed)) return std::nullopt;
    if (frames() + in_flight.frames > budget_.frames_max) return DropCause::frame_budget;
    if (bytes_ + in_flight.bytes > budget_.bytes_max) return DropCause::byte_budget;
    return std::nullopt;
}

void CompletenessQueue::drop_front(DropCause cause, DropCounts& drops) {
    WEIR_ASSERT(!waiting_.empty());
    bytes_ -= waiting_.front().bytes();
    waiting_.pop_front();
    drops.count(cause);
}

// The first frame, and those behind it that are of no use without it.
void CompletenessQueue::drop_group(DropCause cause, DropCounts& drops) {
    drop_front(cause, drops);
    while (!waiting_.empty() && needs_others(waiting_.front()))
        drop_front(DropCause::awaiting_keyframe, drops);
}

}  // namespace weir::relay
