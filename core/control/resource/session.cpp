#include "control/resource/session.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"
#include "base/planted.hpp"
#include "control/resource/format_map.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/output_port.hpp"

namespace weir::resource {
namespace {

// Who and how the peer is, what it was asked, and what it has of what it is sent: our doing, not
// its. Requests are refused with a reason, by the dispatcher.
bool is_anybodys(std::uint16_t message_type) {
    switch (message_type) {
        case gen::Hello::type:
        case gen::Ping::type:
        case gen::Pong::type:
        case gen::ControlRequest::type:
        case gen::ControlResponse::type:
        case gen::DeliveryAck::type:
            return true;
        default:
            return false;
    }
}

}  // namespace

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
    const std::size_t open = requests_.size();
    requests_.expire(now);
    if (requests_.size() < open) wake();
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
    if (!may_say(message.type)) return skip(message);
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

bool Session::may_say(std::uint16_t message_type) const {
    if (settings_.rights == dispatch::Rights::admin || is_anybodys(message_type)) return true;
    const auto needed = gen::access_of_message(message_type);
    return !needed || includes(settings_.rights, *needed);  // an unknown one has no effect
}

void Session::skip(const wire::Message& message) {
    ++skipped_;
    refused_.warn("session", "message skipped; the peer has no right to it",
                  {{"peer", name_},
                   {"message", gen::name_of_message(message.type)},
                   {"has", dispatch::name(settings_.rights)}});
}

void Session::on_media(wire::Message& message) {
    auto frame = to_frame(message, *settings_.account);
    if (frame) return owner_.on_frame(*this, std::move(*frame));
    close({frame.error().code, peer() + ": " + frame.error().what});
}

std::optional<std::size_t> Session::passes_on_from(std::uint16_t message_type,
                                                   std::size_t payload_length,
                                                   std::span<const std::byte> start) {
    if (!may_say(message_type)) return std::nullopt;
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
        wake();  // there is room for another question
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
    // Whoever comes so late may have refused what nobody waited for any more.
    if (manner_ == Manner::plain)
        for (OutputPort* port : ports_) begin_anew(*port);
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

}  // namespace weir::resource
