// What a relay gives up when the node's frame memory fills.

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "base/planted.hpp"
#include "stream/relay/relay.hpp"

namespace weir::relay {
namespace {

std::string mib(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

}  // namespace

void Relay::bound_memory(const Ledger& ledger, std::uint64_t bytes_max, FrameKeeper* sent) {
    ledger_ = &ledger;
    sent_ = sent;
    ladder_.emplace(bytes_max);
}

// Where the node stands after it has given up what its rung says.
MemoryRung Relay::climb() {
    if (!ladder_ || planted(Fault::memory_unbounded)) return MemoryRung::free;
    const MemoryRung before = ladder_->rung();
    MemoryRung rung = ladder_->at(ledger_->bytes());
    if (rung >= MemoryRung::drop_groups && rung > before)
        for (auto& [stream_id, input] : inputs_) input.forget_frames();
    if (rung >= MemoryRung::forget_sent) forget_sent();
    if (ladder_->at(ledger_->bytes()) >= MemoryRung::shed_queues) shed_queues();
    rung = ladder_->at(ledger_->bytes());
    // Without the figures: a node at the edge of a rung would find news in every frame.
    if (rung > before)
        filling_[static_cast<std::size_t>(rung)].warn(
            "relay", "frame memory is filling; raise --memory-max or lower the budgets",
            {{"gives_up", name(rung)}, {"bytes_max", ladder_->bytes_max()}});
    return rung;
}

// Costs a frame only where a connection is lost as well; those in a queue would be lost for sure.
void Relay::forget_sent() {
    if (sent_ == nullptr) return;
    while (ledger_->bytes() >= ladder_->ends_below(MemoryRung::forget_sent))
        if (sent_->forget_most() == 0) return;
}

// Frames are shared, so emptying one queue may free little: on until enough is free, and not less
// than the rung asks for, so that it is not stood on again with the next frame.
void Relay::shed_queues() {
    while (ledger_->bytes() >= ladder_->ends_below(MemoryRung::shed_queues)) {
        Output* longest = nullptr;
        for (const auto& [id, output] : outputs_)
            if (output->settings().delivery != Delivery::low_latency &&
                (longest == nullptr || output->bytes_shedable() > longest->bytes_shedable()))
                longest = output.get();
        if (longest == nullptr || longest->shed(DropCause::memory_ceiling) == 0) return;
    }
}

void Relay::refuse_frame(Input& input, std::uint16_t stream_id) {
    ++input.frames_refused;
    input.group.clear();  // no longer whole
    for (Output* output : readers_of(stream_id)) output->miss();
}

bool Relay::takes_in(std::uint16_t stream_id, MemoryRung rung) const {
    if (rung < MemoryRung::refuse_frames) return true;
    if (rung == MemoryRung::full) return planted(Fault::ceiling_passed);
    const int mine = priority_of(stream_id);
    return std::ranges::any_of(inputs_, [&](const auto& entry) {
        return entry.second.live && priority_of(entry.first) < mine;
    });
}

// That of its most important path; a stream that nobody reads comes last.
int Relay::priority_of(std::uint16_t stream_id) const {
    int highest = -1;
    for (const Output* output : readers_of(stream_id))
        highest = std::max<int>(highest, output->settings().priority);
    return highest;
}

Result<> Relay::memory_for(const std::string& what) {
    if (climb() < MemoryRung::refuse_new) return {};
    return fail(Code::limit_exceeded,
                what + ": frames fill " + mib(ledger_->bytes()) + " of this node's " +
                    mib(ladder_->bytes_max()) +
                    "; stop something, or start the node with a larger --memory-max");
}

}  // namespace weir::relay
