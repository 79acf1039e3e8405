#pragma once
// Streams in, streams out: which source feeds which outputs. Knows neither sockets nor messages.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/ledger.hpp"
#include "base/log.hpp"
#include "stream/frame/frame.hpp"
#include "stream/relay/keyframe_group.hpp"
#include "stream/relay/memory_ladder.hpp"
#include "stream/relay/output.hpp"
#include "stream/relay/rate.hpp"

namespace weir::relay {

// Who feeds a stream: one number per connection or device, chosen by the caller, never reused.
using Owner = std::uint64_t;

// One stream as it comes in. Stays after its source is gone (live == false), so that readers and
// reports can say so.
struct Input {
    std::uint64_t life = 0;  // another one after the relay forgot the stream and counts anew
    Owner owner = 0;
    std::string source;  // peer or device, for people
    frame::FormatRef format;
    bool live = false;         // a source has it open
    bool interrupted = false;  // live: the source lost its device; else: the source itself is gone
    std::uint64_t frames_received = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t frames_lost = 0;     // gaps in the source's sequence numbers
    std::uint64_t frames_refused = 0;  // for want of memory; not among the received ones
    std::optional<TimePoint> last_frame_at;
    std::optional<std::uint32_t> last_sequence;
    RateMeter rate;
    // What a late reader gets at once: the newest picture where each stands alone, else all that is
    // needed to decode it.
    frame::FrameRef newest;
    KeyframeGroup group;

    void forget_frames() {
        newest.reset();
        group.clear();
    }
};

// Somebody besides the relay who keeps frames, and can do without them.
class FrameKeeper {
public:
    // Gives up the most that it keeps in one place; returns how many bytes that held, 0: nothing.
    virtual std::uint64_t forget_most() = 0;

protected:
    ~FrameKeeper() = default;
};

// Gives each frame to every output of its stream, by reference. Lives on the node thread. No call
// may be made from inside an OutputListener.
class Relay {
public:
    // From now on the frame memory that `ledger` accounts for is kept below `bytes_max`, as far as
    // giving up can do that: see MemoryRung. `sent` keeps what was sent, null: nobody does. Both
    // must outlive the relay's last call.
    void bound_memory(const Ledger& ledger, std::uint64_t bytes_max, FrameKeeper* sent = nullptr);

    // A source opens a stream, or changes its format. refused when another source has it open,
    // limit_exceeded when it is new and there is no room for it.
    Result<> open_input(Owner owner, std::uint16_t stream_id, const frame::StreamFormat& format,
                        std::string_view source);
    void close_input(Owner owner, std::uint16_t stream_id);
    // Everything that source had open is interrupted: its connection or device went away.
    void lose_inputs(Owner owner, std::string_view detail);
    // What the source itself says about its device.
    void interrupt_input(Owner owner, std::uint16_t stream_id, std::string_view detail);
    void resume_input(Owner owner, std::uint16_t stream_id, std::string_view detail);

    // False when `owner` has no such stream open; the frame goes nowhere. A frame that is refused
    // for want of memory is counted with its stream.
    bool push(Owner owner, const frame::FrameRef& frame, TimePoint now);

    // The listener must live until remove_output(). A live stream is announced to it at once. Of an
    // intra-coded stream a low-latency output gets the newest frame, of an inter-coded one every
    // output gets the keyframe group under way. refused when the id that the settings name is in
    // use, limit_exceeded when there is no room for another output; one that takes the place of
    // another, which was there until now or goes at once, needs none.
    enum class Place { another, taken_over };
    Result<std::shared_ptr<Output>> add_output(const OutputSettings& settings,
                                               OutputListener& listener, TimePoint now,
                                               Place place = Place::another);
    // limit_exceeded when add_output() would refuse another one.
    Result<> room_for_output(std::uint16_t stream_id);
    // Told of every change of a stream, after its outputs; the same rules hold.
    using Watcher = std::function<void(std::uint16_t stream_id, StreamChange, std::string_view)>;
    void on_change(Watcher watcher) { watcher_ = std::move(watcher); }
    // What still waits is dropped; frames being sent may still be finished on the caller's pointer.
    void remove_output(std::uint16_t output_id);

    // How many outputs a stream has, when its next frame is soon sent or replaced by all of them; 0
    // when it may wait for long.
    std::size_t prompt_readers(std::uint16_t stream_id) const;

    const Input* input(std::uint16_t stream_id) const;
    const std::map<std::uint16_t, Input>& inputs() const { return inputs_; }
    const std::map<std::uint16_t, std::shared_ptr<Output>>& outputs() const { return outputs_; }
    std::uint64_t memory_held() const { return ledger_ == nullptr ? 0 : ledger_->bytes(); }
    std::uint64_t memory_max() const { return ladder_ ? ladder_->bytes_max() : 0; }
    // Where the node stands as of the last frame, stream or output.
    MemoryRung memory_rung() const { return ladder_ ? ladder_->rung() : MemoryRung::free; }

private:
    class Telling;

    std::span<Output* const> readers_of(std::uint16_t stream_id) const;
    void start_clean(std::uint16_t stream_id, Input& input);
    Input* owned(Owner owner, std::uint16_t stream_id);
    Result<> make_room_for(std::uint16_t stream_id);
    void keep_for_late_readers(Input& input, const frame::FrameRef& frame);
    MemoryRung climb();
    void forget_sent();
    void shed_queues();
    void refuse_frame(Input& input, std::uint16_t stream_id);
    bool takes_in(std::uint16_t stream_id, MemoryRung rung) const;
    int priority_of(std::uint16_t stream_id) const;
    Result<> memory_for(const std::string& what);
    Result<std::uint16_t> output_id_for(const OutputSettings& settings);
    void tell(std::uint16_t stream_id, StreamChange change, std::string_view detail);
    void end_input(std::uint16_t stream_id, Input& input, StreamChange change,
                   std::string_view detail);

    std::map<std::uint16_t, Input> inputs_;
    std::map<std::uint16_t, std::shared_ptr<Output>> outputs_;
    std::map<std::uint16_t, std::vector<Output*>> readers_;  // outputs by stream
    std::uint16_t last_output_id_ = passing_output_first - 1;
    std::uint64_t lives_ = 0;  // of inputs, so far
    bool telling_ = false;
    Watcher watcher_;
    const Ledger* ledger_ = nullptr;
    FrameKeeper* sent_ = nullptr;
    std::optional<MemoryLadder> ladder_;
    std::array<log::Once, memory_rung_count> filling_;
};

}  // namespace weir::relay
