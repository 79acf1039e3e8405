// The peers of a node: taken in, listened to, looked after, gone.

#include <utility>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/resource/delivery_messages.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/node.hpp"
#include "nodes/subscribers.hpp"

namespace weir::nodes {
namespace {

constexpr auto session_tick = std::chrono::milliseconds(500);
// Silence is looked at once a tick, and a peer that hangs is to be noticed within this.
static_assert(limits::peer_silence_max + session_tick <= std::chrono::milliseconds(5500));

// Controllers that ask a question or two come and go all day.
log::Level level_of(const resource::Session& session) {
    const bool only_asks =
        session.hello() && session.hello()->function_flags == gen::FunctionFlags::controller;
    return only_asks ? log::Level::debug : log::Level::info;
}

}  // namespace

void Node::accept(std::shared_ptr<transport::Connection> connection) {
    if (connection->peer_is_local() || options_.insecure_lan) {
        begin_session(std::move(connection), false);
        return;
    }
    refusals_.warn("node",
                   "refused a peer from the network; start with --insecure-lan to serve anybody",
                   {{"peer", connection->peer_name()}});
}

std::shared_ptr<resource::Session> Node::begin_session(
    std::shared_ptr<transport::Connection> connection, bool dialled) {
    const bool trusted = connection->peer_is_local() || options_.insecure_lan;
    resource::Session::Settings settings;
    settings.rights = trusted ? dispatch::Rights::admin : dispatch::Rights::none;
    settings.number = ++last_number_;
    settings.account = &ledger_.open("receive");
    settings.scheduler = options_.scheduler;
    settings.warnings = &session_warnings_;
    auto session = resource::Session::start(std::move(connection), *this, self(), settings);
    sessions_.emplace(session->number(), session);
    log::debug("node", dialled ? "connected" : "accepted", {{"peer", session->peer()}});
    return session;
}

void Node::on_hello(resource::Session& session) {
    const gen::Hello& hello = *session.hello();
    log::write(level_of(session), "node", "peer said hello",
               {{"peer", session.peer()}, {"address", session.connection().peer_name()}});
    neighbours_->verified(hello.site_id, hello.node_name, hello.boot_nonce);
}

void Node::on_frame(resource::Session& session, frame::FrameRef frame) {
    if (stopping_ || !deliveries_.arrived(session.number(), frame->stream_id)) return;
    const TimePoint now = monotonic_now();
    if (relay_.push(session.number(), frame, now)) return deliveries_.pushed(frame, now);
    // A plain peer opens no streams; its first frame does.
    if (!frame->plain) return;
    if (auto opened = open_input(session, frame->stream_id, {}); !opened)
        return session.close(opened.error());
    relay_.push(session.number(), frame, now);
}

bool Node::passes_on(resource::Session&, std::uint16_t stream_id, std::size_t bytes) {
    // What may have to be sent again must not lie in a pipe meanwhile.
    if (deliveries_.numbered(stream_id)) return false;
    return relay_.prompt_readers(stream_id) * bytes >= limits::passed_on_bytes_min;
}

void Node::on_request(resource::Session& session, const gen::ControlRequest::View& request) {
    if (stopping_) return;
    if (const auto taken = changes_.arrived(session.number(), request); !taken)
        session.send(gen::refusal_message(request.request_id, request.command, gen::Status::error,
                                          taken.error().what));
}

void Node::on_event(resource::Session& session, const gen::StreamEvent& event) {
    if (event.code == gen::EventCode::interrupted)
        relay_.interrupt_input(session.number(), event.stream_id, event.detail);
    if (event.code == gen::EventCode::resumed)
        relay_.resume_input(session.number(), event.stream_id, event.detail);
}

void Node::on_closed(resource::Session& session, const Error& why) {
    log::write(level_of(session), "node", "connection ended",
               {{"peer", session.peer()}, {"reason", why.what}});
    resource::lose_source(relay_, deliveries_, session);
    lose_readers(session);
    subscribers_->remove(session.number());
    sessions_.erase(session.number());
    if (assembly_) assembly_->session_closed(session, why);
    changes_.session_closed(session.number());
    if (assembly_ && closing_ && all_told()) finish();
}

void Node::tick_sessions() {
    if (stopping_) return;
    const TimePoint now = monotonic_now();
    const auto sessions = sessions_;  // a tick may close one
    for (const auto& [number, session] : sessions) session->tick(now);
    give_up_readers(now);
    watch_congestion(now);
    acknowledge();
    session_timer_.expires_after(session_tick);
    session_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) tick_sessions();
    });
}

}  // namespace weir::nodes
