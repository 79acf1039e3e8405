#include "control/resource/session.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"
#include "base/planted.hpp"
#include "control/resource/format_map.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_port.hpp"

namespace weir::resource {

std::shared_ptr<Session> Session::start(std::shared_ptr<transport::Connection> connection,
                                        SessionOwner& owner, const gen::Hello& self,
                                        const Settings& settings) {
    WEIR_ASSERT(settings.account != nullptr);
    const std::shared_ptr<Session> session(new Session(std::move(connection), owner, settings));
    session->send(gen::to_message(self));
    session->connection_->start(session, session);
    return session;
}

Session::Session(std::shared_ptr<transport::Connection> connection, SessionOwner& owner,
                 const Settings& settings)
    : connection_(std::move(connection)),
      owner_(owner),
      settings_(settings),
      name_(connection_->peer_name()),
      started_(clock().now()),
      scheduler_kind_(settings.scheduler),
      scheduler_(relay::make_scheduler(scheduler_kind_)) {}

void Session::tick(TimePoint now) {
    requests_.expire(now);
    if (manner_ == Manner::unknown && now - started_ > limits::hello_patience) {
        manner_ = Manner::plain;
        wake();
    }
    if (!is_open() || !hello_) return;  // a plain peer knows no pings and owes us nothing
    const Duration silence = now - connection_->last_received();
    if (silence > limits::peer_silence_max && !planted(Fault::hung_peer_tolerated)) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(silence).count();
        close({Code::timed_out,
               peer() + ": nothing heard for " + std::to_string(seconds) + " s; taken for dead"});
        return;
    }
    if (now - connection_->last_sent() >= limits::ping_interval ||
        silence >= limits::ping_interval) {
        gen::Ping ping;
        ping.nonce = ++pings_;
        ping.sent_at = clock().unix_us();
        send(gen::to_message(ping));
    }
}

// ------------------------------------------------------------------ receiving

void Session::on_message(wire::Message& message) {
    if (manner_ == Manner::unknown && message.type != gen::Hello::type) manner_ = Manner::plain;
    switch (message.type) {
        case gen::VideoFrame::type:
        case gen::TimedFrame::type:
            return on_media(message);
        case gen::Ping::type:
            return answer_ping(message.payload);
        case gen::Pong::type:
            return take_pong(message.payload);
        case gen::CongestionReport::type:
            return;  // for those who ask
        default:
            return on_control(message);
    }
}

void Session::on_media(wire::Message& message) {
    auto frame = to_frame(message, *settings_.account);
    if (frame) return owner_.on_frame(*this, std::move(*frame));
    close({frame.error().code, peer() + ": " + frame.error().what});
}

std::optional<std::size_t> Session::passes_on_from(std::uint16_t message_type,
                                                   std::size_t payload_length,
                                                   std::span<const std::byte> start) {
    const auto passing = passing_on(message_type, start);
    if (!passing || !owner_.passes_on(*this, passing->stream_id, payload_length))
        return std::nullopt;
    return passing->tail_at;
}

void Session::on_control(wire::Message& message) {
    if (message.type == gen::Hello::type) {
        auto hello = gen::Hello::decode(message.payload);
        if (!hello) return reject(message.type, hello.error());
        on_hello(std::move(*hello));
    } else if (message.type == gen::ControlRequest::type) {
        const auto request = gen::ControlRequest::view(message.payload);
        if (!request) return reject(message.type, request.error());
        owner_.on_request(*this, *request);
    } else if (message.type == gen::ControlResponse::type) {
        const auto response = gen::ControlResponse::view(message.payload);
        if (!response) return reject(message.type, response.error());
        requests_.answered(*response);
    } else if (message.type == gen::StreamEvent::type) {
        const auto event = gen::StreamEvent::decode(message.payload);
        if (!event) return reject(message.type, event.error());
        owner_.on_event(*this, *event);
    } else if (message.type == gen::DeliveryMark::type) {
        const auto mark = gen::DeliveryMark::decode(message.payload);
        if (!mark) return reject(message.type, mark.error());
        owner_.on_mark(*this, *mark);
    } else if (message.type == gen::DeliveryAck::type) {
        const auto ack = gen::DeliveryAck::decode(message.payload);
        if (!ack) return reject(message.type, ack.error());
        on_ack(*ack);
    } else if (message.type == gen::StateChange::type) {
        auto change = gen::StateChange::decode(message.payload);
        if (!change) return reject(message.type, change.error());
        owner_.on_state_change(*this, std::move(*change));
    } else {
        // A newer peer may say things we have no word for; its streams go on.
        unknown_.warn("session", "unknown message skipped",
                      {{"peer", name_}, {"type", message.type}});
    }
}

void Session::on_hello(gen::Hello hello) {
    if (hello_) return;  // said twice: nothing new
    hello_ = std::move(hello);
    manner_ = Manner::ours;
    if (!hello_->node_name.empty()) name_ = hello_->node_name;
    owner_.on_hello(*this);
    wake();
}

void Session::answer_ping(std::span<const std::byte> payload) {
    const auto ping = gen::Ping::decode(payload);
    if (!ping) return close({Code::bad_request, peer() + ": sent a ping that is no ping"});
    gen::Pong pong;
    pong.nonce = ping->nonce;
    pong.sent_at = ping->sent_at;
    pong.answered_at = clock().unix_us();
    send(gen::to_message(pong));
}

void Session::take_pong(std::span<const std::byte> payload) {
    const auto pong = gen::Pong::decode(payload);
    if (pong) owner_.on_pong(*this, *pong, clock().unix_us());  // a bad one proves life as well
}

void Session::ask_raw(gen::Command command, std::vector<std::byte> body, Duration timeout,
                      std::move_only_function<void(Result<std::span<const std::byte>>)> done) {
    auto message =
        requests_.ask_raw(command, std::move(body), clock().now(), timeout, std::move(done));
    if (message) return send(std::move(*message));
    close(message.error());
}

void Session::reject(std::uint16_t type, wire::DecodeError problem) {
    close({Code::bad_request, peer() + ": sent a " + std::string(gen::name_of_message(type)) +
                                  " that cannot be decoded (" + wire::text(problem) + ")"});
}

void Session::on_closed(const Error& why) {
    const auto self = shared_from_this();
    for (; !held_.empty(); held_.pop_front()) finished(held_.front(), false);
    while (!ports_.empty()) {
        OutputPort& port = *ports_.back();
        drop_port(ports_.size() - 1);
        port.lose(OutputPort::Loss::disconnected, why);
    }
    requests_.close({Code::peer_closed, peer() + ": the connection ended before the answer"});
    owner_.on_closed(*this, why);
}

// -------------------------------------------------------------------- sending

void Session::attach(OutputPort& port) {
    WEIR_ASSERT(port.session_ == nullptr && port.output() != nullptr);
    port.session_ = this;
    if (!planted(Fault::announcement_forgotten)) port.announced_.reset();
    // The reader of an acknowledged output says what arrived.
    if (port.delivery() == nullptr) port.output()->begin_reader();
    ports_.push_back(&port);
    outputs_.push_back(port.output().get());
    choose_scheduler();
    if (!port.output()->ready()) port.tell_format();
    if (port.delivery() != nullptr) ask_where_to_go_on(port);
    wake();
}

void Session::ask_where_to_go_on(OutputPort& port) {
    const relay::Position oldest = port.oldest();
    gen::ResumeDeliveryRequest request;
    request.stream_id = port.output()->stream_id_sent();
    request.epoch = oldest.epoch;
    request.number = oldest.number;
    ask<gen::ResumeDeliveryReply>(
        request, [this, output_id = port.output()->id()](Result<gen::ResumeDeliveryReply> reply) {
            if (!reply) return refused(output_id, reply.error());
            if (OutputPort* resumed = port_of(output_id); resumed != nullptr && is_open()) {
                resumed->delivery()->resumed({reply->epoch, reply->number});
                wake();
            }
        });
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
            // No answer in time is no refusal: a plain reader may not know the command.
            if (!reply && reply.error().code != Code::timed_out) refused(output_id, reply.error());
        });
}

void Session::refused(std::uint16_t output_id, const Error& why) {
    const auto found = std::ranges::find(outputs_, output_id, &relay::Output::id);
    if (!is_open() || found == outputs_.end()) return;
    const auto index = static_cast<std::size_t>(found - outputs_.begin());
    OutputPort& port = *ports_[index];
    drop_port(index);
    port.lose(OutputPort::Loss::refused, {Code::refused, peer() + " refuses: " + why.what});
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
        auto message = to_outgoing(frame, output.stream_id_sent(), manner_ == Manner::plain,
                                   output.id(), output.after_gap());
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
                     to_outgoing(frame, output.stream_id_sent(), false, 0, output.after_gap()));
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
