#pragma once
// The words of delivery: which frames an output keeps, why it drops, and what it counts.

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "stream/frame/frame.hpp"

namespace weir::relay {

// opaque: all frames in an unbroken run, for a reader that does not know where they begin. What
// does not fit its budget ends the run: all that waits is dropped, for the cause that ended it.
enum class Delivery : std::uint8_t { low_latency, completeness, opaque };

// What a full slot does with a new frame.
enum class SlotPolicy : std::uint8_t { replace_pending, keep_pending };

// What a full queue does with a new frame.
enum class DropPolicy : std::uint8_t { oldest, newest };

// How firmly a budget binds. A soft one is the level that a queue comes back to: a burst may pass
// it up to the ceiling, and there the queue is brought back to the budget in one go, so that the
// reader sees one gap instead of many.
enum class BudgetPolicy : std::uint8_t { hard, soft };

// Both axes bind; whichever is hit first engages the drop policy. Frames being sent count.
struct Budget {
    std::uint32_t frames_max = limits::completeness_frames_default;  // > 0
    std::uint64_t bytes_max = limits::completeness_bytes_default;    // payload bytes, > 0
    BudgetPolicy policy = BudgetPolicy::hard;

    // What is never passed: the budget itself, or limits::soft_budget_factor times a soft one.
    Budget ceiling() const;
};

// How the outputs that share a connection take turns.
enum class SchedulerKind : std::uint8_t {
    strict_priority,
    round_robin,
    weighted_round_robin,
    deficit_round_robin,
    source_suppression,
};
inline constexpr std::size_t scheduler_count = 5;

enum class DropCause : std::uint8_t {
    replaced,           // a newer frame took its place in the slot
    slot_busy,          // the slot kept the older frame
    frame_budget,       // the queue held frames_max frames
    byte_budget,        // the queue held too many bytes
    oversized,          // larger than the whole budget
    interrupted,        // the connection went away while it was being sent
    output_closed,      // was waiting when the output was closed
    handoff_full,       // a reader on another thread was too slow
    awaiting_keyframe,  // needs a frame that was dropped before it
    memory_ceiling,     // the node's frame memory was nearly full
    suppressed,         // the scheduler gave the output up while its connection was congested
    not_stored,         // the recording did not take it
    not_shown,          // the window could not show it
};
inline constexpr std::size_t drop_cause_count = 13;

std::string_view name(DropCause cause);

// Counters only grow.
class DropCounts {
public:
    void count(DropCause cause) { ++frames_[static_cast<std::size_t>(cause)]; }

    std::uint64_t operator[](DropCause cause) const {
        return frames_[static_cast<std::size_t>(cause)];
    }
    std::uint64_t total() const {
        return std::accumulate(frames_.begin(), frames_.end(), std::uint64_t{0});
    }

private:
    std::array<std::uint64_t, drop_cause_count> frames_{};
};

// received = sent + dropped.total() + waiting, at every instant. A frame that is being sent waits.
struct OutputStats {
    std::uint64_t frames_received = 0;
    std::uint64_t frames_sent = 0;
    std::uint64_t bytes_sent = 0;
    DropCounts dropped;
    std::uint32_t frames_waiting = 0;
    std::uint64_t bytes_waiting = 0;
    std::optional<TimePoint> oldest_since;  // when the oldest waiting frame was offered
    std::uint32_t fps_milli = 0;            // sent, over the last seconds
    std::uint64_t bits_per_second = 0;      // sent, over the last seconds
    std::uint64_t gaps = 0;                 // how often the reader was told that frames are missing
};

// A frame in a slot or a queue.
struct Waiting {
    frame::FrameRef frame;
    TimePoint since;
    std::uint64_t number = 0;           // of the frames that its output was offered, from 1
    frame::FormatRef format = nullptr;  // of its stream when it came, which may be another by now
    bool chained = false;               // it may need its predecessors

    std::uint64_t bytes() const { return frame->size(); }
};

// True when decoding may start here. A plain frame says nothing about itself, so it is taken at its
// word: holding back all frames of a plain source would be worse.
inline bool starts_clean(const frame::Frame& frame) {
    return frame.keyframe || frame.plain;
}
// Of no use when a frame before it was dropped.
inline bool needs_others(const Waiting& waiting) {
    return waiting.chained && !starts_clean(*waiting.frame);
}

}  // namespace weir::relay
