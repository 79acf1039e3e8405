#include "stream/relay/retention.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/planted.hpp"

namespace weir::relay {
namespace {

bool is_chained(const Retention::Kept& kept) {
    return kept.format != nullptr && frame::inter_coded(kept.format->encoding);
}

bool needs_others(const Retention::Kept& kept) {
    return is_chained(kept) && !starts_clean(*kept.frame);
}

}  // namespace

void Retention::keep(const Position& position, frame::FrameRef frame, bool after_gap,
                     frame::FormatRef format) {
    WEIR_ASSERT(!resending());
    bytes_ += frame->size();
    kept_.push_back({position, std::move(frame), after_gap, std::move(format)});
    next_ = kept_.size();
    overrun();
}

void Retention::begin_with(const Retention& earlier) {
    WEIR_ASSERT(kept_.empty() && frames_overrun_ == 0);
    kept_ = earlier.kept_;
    bytes_ = earlier.bytes_;
    next_ = earlier.next_;
    overrun();
}

void Retention::acknowledge(const Position& answered) {
    for (std::size_t count = count_before(answered); count > 0; --count) forget_oldest();
}

void Retention::resume(const Position& there) {
    next_ = planted(Fault::resend_forgotten) ? kept_.size() : count_before(there);
    if (kept_.empty() || !there.is_before(kept_.front().position)) return;
    while (!kept_.empty() && needs_others(kept_.front())) {
        forget_oldest();
        ++frames_overrun_;
    }
    if (!kept_.empty()) kept_.front().after_gap = is_chained(kept_.front());
}

std::uint64_t Retention::forget() {
    const std::uint64_t bytes = bytes_;
    frames_overrun_ += kept_.size();
    kept_.clear();
    next_ = 0;
    bytes_ = 0;
    return bytes;
}

// Epochs follow each other: what was sent before a frame of that epoch counts as well.
std::size_t Retention::count_before(const Position& position) const {
    const auto last = std::ranges::find_if(kept_.rbegin(), kept_.rend(), [&](const Kept& kept) {
        return kept.position.is_before(position);
    });
    return static_cast<std::size_t>(kept_.rend() - last);
}

const Retention::Kept& Retention::next_again() const {
    WEIR_ASSERT(resending());
    return kept_[next_];
}

const Retention::Kept& Retention::resend() {
    WEIR_ASSERT(resending());
    return kept_[next_++];
}

void Retention::overrun() {
    while (above_budget()) {
        forget_oldest();
        ++frames_overrun_;
    }
}

void Retention::forget_oldest() {
    WEIR_ASSERT(!kept_.empty());
    bytes_ -= kept_.front().frame->size();
    kept_.pop_front();
    if (next_ > 0) --next_;
}

}  // namespace weir::relay
