#pragma once
// Where one stream leaves the relay: decides which frames wait, which leave, which are dropped.

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "stream/relay/completeness_queue.hpp"
#include "stream/relay/delivery.hpp"
#include "stream/relay/latest_slot.hpp"
#include "stream/relay/rate.hpp"

namespace weir::relay {

class Output;

// What happened to the stream an output carries.
enum class StreamChange : std::uint8_t {
    opened,       // a source is there; its format may differ from what was before
    interrupted,  // the source lost its device, or is gone
    resumed,      // the next frame starts clean
    closed,       // the source ended the stream on purpose
};

// What an output tells whoever sends its frames. Called from inside Relay: note it and return,
// never change the relay from here.
class OutputListener {
public:
    // pop() will give a frame; said once until it did. Also when a suppressed output was offered
    // one: whoever suppressed it should look whether that still makes sense.
    virtual void on_ready(Output& output) = 0;
    virtual void on_change(Output& output, StreamChange change, std::string_view detail) = 0;

protected:
    ~OutputListener() = default;
};

// Outputs that nobody named are numbered from here on, so that they never meet one that is named.
inline constexpr std::uint16_t passing_output_first = 0x8000;

struct OutputSettings {
    std::uint16_t output_id = 0;  // below passing_output_first; 0: the relay chooses one above
    std::uint16_t stream_id = 0;
    std::uint16_t output_stream_id = 0;  // what the reader sees; 0: the same
    Delivery delivery = Delivery::low_latency;
    SlotPolicy slot_policy = SlotPolicy::replace_pending;
    DropPolicy drop_policy = DropPolicy::oldest;
    Budget budget = {};         // of completeness and opaque
    std::uint8_t priority = 0;  // of this path: higher leaves first, and is given up last
    std::optional<SchedulerKind> scheduler = {};  // wanted on its connection
    std::uint16_t weight = 1;                     // > 0: its share of the connection
    bool acknowledged = false;  // completeness only: the reader answers for what it has
};

// What the reader sees.
inline std::uint16_t stream_id_sent(const OutputSettings& settings) {
    return settings.output_stream_id != 0 ? settings.output_stream_id : settings.stream_id;
}

// received == sent + dropped + waiting after every call, where waiting includes what was popped and
// is neither sent() nor interrupted() yet. Lives on the node thread.
class Output {
public:
    Output(std::uint16_t id, const OutputSettings& settings, OutputListener& listener);

    std::uint16_t id() const { return id_; }
    const OutputSettings& settings() const { return settings_; }
    std::uint16_t stream_id_sent() const { return relay::stream_id_sent(settings_); }
    OutputStats stats(TimePoint now) const;
    bool ready() const { return front() != nullptr; }
    std::uint32_t frames_waiting() const;  // of them, some may be on their way
    // How many frames it was offered so far, and which of them pop() would give; 0: none.
    std::uint64_t frames_offered() const { return frames_received_; }
    std::uint64_t next_number() const { return ready() ? front()->number : 0; }
    // Of the frame that pop() would give; null: none.
    frame::FormatRef next_format() const { return ready() ? front()->format : nullptr; }
    // The last one that pop() gave or will give; 0: none.
    std::uint64_t newest_number() const;

    // The sender's side. pop() starts the sending of a frame (null when none waits); each popped
    // frame ends, in the same order, in sent() or interrupted().
    frame::FrameRef pop();
    // Whether frames are missing before the one that pop() gave last, and its reader must know: a
    // picture that stands alone needs no such word.
    bool after_gap() const { return after_gap_; }
    // Which frame pop() gave last, as the output counts what it was offered, from 1; 0: none yet.
    std::uint64_t popped_number() const { return last_number_; }
    // The format of its stream when that frame came; null: none yet, or nobody said.
    const frame::FormatRef& popped_format() const { return last_format_; }
    void sent(TimePoint now);
    // The connection went away, or the disk: everything that was popped is lost. Frames that needed
    // it go too.
    void interrupted(DropCause cause = DropCause::interrupted);
    // A connection can take its frames from now on: until then nothing was congested.
    void serve_from(TimePoint now) { served_ = now; }
    // Another connection takes over. What the last one was given may never have arrived, so an
    // inter-coded stream goes on at a keyframe, behind a gap.
    void begin_reader();

    // The scheduler's side.
    std::uint64_t next_bytes() const { return ready() ? front()->bytes() : 0; }
    // Since when there has been something to send and nothing has left, newer or not; nothing when
    // nothing waits.
    std::optional<TimePoint> unserved_since() const;
    // A suppressed output drops what waits and what comes; afterwards it starts clean.
    void suppress(bool suppressed);
    bool suppressed() const { return suppressed_; }

    // The relay's side.
    void offer(const frame::FrameRef& frame, TimePoint now);
    // What a reader that comes in the middle of a keyframe group begins with; before any offer().
    // Nothing when the group does not fit the budget.
    void greet(std::span<const frame::FrameRef> group, TimePoint now);
    // A frame of the stream did not come this far: those that need it must not leave, either.
    void miss();
    // Gives up all that waits, not what is being sent; returns how many bytes it held.
    std::uint64_t shed(DropCause cause);
    std::uint64_t bytes_shedable() const;
    // A source begins, or begins anew: frames of `format` come from now on. A new source always
    // starts clean.
    void restart(const frame::FormatRef& format);
    void close();  // what waits is dropped; what is being sent still ends in sent()/interrupted()
    OutputListener& listener() const { return listener_; }

private:
    struct Sending {
        std::uint64_t bytes;
        TimePoint since;
    };

    const Waiting* front() const;
    Waiting arriving(const frame::FrameRef& frame, TimePoint now) const;
    bool store(Waiting arriving);
    void drop_until_clean();
    void drop_all(DropCause cause);
    void check() const;

    std::uint16_t id_;
    OutputSettings settings_;
    OutputListener& listener_;
    std::variant<LatestSlot, CompletenessQueue> waiting_;
    std::deque<Sending> sending_;
    std::uint64_t bytes_sending_ = 0;
    std::uint64_t frames_received_ = 0;
    std::uint64_t frames_sent_ = 0;
    std::uint64_t bytes_sent_ = 0;
    std::uint64_t last_number_ = 0;  // of what was popped last
    frame::FormatRef last_format_;   // and its format
    frame::FormatRef format_;        // of what is offered now
    TimePoint ready_since_;          // the first offer since nothing waited
    TimePoint served_;               // a frame has left, or its connection came
    std::uint64_t gaps_ = 0;
    DropCounts drops_;
    RateMeter rate_;
    bool chained_ = false;  // what is offered now may need its predecessors
    bool awaiting_keyframe_ = false;
    bool after_gap_ = false;
    bool lost_some_ = false;  // of what was popped: the next reader has not seen it
    // Behind that frame the stream had more that never came here.
    std::optional<std::uint64_t> missing_behind_;
    bool suppressed_ = false;
    bool closed_ = false;
};

}  // namespace weir::relay
