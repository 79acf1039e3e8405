#include "stream/relay/output.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::relay {
namespace {

std::variant<LatestSlot, CompletenessQueue> place_for(const OutputSettings& settings) {
    if (settings.delivery == Delivery::low_latency) return LatestSlot(settings.slot_policy);
    if (settings.delivery == Delivery::opaque)
        return CompletenessQueue(settings.budget, DropPolicy::newest);
    return CompletenessQueue(settings.budget, settings.drop_policy);
}

}  // namespace

Output::Output(std::uint16_t id, const OutputSettings& settings, OutputListener& listener)
    : id_(id), settings_(settings), listener_(listener), waiting_(place_for(settings)) {}

OutputStats Output::stats(TimePoint now) const {
    OutputStats stats;
    stats.frames_received = frames_received_;
    stats.frames_sent = frames_sent_;
    stats.bytes_sent = bytes_sent_;
    stats.dropped = drops_;
    stats.frames_waiting = frames_waiting();
    stats.bytes_waiting = bytes_shedable() + bytes_sending_;
    if (!sending_.empty())
        stats.oldest_since = sending_.front().since;
    else if (const Waiting* first = front())
        stats.oldest_since = first->since;
    const Rate rate = rate_.at(now);
    stats.fps_milli = rate.fps_milli;
    stats.bits_per_second = rate.bits_per_second;
    stats.gaps = gaps_;
    return stats;
}

std::uint32_t Output::frames_waiting() const {
    return std::visit([](const auto& place) { return place.frames(); }, waiting_) +
           static_cast<std::uint32_t>(sending_.size());
}

std::uint64_t Output::newest_number() const {
    const Waiting* last = std::visit([](const auto& place) { return place.back(); }, waiting_);
    return last == nullptr ? last_number_ : last->number;
}

frame::FrameRef Output::pop() {
    auto first = std::visit([](auto& place) { return place.pop(); }, waiting_);
    if (!first) return nullptr;
    // A reader's very first frame follows on nothing.
    const bool follows = last_number_ != 0 && first->chained;
    const bool behind_missing = missing_behind_ && first->number > *missing_behind_;
    if (behind_missing) missing_behind_.reset();
    after_gap_ = follows && (lost_some_ || behind_missing || first->number != last_number_ + 1);
    if (planted(Fault::gap_not_told)) after_gap_ = false;
    if (after_gap_) ++gaps_;
    lost_some_ = false;
    last_number_ = first->number;
    last_format_ = std::move(first->format);
    if (const Waiting* next = front()) ready_since_ = next->since;
    sending_.push_back({first->bytes(), first->since});
    bytes_sending_ += first->bytes();
    check();
    return std::move(first->frame);
}

void Output::sent(TimePoint now) {
    WEIR_ASSERT(!sending_.empty());
    const std::uint64_t bytes = sending_.front().bytes;
    sending_.pop_front();
    bytes_sending_ -= bytes;
    ++frames_sent_;
    served_ = now;
    bytes_sent_ += bytes;
    rate_.add(now, bytes);
    check();
}

void Output::interrupted(DropCause cause) {
    if (!sending_.empty()) lost_some_ = true;
    for (; !sending_.empty(); sending_.pop_front()) drops_.count(cause);
    bytes_sending_ = 0;
    // Whoever reads next has not seen what came before.
    drop_until_clean();
    check();
}

void Output::begin_reader() {
    if (planted(Fault::group_goes_on)) return;
    if (last_number_ == 0) return;  // nothing has left yet
    lost_some_ = true;
    drop_until_clean();
    check();
}

void Output::offer(const frame::FrameRef& frame, TimePoint now) {
    ++frames_received_;
    const bool broken = chained_ && (awaiting_keyframe_ || frame->discontinuity);
    const bool was_ready = ready();
    if (closed_) {
        drops_.count(DropCause::output_closed);
    } else if (suppressed_) {
        awaiting_keyframe_ = chained_;
        drops_.count(DropCause::suppressed);
    } else if (broken &&
               (!starts_clean(*frame) || (lost_some_ && planted(Fault::keyframe_overlooked)))) {
        awaiting_keyframe_ = true;
        drops_.count(DropCause::awaiting_keyframe);
    } else {
        awaiting_keyframe_ =
            !store(arriving(frame, now)) && chained_ && !planted(Fault::keyframe_not_awaited);
    }
    check();
    if (!was_ready) ready_since_ = now;
    if (planted(Fault::readiness_not_told) && frames_received_ % 2 == 0) return;
    if ((!was_ready && ready()) || suppressed_) listener_.on_ready(*this);
}

// Nobody who named no budget is greeted with nothing for want of room.
static_assert(limits::completeness_frames_default >= limits::keyframe_group_frames_max &&
              limits::completeness_bytes_default >= limits::keyframe_group_bytes_max);

void Output::greet(std::span<const frame::FrameRef> group, TimePoint now) {
    WEIR_ASSERT(frames_received_ == 0 && chained_);
    auto* slot = std::get_if<LatestSlot>(&waiting_);
    if (slot == nullptr) {
        std::uint64_t bytes = 0;
        for (const frame::FrameRef& frame : group) bytes += frame->size();
        if (group.size() > settings_.budget.frames_max || bytes > settings_.budget.bytes_max)
            return;
        for (const frame::FrameRef& frame : group) offer(frame, now);
        return;
    }
    for (const frame::FrameRef& frame : group) {
        ++frames_received_;
        slot->greet(arriving(frame, now));
    }
    awaiting_keyframe_ = group.empty();
    ready_since_ = now;
    check();
    if (ready()) listener_.on_ready(*this);
}

void Output::miss() {
    if (!chained_) return;
    awaiting_keyframe_ = true;
    missing_behind_ = frames_received_;
}

std::uint64_t Output::shed(DropCause cause) {
    const std::uint64_t bytes = bytes_shedable();
    drop_all(cause);
    return bytes;
}

std::uint64_t Output::bytes_shedable() const {
    return std::visit([](const auto& place) { return place.bytes(); }, waiting_);
}

std::optional<TimePoint> Output::unserved_since() const {
    const Waiting* first = front();
    if (first == nullptr) return std::nullopt;
    // What waits in a slot is always young; that nothing leaves it is what matters.
    return std::max(std::min(first->since, ready_since_), served_);
}

void Output::suppress(bool suppressed) {
    suppressed_ = suppressed;
    if (suppressed) drop_all(DropCause::suppressed);
}

void Output::restart(const frame::FormatRef& format) {
    const bool same = format_ == nullptr || *format == *format_;
    format_ = format;
    chained_ = frame::inter_coded(format->encoding);
    // Whoever answers for each frame goes on where it stopped, which may be inside a group; but not
    // inside one that has lost a frame.
    const bool goes_on = settings_.acknowledged && same && !awaiting_keyframe_;
    awaiting_keyframe_ = chained_ && !goes_on;
}

void Output::close() {
    closed_ = true;
    drop_all(DropCause::output_closed);
}

const Waiting* Output::front() const {
    return std::visit([](const auto& place) { return place.front(); }, waiting_);
}

Waiting Output::arriving(const frame::FrameRef& frame, TimePoint now) const {
    return {frame, now, frames_received_, format_, chained_};
}

bool Output::store(Waiting arriving) {
    if (auto* slot = std::get_if<LatestSlot>(&waiting_))
        return slot->push(std::move(arriving), drops_);
    const auto refused = std::get<CompletenessQueue>(waiting_).push(
        std::move(arriving), {static_cast<std::uint32_t>(sending_.size()), bytes_sending_}, drops_);
    // Nothing may follow on what is missing, so what waits would only be old before the next run.
    if (refused && settings_.delivery == Delivery::opaque) drop_all(*refused);
    return !refused;
}

void Output::drop_until_clean() {
    while (front() != nullptr && needs_others(*front())) {
        std::visit([](auto& place) { place.pop(); }, waiting_);
        drops_.count(DropCause::awaiting_keyframe);
    }
    if (front() == nullptr) awaiting_keyframe_ = chained_;
}

void Output::drop_all(DropCause cause) {
    if (front() != nullptr && chained_) awaiting_keyframe_ = true;
    while (std::visit([](auto& place) { return place.pop().has_value(); }, waiting_))
        drops_.count(cause);
    check();
}

void Output::check() const {
    WEIR_ASSERT(frames_received_ == frames_sent_ + drops_.total() + frames_waiting());
    WEIR_ASSERT(!sending_.empty() || bytes_sending_ == 0);
}

}  // namespace weir::relay
