#include "stream/relay/relay.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::relay {
namespace {

void count(Input& input, const frame::Frame& frame, TimePoint now) {
    ++input.frames_received;
    input.bytes_received += frame.size();
    input.last_frame_at = now;
    input.rate.add(now, frame.size());
}

// What is missing between two frames that came; whether they were taken in is another matter.
void count_gap(Input& input, const frame::Frame& frame) {
    if (frame.plain) return;
    if (input.last_sequence) {
        const std::uint32_t gap =
            frame.sequence - *input.last_sequence - 1;  // wraps like its parts
        const bool forward = gap < 0x8000'0000u;
        if (forward) input.frames_lost += gap;
    }
    input.last_sequence = frame.sequence;
}

bool chained(const Input& input) {
    return frame::inter_coded(input.format->encoding);
}

// Its next frame is soon sent or replaced. A byte pipe that keeps up sends it while the next ones
// come.
bool is_prompt(const Output* output) {
    constexpr std::uint32_t keeps_up_frames = 2;
    const Delivery delivery = output->settings().delivery;
    return delivery == Delivery::low_latency ||
           (delivery == Delivery::opaque && output->frames_waiting() <= keeps_up_frames);
}

}  // namespace

// Listeners are called while the tables are being walked: whoever changes them then is wrong.
class Relay::Telling {
public:
    explicit Telling(Relay& relay) : relay_(relay) {
        WEIR_ASSERT(!relay_.telling_);
        relay_.telling_ = true;
    }
    Telling(const Telling&) = delete;
    Telling& operator=(const Telling&) = delete;
    ~Telling() { relay_.telling_ = false; }

private:
    Relay& relay_;
};

Result<> Relay::open_input(Owner owner, std::uint16_t stream_id, const frame::StreamFormat& format,
                           std::string_view source) {
    WEIR_ASSERT(!telling_);
    if (!inputs_.contains(stream_id))
        if (auto memory = memory_for("stream " + std::to_string(stream_id)); !memory) return memory;
    if (auto room = make_room_for(stream_id); !room) return room;
    Input& input = inputs_[stream_id];
    if (input.life == 0) input.life = ++lives_;
    if (input.live && input.owner != owner && !planted(Fault::second_source_let_in))
        return fail(Code::refused, "stream " + std::to_string(stream_id) + " from " +
                                       std::string(source) + ": already comes from " +
                                       input.source +
                                       "; choose another stream id or stop that one");

    const bool known_format = input.format && *input.format == format;
    if (input.live && known_format) return {};  // said twice
    const bool returned = !input.live && input.interrupted;
    if (!known_format) input.format = std::make_shared<const frame::StreamFormat>(format);
    input.owner = owner;
    input.source = source;
    input.live = true;
    start_clean(stream_id, input);
    tell(stream_id, StreamChange::opened, {});
    if (returned) tell(stream_id, StreamChange::resumed, source);
    return {};
}

void Relay::close_input(Owner owner, std::uint16_t stream_id) {
    WEIR_ASSERT(!telling_);
    if (Input* input = owned(owner, stream_id))
        end_input(stream_id, *input, StreamChange::closed, {});
}

void Relay::lose_inputs(Owner owner, std::string_view detail) {
    WEIR_ASSERT(!telling_);
    for (auto& [stream_id, input] : inputs_)
        if (input.live && input.owner == owner)
            end_input(stream_id, input, StreamChange::interrupted, detail);
}

void Relay::interrupt_input(Owner owner, std::uint16_t stream_id, std::string_view detail) {
    WEIR_ASSERT(!telling_);
    Input* input = owned(owner, stream_id);
    if (input == nullptr || input->interrupted) return;
    input->interrupted = true;
    input->forget_frames();
    tell(stream_id, StreamChange::interrupted, detail);
}

void Relay::resume_input(Owner owner, std::uint16_t stream_id, std::string_view detail) {
    WEIR_ASSERT(!telling_);
    Input* input = owned(owner, stream_id);
    if (input == nullptr || !input->interrupted) return;
    start_clean(stream_id, *input);
    tell(stream_id, StreamChange::resumed, detail);
}

bool Relay::push(Owner owner, const frame::FrameRef& frame, TimePoint now) {
    Input* input = owned(owner, frame->stream_id);
    if (input == nullptr) return false;
    // A frame is the best proof that the device is back; a source may have no words for it.
    if (input->interrupted) resume_input(owner, frame->stream_id, {});
    count_gap(*input, *frame);
    const MemoryRung rung = climb();
    if (!takes_in(frame->stream_id, rung)) {
        refuse_frame(*input, frame->stream_id);
        return true;
    }
    count(*input, *frame, now);
    // A group without this frame could not be decoded.
    if (rung < MemoryRung::drop_groups)
        keep_for_late_readers(*input, frame);
    else
        input->forget_frames();

    const Telling telling(*this);
    for (Output* output : readers_of(frame->stream_id)) {
        output->offer(frame, now);
        if (planted(Fault::neighbours_forgotten) && output->frames_waiting() > 8) break;
    }
    return true;
}

Result<std::shared_ptr<Output>> Relay::add_output(const OutputSettings& settings,
                                                  OutputListener& listener, TimePoint now,
                                                  Place place) {
    WEIR_ASSERT(!telling_ && settings.weight > 0);
    if (place == Place::another)
        if (auto room = room_for_output(settings.stream_id); !room)
            return std::unexpected(room.error());
    const auto id = output_id_for(settings);
    if (!id) return std::unexpected(id.error());
    auto output = std::make_shared<Output>(*id, settings, listener);
    outputs_.emplace(*id, output);
    readers_[settings.stream_id].push_back(output.get());

    const Input* source = input(settings.stream_id);
    if (source == nullptr) return output;
    output->restart(source->format);
    const Telling telling(*this);
    if (source->live) listener.on_change(*output, StreamChange::opened, {});
    if (source->interrupted) listener.on_change(*output, StreamChange::interrupted, {});
    if (source->newest && settings.delivery == Delivery::low_latency)
        output->offer(source->newest, now);
    if (!source->group.frames().empty()) output->greet(source->group.frames(), now);
    return output;
}

void Relay::remove_output(std::uint16_t output_id) {
    WEIR_ASSERT(!telling_);
    const auto found = outputs_.find(output_id);
    if (found == outputs_.end()) return;
    Output& output = *found->second;
    output.close();
    const auto readers = readers_.find(output.settings().stream_id);
    std::erase(readers->second, &output);
    if (readers->second.empty()) readers_.erase(readers);
    outputs_.erase(found);
}

std::size_t Relay::prompt_readers(std::uint16_t stream_id) const {
    const Input* source = input(stream_id);
    if (source == nullptr || source->format == nullptr || chained(*source)) return 0;
    const auto readers = readers_of(stream_id);
    return std::ranges::all_of(readers, is_prompt) ? readers.size() : 0;
}

const Input* Relay::input(std::uint16_t stream_id) const {
    const auto found = inputs_.find(stream_id);
    return found == inputs_.end() ? nullptr : &found->second;
}

std::span<Output* const> Relay::readers_of(std::uint16_t stream_id) const {
    const auto found = readers_.find(stream_id);
    return found == readers_.end() ? std::span<Output* const>() : found->second;
}

// Whatever was known of the frames before says nothing about those that come now.
void Relay::start_clean(std::uint16_t stream_id, Input& input) {
    input.interrupted = false;
    input.last_sequence.reset();
    input.forget_frames();
    for (Output* output : readers_of(stream_id)) output->restart(input.format);
}

Input* Relay::owned(Owner owner, std::uint16_t stream_id) {
    const auto found = inputs_.find(stream_id);
    const bool theirs = found != inputs_.end() && found->second.live &&
                        (found->second.owner == owner || planted(Fault::second_source_let_in));
    return theirs ? &found->second : nullptr;
}

// Streams that ended are remembered for reports, as long as nobody needs their place.
Result<> Relay::make_room_for(std::uint16_t stream_id) {
    if (inputs_.contains(stream_id) || inputs_.size() < limits::streams_max) return {};
    const auto ended =
        std::ranges::find_if(inputs_, [](const auto& entry) { return !entry.second.live; });
    if (ended == inputs_.end())
        return fail(Code::limit_exceeded, "stream " + std::to_string(stream_id) + ": all " +
                                              std::to_string(limits::streams_max) +
                                              " streams of this node are in use; close one first");
    inputs_.erase(ended);
    return {};
}

Result<> Relay::room_for_output(std::uint16_t stream_id) {
    if (outputs_.size() >= limits::outputs_max)
        return fail(Code::limit_exceeded, "all " + std::to_string(limits::outputs_max) +
                                              " outputs of this node are in use; stop one first");
    return memory_for("an output of stream " + std::to_string(stream_id));
}

Result<std::uint16_t> Relay::output_id_for(const OutputSettings& settings) {
    if (settings.output_id != 0) {
        if (outputs_.contains(settings.output_id))
            return fail(Code::refused, "output " + std::to_string(settings.output_id) +
                                           ": is there already; stop it first");
        return settings.output_id;
    }
    // Numbers are not reused soon, so a late command for an output that is gone hits nobody else.
    do ++last_output_id_;
    while (last_output_id_ < passing_output_first || outputs_.contains(last_output_id_));
    return last_output_id_;
}

void Relay::keep_for_late_readers(Input& input, const frame::FrameRef& frame) {
    if (chained(input))
        input.group.push(frame);
    else
        input.newest = frame;
}

void Relay::tell(std::uint16_t stream_id, StreamChange change, std::string_view detail) {
    const Telling telling(*this);
    for (Output* output : readers_of(stream_id))
        output->listener().on_change(*output, change, detail);
    if (watcher_) watcher_(stream_id, change, detail);
}

void Relay::end_input(std::uint16_t stream_id, Input& input, StreamChange change,
                      std::string_view detail) {
    const bool said = input.interrupted && change == StreamChange::interrupted;
    input.live = false;
    input.interrupted = change == StreamChange::interrupted;
    if (!planted(Fault::source_leaves_frames)) input.forget_frames();
    if (!said) tell(stream_id, change, detail);
}

}  // namespace weir::relay
