#include "control/resource/deliveries.hpp"

#include <algorithm>
#include <utility>

#include "control/resource/output_port.hpp"

namespace weir::resource {

Deliveries::Deliveries(const relay::Relay& relay, std::uint64_t own_epoch, TimePoint now,
                       std::function<void()> due)
    : relay_(relay),
      own_epoch_(own_epoch),
      trusting_from_(now + limits::resume_patience),
      due_(std::move(due)) {}

Deliveries::Stream& Deliveries::stream(std::uint16_t stream_id) {
    const auto [found, is_new] = streams_.try_emplace(stream_id);
    if (is_new) found->second.base = {own_epoch_, 0};
    return found->second;
}

std::uint64_t Deliveries::count(std::uint16_t stream_id) const {
    const relay::Input* input = relay_.input(stream_id);
    return input == nullptr ? 0 : input->frames_received;
}

relay::Position Deliveries::next(std::uint16_t stream_id) {
    return stream(stream_id).base.after(count(stream_id));
}

// The next frame stands at `position`, whatever was thought before.
void Deliveries::renumber(std::uint16_t stream_id, const relay::Position& position) {
    if (next(stream_id) == position) return;
    stream(stream_id).base = {position.epoch, position.number - count(stream_id)};
    for (OutputPort* port : ports_)
        if (port->output()->settings().stream_id == stream_id) port->number_next(position);
}

void Deliveries::source_opened(std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found == streams_.end()) return;
    found->second.receipt.disconnected();
    if (std::exchange(found->second.owner, 0) == 0) return;
    // Another source's numbers must not be taken for those of the one before.
    renumber(stream_id, {++own_epoch_, 0});
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

bool Deliveries::arrived(std::uint16_t stream_id) {
    const auto found = streams_.find(stream_id);
    if (found == streams_.end() || !found->second.receipt.numbered()) return true;
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

void Deliveries::pushed(const frame::FrameRef& frame, TimePoint now) {
    if (!numbered(frame->stream_id)) return;
    Stream& from = stream(frame->stream_id);
    // A relay that refused the frame has not counted it; its position is spent all the same.
    renumber(frame->stream_id, from.arriving.after(1));
    if (now < trusting_from_) {
        if (!from.early) from.early.emplace(relay::Budget{});
        from.early->keep(from.arriving, frame);
    }
    due_();
}

void Deliveries::add(OutputPort& port) {
    const std::uint16_t stream_id = port.output()->settings().stream_id;
    ports_.push_back(&port);
    const relay::Position position = next(stream_id);
    port.number_next(position);
    if (stream(stream_id).early) port.begin_with(*stream(stream_id).early);
}

void Deliveries::remove(OutputPort& port) {
    std::erase(ports_, &port);
    due_();
}

std::optional<relay::Position> Deliveries::answered(std::uint16_t stream_id, const Stream& stream) {
    if (stream.early) return std::nullopt;
    relay::Position least = stream.receipt.next();
    for (OutputPort* port : ports_) {
        if (port->output()->settings().stream_id != stream_id) continue;
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
        if (stream.owner == 0 || !stream.receipt.numbered()) continue;
        const auto least = answered(stream_id, stream);
        if (!least || *least == stream.acked) continue;
        stream.acked = *least;
        acks.push_back({stream.owner, stream_id, *least});
    }
    return acks;
}

}  // namespace weir::resource
