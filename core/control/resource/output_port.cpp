#include "control/resource/output_port.hpp"

#include <utility>

#include "base/assert.hpp"
#include "base/planted.hpp"
#include "control/resource/deliveries.hpp"
#include "control/resource/format_map.hpp"
#include "control/resource/session.hpp"

namespace weir::resource {
namespace {

// A reader that is behind hears the newest of what happened; a flapping device must not pile it up.
constexpr std::size_t words_max = 16;

std::vector<std::byte> event_message(std::uint16_t stream_id, relay::StreamChange change,
                                     std::string_view detail) {
    gen::StreamEvent event;
    event.stream_id = stream_id;
    event.code = change == relay::StreamChange::interrupted ? gen::EventCode::interrupted
                                                            : gen::EventCode::resumed;
    event.detail = std::string(detail);
    return gen::to_message(event);
}

}  // namespace

OutputPort::~OutputPort() {
    close();
}

Result<> OutputPort::open(const relay::OutputSettings& settings, TimePoint now,
                          relay::Relay::Place place) {
    auto output = relay_.add_output(settings, *this, now, place);
    if (!output) return std::unexpected(output.error());
    output_ = std::move(*output);
    if (!settings.acknowledged) return {};
    WEIR_ASSERT(deliveries_ != nullptr);
    delivery_.emplace(settings.budget);
    deliveries_->add(*this);
    return {};
}

void OutputPort::close() {
    if (session_ != nullptr) session_->detach(*this);
    if (output_ == nullptr) return;
    if (delivery_) deliveries_->remove(*this);
    delivery_.reset();
    relay_.remove_output(output_->id());
    output_.reset();
}

void OutputPort::on_ready(relay::Output&) {
    if (session_ != nullptr) session_->wake();
}

void OutputPort::on_change(relay::Output& output, relay::StreamChange change,
                           std::string_view detail) {
    // Frames of the old format may still wait; the session announces the new one right before the
    // first frame that has it.
    if (change == relay::StreamChange::opened) {
        if (!output.ready()) ask_format();
        return;
    }
    if (session_ == nullptr && !output.ready()) return;
    if (words_.size() >= words_max) words_.pop_front();
    words_.push_back({change, std::string(detail), output.frames_offered()});
    if (session_ == nullptr) return;
    session_->words_wait_ = true;
    session_->wake();
}

std::optional<std::vector<std::byte>> OutputPort::next_word() {
    if (delivery_ && (!delivery_->may_send() || delivery_->resending())) return std::nullopt;
    // Not "when nothing waits": a reader that is always behind would never hear of it.
    const bool early =
        output_->ready() && !words_.empty() && output_->next_number() <= words_.front().behind;
    if (words_.empty() || (early && !planted(Fault::words_overtake))) return std::nullopt;
    const Word word = std::move(words_.front());
    words_.pop_front();
    const std::uint16_t stream_id = output_->stream_id_sent();
    if (word.change != relay::StreamChange::closed)
        return event_message(stream_id, word.change, word.detail);
    announced_.reset();  // what follows must be announced anew, and numbered
    if (delivery_) delivery_->begin_again();
    gen::StreamCloseRequest request;
    request.stream_id = stream_id;
    return session_->request_message<gen::StreamCloseReply>(request, [](auto&&) {});
}

void OutputPort::forget_words() {
    if (delivery_ && delivery_->retention().frames() > 0) {
        // What is sent again opens the stream again, so its end must be said again, too.
        const relay::Input* input = relay_.input(output_->settings().stream_id);
        const bool ended = input == nullptr || (!input->live && !input->interrupted);
        const bool said = !words_.empty() && words_.back().change == relay::StreamChange::closed;
        if (ended && !said)
            words_.push_back({relay::StreamChange::closed, {}, output_->frames_offered()});
        return;
    }
    if (!output_->ready()) words_.clear();
}

Retained OutputPort::retained() const {
    if (!delivery_) return {};
    const relay::Retention& window = delivery_->retention();
    return {window.frames(), window.bytes(), window.frames_overrun()};
}

bool OutputPort::pending() const {
    return session_ != nullptr && (!words_.empty() || output_->frames_waiting() > 0 ||
                                   (delivery_ && delivery_->retention().frames() > 0));
}

std::uint64_t OutputPort::next_count() const {
    return output_->ready() ? output_->next_number() : 1 + output_->frames_offered();
}

void OutputPort::number_next(const relay::Position& position) {
    // A new output may have been given the last frames before it knew where they stand.
    const std::uint64_t count = output_->frames_offered();
    if (!delivery_->numbered() && position.number >= count)
        return delivery_->number(1, {position.epoch, position.number - count});
    delivery_->number(count + 1, position, next_count(), output_->newest_number());
}

relay::Position OutputPort::answered() {
    return delivery_->answered(next_count());
}

void OutputPort::lose(Loss loss, const Error& why) {
    session_ = nullptr;
    if (!planted(Fault::announcement_forgotten)) announced_.reset();
    forget_words();
    if (delivery_) delivery_->disconnected();
    if (lost_) lost_(loss, why);
}

void OutputPort::ask_format() {
    if (session_ == nullptr) return;
    format_due_ = true;
    session_->asks();
}

void OutputPort::ask_resume() {
    resume_due_ = true;
    session_->asks();
}

std::optional<std::vector<std::byte>> OutputPort::next_question() {
    // Else the first frame is announced with its own format.
    const bool may_tell = format_due_ && (output_->ready() || session_->may_announce(*this));
    if (may_tell && std::exchange(format_due_, false) && !output_->ready()) {
        const relay::Input* input = relay_.input(output_->settings().stream_id);
        if (input != nullptr && input->live && input->format != nullptr)
            return session_->announcement(*this, input->format);
    }
    if (std::exchange(resume_due_, false)) return session_->where_to_go_on(*this);
    return std::nullopt;
}

bool OutputPort::knows(const frame::FormatRef& format) const {
    return format == nullptr || format == announced_ ||
           (announced_ != nullptr && *format == *announced_);
}

// Frames that need those which the reader will never get are of no use to it.
void OutputPort::resumed(const relay::Position& there) {
    delivery_->resumed(there);
    if (delivery_->retention().frames() == 0 && there.is_before(oldest())) output_->begin_reader();
}

std::uint64_t OutputPort::forget_sent() {
    const bool unsent = delivery_->resending();
    const std::uint64_t bytes = delivery_->forget_sent();
    if (unsent) output_->begin_reader();
    return bytes;
}

}  // namespace weir::resource
