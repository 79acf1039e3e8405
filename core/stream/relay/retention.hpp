#pragma once
// The sender's half of acknowledged delivery: what was sent and is not answered for yet.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "stream/frame/frame.hpp"
#include "stream/relay/delivery.hpp"
#include "stream/relay/position.hpp"

namespace weir::relay {

// A window of frames in the order in which they were sent first. It never makes the sender wait: a
// receiver that does not answer in time overruns the window, and the oldest frames are forgotten.
// Nothing is lost by that as long as the connection lives; after a lost one the receiver sees a gap
// of exactly those numbers. Pure; lives on the node thread.
class Retention {
public:
    struct Kept {
        Position position;
        frame::FrameRef frame;
        bool after_gap = false;  // its reader must know that frames before it are missing
        frame::FormatRef format = nullptr;  // of its stream when it came; null: nobody said
    };

    explicit Retention(const Budget& budget) : budget_(budget) {}

    // As if what `earlier` keeps had been sent from here: its frames, bound by this window's
    // budget. Before anything is kept here.
    void begin_with(const Retention& earlier);

    // A frame is sent for the first time. Not before everything that resume() brought back.
    void keep(const Position& position, frame::FrameRef frame, bool after_gap = false,
              frame::FormatRef format = nullptr);

    // The receiver has all before `answered`; what was sent before a frame of that epoch counts,
    // too. Nothing happens when no frame here is of that epoch.
    void acknowledge(const Position& answered);

    // A new connection to a receiver that has all before `there`: the rest is sent again. Having is
    // not answering for it: a relay has what its own readers may still lack. Where the window was
    // overrun it begins with the first frame that needs none of those that are gone.
    void resume(const Position& there);
    // Overruns the whole window at once; returns how many bytes it held.
    std::uint64_t forget();
    bool resending() const { return next_ < kept_.size(); }
    // The next one to send again; only while resending(). resend() goes on to the one behind it.
    const Kept& next_again() const;
    const Kept& resend();

    const Kept* oldest() const { return kept_.empty() ? nullptr : &kept_.front(); }
    std::uint32_t frames() const { return static_cast<std::uint32_t>(kept_.size()); }
    std::uint64_t bytes() const { return bytes_; }
    std::uint64_t frames_overrun() const { return frames_overrun_; }  // forgotten unanswered

private:
    std::size_t count_before(const Position& position) const;
    bool above_budget() const {
        return kept_.size() > budget_.frames_max || bytes_ > budget_.bytes_max;
    }
    void overrun();
    void forget_oldest();

    Budget budget_;
    std::deque<Kept> kept_;
    std::size_t next_ = 0;  // of kept_, to be sent again; == size(): nothing
    std::uint64_t bytes_ = 0;
    std::uint64_t frames_overrun_ = 0;
};

}  // namespace weir::relay
