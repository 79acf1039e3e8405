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
    begin_anew(port);
    ports_.push_back(&port);
    outputs_.push_back(port.output().get());
    choose_scheduler();
    if (!port.output()->ready()) port.tell_format();
    if (port.delivery() != nullptr) ask_where_to_go_on(port);
    wake();
}

void Session::begin_anew(OutputPort& port) {
    if (!planted(Fault::announcement_forgotten)) port.announced_.reset();
    // The reader of an acknowledged output says what arrived.
    if (port.delivery() == nullptr) port.output()->begin_reader();
}

void Session::ask_where_to_go_on(OutputPort& port) {
    const relay::Position oldest = port.oldest();
    gen::ResumeDeliveryRequest request;
    request.stream_id = port.output()->stream_id_sent();
    request.epoch = oldest.epoch;
    request.number = oldest.number;
    ask<gen::ResumeDeliveryReply>(
        request, [this, output_id = port.output()->id()](Result<gen::ResumeDeliveryReply> reply) {
            if (!reply) return unanswered(output_id, reply.error());
            if (OutputPort* resumed = port_of(output_id); resumed != nullptr && is_open()) {
                resumed->delivery()->resumed({reply->epoch, reply->number});
                wake();
            }
        });
}

// Silence is no refusal: one of ours is slow. A plain peer will never know what it was asked.
void Session::unanswered(std::uint16_t output_id, const Error& why) {
    OutputPort* port = port_of(output_id);
    if (why.code != Code::timed_out) return refused(output_id, why);
    if (manner_ == Manner::plain)
        return give_up(output_id,
                       {Code::refused, peer() + ": says no hello, so it will not acknowledge "
                                                "frames; send it the stream without that"});
    if (port != nullptr && is_open()) ask_where_to_go_on(*port);
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
    const auto request = to_wire(port.output()->stream_id_sent(), *format);
    return request_message<gen::StreamOpenReply>(
        request, [this, output_id = port.output()->id()](auto reply) {
            if (reply) return;
            if (reply.error().code != Code::timed_out) return refused(output_id, reply.error());
            // No answer in time is no refusal: a plain reader may not know the command. One of ours
            // may yet refuse, when nobody hears it any more, so it is asked again.
            OutputPort* silent = port_of(output_id);
            if (silent != nullptr && manner_ == Manner::ours) begin_anew(*silent);
        });
}

void Session::refused(std::uint16_t output_id, const Error& why) {
    give_up(output_id, {Code::refused, peer() + " refuses: " + why.what});
}

void Session::give_up(std::uint16_t output_id, const Error& why) {
    const auto found = std::ranges::find(outputs_, output_id, &relay::Output::id);
    if (!is_open() || found == outputs_.end()) return;
    const auto index = static_cast<std::size_t>(found - outputs_.begin());
    OutputPort& port = *ports_[index];
    drop_port(index);
    port.lose(OutputPort::Loss::refused, why);
}

OutputPort* Session::port_of(std::uint16_t output_id) const {
    const auto found = std::ranges::find(outputs_, output_id, &relay::Output::id);
    return found == outputs_.end() ? nullptr
                                   : ports_[static_cast<std::size_t>(found - outputs_.begin())];
}

// Those that may send a frame for the first time now.
std::span<relay::Output* const> Session::sendable() {
    const auto waits = [](const OutputPort* port) {
        const Delivery* delivery = port->delivery();
        return delivery != nullptr && (!delivery->may_send() || delivery->resending());
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
    if (manner_ == Manner::unknown) return std::nullopt;  // which form of frame it reads, too
    for (OutputPort* port : ports_)
        if (auto word = port->next_word()) return wire::outgoing(std::move(*word));
    if (auto again = next_again()) return again;
    while (relay::Output* output = scheduler_->pick(sendable(), clock().now()))
        if (auto message = next_popped(*output, *port_of(output->id()))) return message;
    return std::nullopt;
}

// What a reader lost with its last connection goes before what it was never sent.
std::optional<wire::Outgoing> Session::next_again() {
    for (OutputPort* port : ports_) {
        Delivery* delivery = port->delivery();
        if (delivery == nullptr || !delivery->resending()) continue;
        const auto& [position, frame, after_gap] = delivery->resend();
        auto message = to_outgoing(frame, port->output()->stream_id_sent(), false, 0, after_gap);
        const bool mark = delivery->needs_mark(position);
        return explained(*port, frame, mark ? std::optional(position) : std::nullopt,
                         std::move(message));
    }
    return std::nullopt;
}

// Nothing when the frame need not leave, because its reader has it.
std::optional<wire::Outgoing> Session::next_popped(relay::Output& output, OutputPort& port) {
    const frame::FrameRef frame = output.pop();
    scheduler_->took(output, frame->size());
    Delivery* delivery = port.delivery();
    if (delivery == nullptr) {
        sending_.push_back(port.output());
        auto message = to_outgoing(frame, id_sent(output), manner_ == Manner::plain, output.id(),
                                   output.after_gap());
        if (message.size() < frame->size()) return lose(std::move(message));
        return explained(port, frame, std::nullopt, std::move(message));
    }
    // Kept until it is answered for, so whatever becomes of the connection it is not lost here.
    output.sent(clock().now());
    const auto position = delivery->take(output.popped_number(), frame, output.after_gap());
    owner_.on_answered(*this);
    if (!position) return std::nullopt;
    const bool mark = delivery->needs_mark(*position);
    return explained(port, frame, mark ? position : std::nullopt,
                     to_outgoing(frame, id_sent(output), false, 0, output.after_gap()));
}

// A frame that came through a pipe must be read for this reader, and there is no memory for it.
std::nullopt_t Session::lose(wire::Outgoing message) {
    held_.push_back(std::move(message));  // ends as not sent, with the connection
    close({Code::limit_exceeded, peer() + ": no memory for a frame that must be read for it"});
    return std::nullopt;
}

// The message, or the first of those that must come before it.
wire::Outgoing Session::explained(OutputPort& port, const frame::FrameRef& frame,
                                  const std::optional<relay::Position>& mark,
                                  wire::Outgoing message) {
    const frame::FormatRef format = port.format_of(*frame);
    if (format != nullptr && !(port.announced_ && *format == *port.announced_))
        held_.push_back(wire::outgoing(announcement(port, format)));
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
