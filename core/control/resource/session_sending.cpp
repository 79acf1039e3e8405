// What a session sends: whose turn it is, what must be said first, what is sent again.

#include <algorithm>
#include <utility>

#include "base/planted.hpp"
#include "control/resource/format_map.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_port.hpp"
#include "control/resource/session.hpp"

namespace weir::resource {
namespace {

std::uint16_t id_sent(const relay::Output& output) {
    return planted(Fault::remap_forgotten) ? output.settings().stream_id : output.stream_id_sent();
}

}  // namespace

void Session::attach(OutputPort& port) {
    WEIR_ASSERT(port.session_ == nullptr && port.output() != nullptr);
    port.session_ = this;
    port.attachment_ = ++attachments_;
    port.announcing_ = 0;
    port.output()->serve_from(clock().now());
    begin_anew(port);
    ports_.push_back(&port);
    outputs_.push_back(port.output().get());
    choose_scheduler();
    port.ask_format();
    if (port.delivery() != nullptr) port.ask_resume();
    words_wait_ = true;
    wake();
}

void Session::begin_anew(OutputPort& port) {
    if (!planted(Fault::announcement_forgotten)) port.announced_.reset();
    // The reader of an acknowledged output says what arrived.
    if (port.delivery() == nullptr) port.output()->begin_reader();
}

bool Session::may_ask() const {
    return requests_.size() < limits::questions_open_max;
}

// A stream that changes its format all the time delays itself and nobody else.
bool Session::may_announce(const OutputPort& port) const {
    return may_ask() && port.announcing_ < limits::announcements_open_max;
}

void Session::asks() {
    questions_wait_ = true;
    wake();
}

std::vector<std::byte> Session::where_to_go_on(OutputPort& port) {
    const relay::Position oldest = port.oldest();
    gen::ResumeDeliveryRequest request;
    request.stream_id = port.output()->stream_id_sent();
    request.epoch = oldest.epoch;
    request.number = oldest.number;
    return request_message<gen::ResumeDeliveryReply>(
        request, [this, attachment = port.attachment_](Result<gen::ResumeDeliveryReply> reply) {
            OutputPort* asked = attached(attachment);
            if (asked == nullptr || !is_open()) return;
            if (!reply) return unanswered(*asked, reply.error());
            asked->resumed({reply->epoch, reply->number});
            wake();
        });
}

// Silence is no refusal: one of ours is slow. A plain peer will never know what it was asked.
void Session::unanswered(OutputPort& port, const Error& why) {
    if (why.code != Code::timed_out) return refused(port, why);
    if (manner_ == Manner::plain)
        return give_up(port, {Code::refused, peer() + ": says no hello, so it will not acknowledge "
                                                      "frames; send it the stream without that"});
    port.ask_resume();
}

void Session::on_ack(const gen::DeliveryAck& ack) {
    for (OutputPort* port : ports_)
        if (port->delivery() != nullptr && port->output()->stream_id_sent() == ack.stream_id)
            port->delivery()->acknowledge({ack.epoch, ack.number});
    owner_.on_answered(*this);
}

void Session::detach(OutputPort& port) {
    const auto found = std::ranges::find(ports_, &port);
    if (found == ports_.end()) return;
    drop_port(static_cast<std::size_t>(found - ports_.begin()));
    port.session_ = nullptr;
    port.announced_.reset();
    port.forget_words();
    if (port.delivery() != nullptr) port.delivery()->disconnected();
}

bool Session::drained() const {
    return held_.empty() && std::ranges::none_of(ports_, &OutputPort::pending);
}

void Session::drop_port(std::size_t index) {
    // Whoever carries it next decides anew what to give up.
    if (outputs_[index]->suppressed()) outputs_[index]->suppress(false);
    ports_.erase(ports_.begin() + static_cast<std::ptrdiff_t>(index));
    outputs_.erase(outputs_.begin() + static_cast<std::ptrdiff_t>(index));
    choose_scheduler();
}

// The one that an output names; whoever starts outputs sees to it that two never differ.
void Session::choose_scheduler() {
    relay::SchedulerKind kind = settings_.scheduler;
    for (const relay::Output* output : outputs_) kind = output->settings().scheduler.value_or(kind);
    if (kind == scheduler_kind_) return;
    scheduler_->retire(outputs_);
    scheduler_ = relay::make_scheduler(kind);
    scheduler_kind_ = kind;
}

std::vector<std::byte> Session::announcement(OutputPort& port, const frame::FormatRef& format) {
    port.announced_ = format;
    ++port.announcing_;
    const auto request = to_wire(port.output()->stream_id_sent(), *format);
    return request_message<gen::StreamOpenReply>(request,
                                                 [this, attachment = port.attachment_](auto reply) {
                                                     OutputPort* told = attached(attachment);
                                                     if (told != nullptr) --told->announcing_;
                                                     if (reply || told == nullptr || !is_open())
                                                         return;
                                                     if (reply.error().code != Code::timed_out)
                                                         return refused(*told, reply.error());
                                                     // No answer in time is no refusal: a plain
                                                     // reader may not know the command. One of ours
                                                     // may yet refuse, when nobody hears it any
                                                     // more, so it is asked again.
                                                     if (manner_ != Manner::ours) return;
                                                     told->announced_.reset();
                                                     told->ask_format();
                                                 });
}

void Session::refused(OutputPort& port, const Error& why) {
    give_up(port, {Code::refused, peer() + " refuses: " + why.what});
}

void Session::give_up(OutputPort& port, const Error& why) {
    const auto found = std::ranges::find(ports_, &port);
    drop_port(static_cast<std::size_t>(found - ports_.begin()));
    port.lose(OutputPort::Loss::refused, why);
}

OutputPort& Session::port_of(const relay::Output& output) const {
    const auto found = std::ranges::find(outputs_, &output);
    return *ports_[static_cast<std::size_t>(found - outputs_.begin())];
}

OutputPort* Session::attached(std::uint64_t attachment) const {
    const auto found = std::ranges::find(ports_, attachment, &OutputPort::attachment_);
    return found == ports_.end() ? nullptr : *found;
}

// Those that may send a frame for the first time now.
std::span<relay::Output* const> Session::sendable() {
    const auto waits = [this](const OutputPort* port) {
        const Delivery* delivery = port->delivery();
        if (delivery != nullptr && (!delivery->may_send() || delivery->resending())) return true;
        return !may_announce(*port) && port->output()->ready() &&
               !port->knows(port->output()->next_format());
    };
    if (std::ranges::none_of(ports_, waits)) return outputs_;
    sendable_.clear();
    for (std::size_t i = 0; i < ports_.size(); ++i)
        if (!waits(ports_[i])) sendable_.push_back(outputs_[i]);
    return sendable_;
}

std::optional<wire::Outgoing> Session::next() {
    if (!held_.empty()) {
        auto held = std::move(held_.front());
        held_.pop_front();
        return held;
    }
    if (auto question = next_question()) return question;
    if (manner_ == Manner::unknown) return std::nullopt;  // which form of frame it reads, too
    if (auto word = next_word()) return word;
    return next_frame();
}

std::optional<wire::Outgoing> Session::next_question() {
    if (!questions_wait_ || !may_ask()) return std::nullopt;
    for (OutputPort* port : ports_)
        if (auto question = port->next_question()) return wire::outgoing(std::move(*question));
    questions_wait_ = std::ranges::any_of(ports_, &OutputPort::has_questions);
    return std::nullopt;
}

std::optional<wire::Outgoing> Session::next_word() {
    if (!words_wait_ || !may_ask()) return std::nullopt;
    words_wait_ = false;
    for (OutputPort* port : ports_) {
        if (auto word = port->next_word()) {
            words_wait_ = true;
            return wire::outgoing(std::move(*word));
        }
        words_wait_ = words_wait_ || port->has_words();
    }
    return std::nullopt;
}

std::optional<wire::Outgoing> Session::next_frame() {
    OutputPort* again = next_resending();
    if (again != nullptr && goes_before(*again, sendable())) return send_again(*again);
    while (is_open()) {
        relay::Output* output = scheduler_->pick(sendable(), clock().now());
        if (output == nullptr) break;
        if (auto message = next_popped(*output, port_of(*output))) return message;
    }
    if (again == nullptr || !is_open()) return std::nullopt;
    return send_again(*again);
}

// Of the most important ones that have something to send again, each in turn.
OutputPort* Session::next_resending() const {
    OutputPort* next = nullptr;
    const auto rank = [this](const OutputPort& port) {
        return std::pair(port.output()->settings().priority, port.attachment_ > last_again_);
    };
    for (OutputPort* port : ports_) {
        const Delivery* delivery = port->delivery();
        if (delivery == nullptr || !delivery->resending()) continue;
        if (!may_announce(*port) && !port->knows(delivery->next_again().format)) continue;
        if (next == nullptr || rank(*port) > rank(*next)) next = port;
    }
    return next;
}

// What a reader lost with its last connection takes turns with what is new, unless priority says
// who comes first.
bool Session::goes_before(const OutputPort& again, std::span<relay::Output* const> outputs) {
    int highest = -1;
    for (const relay::Output* output : outputs)
        if (output->ready()) highest = std::max<int>(highest, output->settings().priority);
    if (highest < 0) return true;
    const int own = again.output()->settings().priority;
    if (relay::by_priority(scheduler_kind_) && own != highest) return own > highest;
    turn_of_again_ = !turn_of_again_;
    return turn_of_again_;
}

wire::Outgoing Session::send_again(OutputPort& port) {
    last_again_ = port.attachment_;
    Delivery& delivery = *port.delivery();
    const auto& [position, frame, after_gap, format] = delivery.resend();
    auto message = to_outgoing(frame, port.output()->stream_id_sent(), false, 0, after_gap);
    const bool mark = delivery.needs_mark(position);
    return explained(port, format, mark ? std::optional(position) : std::nullopt,
                     std::move(message));
}

// Nothing when the frame need not leave, because its reader has it.
std::optional<wire::Outgoing> Session::next_popped(relay::Output& output, OutputPort& port) {
    const frame::FrameRef frame = output.pop();
    const frame::FormatRef& format = output.popped_format();
    scheduler_->took(output, frame->size());
    Delivery* delivery = port.delivery();
    if (delivery == nullptr) {
        sending_.push_back(port.output());
        auto message = to_outgoing(frame, id_sent(output), manner_ == Manner::plain, output.id(),
                                   output.after_gap());
        if (message.size() < frame->size()) return lose(std::move(message));
        return explained(port, format, std::nullopt, std::move(message));
    }
    // Kept until it is answered for, so whatever becomes of the connection it is not lost here.
    output.sent(clock().now());
    const auto position = delivery->take(output.popped_number(), frame, output.after_gap(), format);
    owner_.on_answered(*this);
    if (!position) return std::nullopt;
    const bool mark = delivery->needs_mark(*position);
    return explained(port, format, mark ? position : std::nullopt,
                     to_outgoing(frame, id_sent(output), false, 0, output.after_gap()));
}

// A frame that came through a pipe must be read for this reader, and there is no memory for it.
std::nullopt_t Session::lose(wire::Outgoing message) {
    held_.push_back(std::move(message));  // ends as not sent, with the connection
    close({Code::limit_exceeded, peer() + ": no memory for a frame that must be read for it"});
    return std::nullopt;
}

// The message, or the first of those that must come before it.
wire::Outgoing Session::explained(OutputPort& port, const frame::FormatRef& format,
                                  const std::optional<relay::Position>& mark,
                                  wire::Outgoing message) {
    if (!port.knows(format)) held_.push_back(wire::outgoing(announcement(port, format)));
    if (mark) {
        gen::DeliveryMark said;
        said.stream_id = port.output()->stream_id_sent();
        said.epoch = mark->epoch;
        said.number = mark->number;
        held_.push_back(wire::outgoing(gen::to_message(said)));
    }
    if (held_.empty()) return message;
    held_.push_back(std::move(message));
    auto first = std::move(held_.front());
    held_.pop_front();
    return first;
}

void Session::finished(const wire::Outgoing& message, bool whole) {
    if (message.tag == 0) return;  // an announcement; outputs are numbered from 1
    WEIR_ASSERT(!sending_.empty());
    const auto output = std::move(sending_.front());
    sending_.pop_front();
    if (whole) {
        output->sent(clock().now());
    } else {
        output->interrupted();
    }
}

}  // namespace weir::resource
