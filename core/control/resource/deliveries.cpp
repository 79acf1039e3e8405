#include "control/resource/deliveries.hpp"

#include <algorithm>
#include <utility>

#include "base/planted.hpp"
#include "control/resource/output_port.hpp"

namespace weir::resource {

Deliveries::Deliveries(const relay::Relay& relay, std::uint64_t own_epoch, TimePoint now,
                       std::function<void()> due)
    : relay_(relay),
      own_epoch_(own_epoch),
      trusting_from_(now + limits::resume_patience),
      due_(std::move(due)) {}

Deliveries::Stream& Deliveries::stream(std::uint16_t stream_id) {
    if (!streams_.contains(stream_id) && streams_.size() >= forget_at_) forget_streams();
    const auto [found, is_new] = streams_.try_emplace(stream_id);
    if (is_new) found->second.base = new_numbering();
    return found->second;
}

// Those that the relay has forgotten and nobody reads. Not at every new one: looking at all costs.
void Deliveries::forget_streams() {
    std::erase_if(streams_, [this](const auto& entry) {
        return entry.second.ports.empty() && relay_.input(entry.first) == nullptr;
    });
    forget_at_ = std::max(limits::streams_max, 2 * streams_.size());
}

// A relay that needs room forgets a stream that has ended, and counts from its first frame when it
// comes again: under the same numbers readers would take that for what they have.
void Deliveries::follow_relay(std::uint16_t stream_id, Stream& stream) {
    const relay::Input* input = relay_.input(stream_id);
    const std::uint64_t life = input == nullptr ? 0 : input->life;
    const std::uint64_t before = std::exchange(stream.life, life);
    if (before == 0 || before == life) return;
    stream.base = new_numbering();
    for (OutputPort* port : stream.ports) port->number_next(stream.base.after(count(stream_id)));
}

std::uint64_t Deliveries::count(std::uint16_t stream_id) const {
    const relay::Input* input = relay_.input(stream_id);
    return input == nullptr ? 0 : input->frames_received;
}

relay::Position Deliveries::next(std::uint16_t stream_id) {
    Stream& counted = stream(stream_id);
    follow_relay(stream_id, counted);
    return counted.base.after(count(stream_id));
}

// The next frame stands at `position`, whatever was thought before.
void Deliveries::renumber(std::uint16_t stream_id, const relay::Position& position) {
    if (next(stream_id) == position || planted(Fault::positions_renewed)) return;
    Stream& renumbered = stream(stream_id);
    renumbered.base = {position.epoch, position.number - count(stream_id)};
    for (OutputPort* port : renumbered.ports) port->number_next(position);
}

void Deliveries::source_opened(std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found == streams_.end()) return;
    found->second.receipt.disconnected();
    follow_relay(stream_id, found->second);
    if (std::exchange(found->second.owner, 0) == 0) return;
    // Another source's numbers must not be taken for those of the one before.
    renumber(stream_id, new_numbering());
}

void Deliveries::source_lost(std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found != streams_.end()) found->second.receipt.disconnected();
}

std::optional<relay::Receipt::Gap> Deliveries::marked(relay::Owner owner, std::uint16_t stream_id,
                                                      const relay::Position& position) {
    const relay::Input* input = relay_.input(stream_id);
    if (input == nullptr || !input->live || input->owner != owner) return std::nullopt;
    Stream& marked = stream(stream_id);
    marked.owner = owner;
    return marked.receipt.marked(position);
}

relay::Position Deliveries::resume(std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found == streams_.end()) return {};
    found->second.acked = {};
    return found->second.receipt.next();
}

bool Deliveries::arrived(relay::Owner owner, std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found == streams_.end() || found->second.owner != owner ||
        !found->second.receipt.numbered())
        return true;
    const auto here = found->second.receipt.arrived();
    if (!here) return false;
    found->second.arriving = *here;
    renumber(stream_id, *here);
    return true;
}

bool Deliveries::numbered(std::uint16_t stream_id) const {
    const auto found = streams_.find(stream_id);
    return found != streams_.end() && found->second.receipt.numbered();
}

const relay::Receipt* Deliveries::receipt(std::uint16_t stream_id) const {
    const auto found = streams_.find(stream_id);
    return found == streams_.end() ? nullptr : &found->second.receipt;
}

void Deliveries::pushed(const frame::FrameRef& frame, TimePoint now) {
    if (!numbered(frame->stream_id)) return;
    Stream& from = stream(frame->stream_id);
    const relay::Position after = from.arriving.after(1);
    // A relay that refused the frame has not counted it; its position is spent all the same.
    const bool refused = next(frame->stream_id) != after;
    renumber(frame->stream_id, after);
    if (now < trusting_from_ && !refused) {
        if (!from.early) from.early.emplace(relay::Budget{});
        from.early->keep(from.arriving, frame, false, relay_.input(frame->stream_id)->format);
    }
    due_();
}

void Deliveries::add(OutputPort& port) {
    const std::uint16_t stream_id = port.output()->settings().stream_id;
    port.number_next(next(stream_id));
    Stream& read = stream(stream_id);
    read.ports.push_back(&port);
    if (read.early) port.begin_with(*read.early);
}

void Deliveries::remove(OutputPort& port) {
    const auto found = streams_.find(port.output()->settings().stream_id);
    if (found != streams_.end()) std::erase(found->second.ports, &port);
    due_();
}

std::uint64_t Deliveries::forget_most() {
    relay::Retention* early = nullptr;
    OutputPort* window = nullptr;
    std::uint64_t most = 0;
    for (auto& [stream_id, stream] : streams_) {
        if (stream.early && stream.early->bytes() > most) {
            most = stream.early->bytes();
            early = &*stream.early;
        }
        for (OutputPort* port : stream.ports) {
            if (port->delivery()->retention().bytes() <= most) continue;
            most = port->delivery()->retention().bytes();
            window = port;
            early = nullptr;
        }
    }
    if (most == 0) return 0;
    due_();
    return early != nullptr ? early->forget() : window->forget_sent();
}

std::optional<relay::Position> Deliveries::answered(const Stream& stream) {
    if (stream.early) return std::nullopt;
    relay::Position least = stream.receipt.next();
    if (planted(Fault::answered_too_early)) return least;
    for (OutputPort* port : stream.ports) {
        const relay::Position has = port->answered();
        // Its reader has not got as far as this numbering.
        if (has.epoch != least.epoch) return std::nullopt;
        least.number = std::min(least.number, has.number);
    }
    return least;
}

std::vector<Deliveries::Ack> Deliveries::acks(TimePoint now) {
    std::vector<Ack> acks;
    for (auto& [stream_id, stream] : streams_) {
        if (now >= trusting_from_) stream.early.reset();
        if (!stream.ports.empty()) follow_relay(stream_id, stream);
        if (stream.owner == 0 || !stream.receipt.numbered()) continue;
        const auto least = answered(stream);
        if (!least || *least == stream.acked) continue;
        stream.acked = *least;
        acks.push_back({stream.owner, stream_id, *least});
    }
    return acks;
}

}  // namespace weir::resource
