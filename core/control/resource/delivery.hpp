#pragma once
// One acknowledged output: what its frames are numbered, what its reader has, what is sent again.

#include <optional>

#include "stream/relay/numbering.hpp"
#include "stream/relay/retention.hpp"

namespace weir::resource {

// Outlives the connections that it goes over. Pure; lives on the node thread.
class Delivery {
public:
    explicit Delivery(const relay::Budget& budget) : retention_(budget) {}

    // The output's frame number `count` of its own count stands at `position`, and so on. Of those
    // before it only frames from `first` to `last` may still leave.
    void number(std::uint64_t count, const relay::Position& position, std::uint64_t first = 0,
                std::uint64_t last = UINT64_MAX) {
        numbering_.keep(first, last);
        numbering_.begin(count, position);
    }
    bool numbered() const { return !numbering_.empty(); }
    const relay::Numbering& numbering() const { return numbering_; }
    // Frames that others were sent before this output was there; its reader may lack them.
    void begin_with(const relay::Retention& earlier) { retention_.begin_with(earlier); }

    // A new connection: nothing is sent before the reader has said where to go on.
    void disconnected() {
        may_send_ = false;
        has_ = {};
    }
    // What to ask it: the oldest that is here. `count` is of the next frame that is not sent yet.
    relay::Position oldest(std::uint64_t count) {
        return retention_.oldest() != nullptr ? retention_.oldest()->position
                                              : numbering_.of(count);
    }
    // The reader is told where the next frame stands, as after any break that it does not know of.
    void begin_again() { expected_ = {}; }
    void resumed(const relay::Position& there) {
        retention_.resume(there);
        has_ = there;
        expected_ = {};
        may_send_ = true;
    }
    bool may_send() const { return may_send_; }

    bool resending() const { return may_send_ && retention_.resending(); }
    const relay::Retention::Kept& next_again() const { return retention_.next_again(); }
    const relay::Retention::Kept& resend() { return retention_.resend(); }
    // Where the frame stands that the output counts as `count` and that leaves now for the first
    // time. Nothing when the reader has it already, from this node's life before a restart.
    std::optional<relay::Position> take(std::uint64_t count, const frame::FrameRef& frame,
                                        bool after_gap = false,
                                        const frame::FormatRef& format = nullptr) {
        const relay::Position position = numbering_.of(count);
        if (position.is_before(answered_)) return std::nullopt;
        retention_.keep(position, frame, after_gap, format);
        if (position.is_before(has_)) return std::nullopt;
        return position;
    }
    // True when the reader must be told where the frame stands that is sent now.
    bool needs_mark(const relay::Position& position) {
        const bool follows = position == expected_;
        expected_ = position.after(1);
        return !follows;
    }

    // When memory is short; returns how many bytes that was.
    std::uint64_t forget_sent() { return retention_.forget(); }

    void acknowledge(const relay::Position& answered) {
        retention_.acknowledge(answered);
        if (!answered.is_before(answered_)) answered_ = answered;
    }
    // The reader answers for everything before it, or will never get it. `count`: as for oldest().
    relay::Position answered(std::uint64_t count) { return oldest(count); }
    const relay::Retention& retention() const { return retention_; }

private:
    relay::Numbering numbering_;
    relay::Retention retention_;
    relay::Position has_;       // the reader had all before it when it resumed
    relay::Position answered_;  // the reader answered for all before it
    relay::Position expected_;  // by the reader, as the next one on this connection
    bool may_send_ = false;
};

}  // namespace weir::resource
