#include "transport/send_queue.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::transport {
namespace {

// Appends `bytes` without their first `skip` to parts; returns how much of skip is left.
std::size_t append(std::span<const std::byte> bytes, std::size_t skip, std::span<iovec> parts,
                   std::size_t& used) {
    if (skip >= bytes.size()) return skip - bytes.size();
    const auto rest = bytes.subspan(skip);
    // A gather write only reads, but its interface is older than const.
    parts[used++] = {const_cast<std::byte*>(rest.data()), rest.size()};
    return 0;
}

}  // namespace

bool SendQueue::add_control(wire::Outgoing message) {
    if (control_.size() >= limits::control_messages_waiting_max ||
        control_bytes_ + message.size() > limits::control_bytes_waiting_max)
        return false;
    control_bytes_ += message.size();
    control_.push_back(std::move(message));
    return true;
}

bool SendQueue::fill(Outbox* outbox, std::size_t bytes_max) {
    if (!batch_.empty()) return true;
    if (!planted(Fault::control_after_frames)) take_control(bytes_max);
    while (outbox != nullptr && room_in_batch(bytes_max)) {
        auto message = outbox->next();
        if (!message) break;
        begin(std::move(*message), false);
    }
    if (batch_.empty()) take_control(bytes_max);
    return !batch_.empty();
}

Result<Pipe*> SendQueue::pipe() {
    if (done_ == batch_.size()) return nullptr;
    Begun& next = batch_[done_];
    if (!next.piped() || offset_ < next.message.head_size + next.message.payload.size())
        return nullptr;
    if (!next.pipe) next.pipe = next.message.piped->duplicate_rest();
    if (next.pipe) return &*next.pipe;
    if (auto left = leave_pipe(); !left) return std::unexpected(std::move(left.error()));
    return nullptr;
}

Result<> SendQueue::leave_pipe() {
    const PipedBytes& payload = *batch_[done_].message.piped;
    batch_[done_].pipe = {};
    if (!payload.bytes().empty()) return {};
    return fail(Code::limit_exceeded,
                "no memory for " + std::to_string(payload.size()) + " bytes of a frame");
}

bool SendQueue::pipe_follows() const {
    return std::any_of(batch_.begin() + static_cast<std::ptrdiff_t>(done_), batch_.end(),
                       [](const Begun& begun) { return begun.piped(); });
}

std::size_t SendQueue::gather(std::span<iovec> parts) const {
    WEIR_ASSERT(parts.size() >= parts_max);
    std::size_t used = 0;
    std::size_t skip = offset_;
    for (std::size_t i = done_; i < batch_.size(); ++i) {
        const wire::Outgoing& message = batch_[i].message;
        skip = append(message.head_bytes(), skip, parts, used);
        const bool piped = batch_[i].piped();
        const bool read = message.piped != nullptr && !piped;
        skip = append(read ? message.piped->bytes() : message.payload, skip, parts, used);
        if (piped) break;
    }
    return used;
}

void SendQueue::wrote(std::size_t bytes, Outbox& outbox) {
    offset_ += bytes;
    while (done_ < batch_.size() && offset_ >= batch_[done_].message.size()) {
        offset_ -= batch_[done_].message.size();
        Begun& sent = batch_[done_++];
        if (!sent.control) outbox.finished(sent.message, true);
        sent.pipe = {};
        sent.message.keeper.reset();
    }
    if (done_ < batch_.size() && planted(Fault::partial_write_repeated)) offset_ = 0;
    if (done_ < batch_.size()) return;
    WEIR_ASSERT(offset_ == 0);
    batch_.clear();
    batch_bytes_ = 0;
    done_ = 0;
}

void SendQueue::abandon(Outbox& outbox) {
    for (; done_ < batch_.size(); ++done_)
        if (!batch_[done_].control && !planted(Fault::frames_lost_silently))
            outbox.finished(batch_[done_].message, false);
    batch_.clear();
    batch_bytes_ = 0;
    done_ = 0;
    offset_ = 0;
    control_.clear();
    control_bytes_ = 0;
}

void SendQueue::take_control(std::size_t bytes_max) {
    while (room_in_batch(bytes_max) && !control_.empty()) {
        control_bytes_ -= control_.front().size();
        begin(std::move(control_.front()), true);
        control_.pop_front();
    }
}

bool SendQueue::room_in_batch(std::size_t bytes_max) const {
    return batch_.size() < batch_messages_max && batch_bytes_ < bytes_max;
}

void SendQueue::begin(wire::Outgoing message, bool control) {
    batch_bytes_ += message.size();
    batch_.push_back({.message = std::move(message), .control = control});
}

}  // namespace weir::transport
