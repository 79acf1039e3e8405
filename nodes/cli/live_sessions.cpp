#include "nodes/cli/live_sessions.hpp"

#include <algorithm>
#include <utility>

#include "base/random.hpp"
#include "control/resource/frame_messages.hpp"

namespace weir::nodes::cli {
namespace {

transport::ConnectionSettings connection_settings(Ledger& ledger) {
    transport::ConnectionSettings settings;
    settings.bounds.is_media = resource::is_media;
    settings.account = &ledger.open("receive");
    return settings;
}

gen::Hello introduction() {
    Random random = system_random();
    gen::Hello self;
    self.protocol_version = gen::protocol_version;
    self.schema_hash = gen::schema_hash;
    self.function_flags = gen::FunctionFlags::controller;
    self.boot_nonce = (std::uint64_t{random()} << 32) | random();
    self.node_name = "controller:cli-" + std::to_string(random() % 100'000);
    return self;
}

}  // namespace

LiveSessions::LiveSessions(asio::any_io_executor executor, Resolve resolve, Duration timeout)
    : executor_(std::move(executor)),
      resolve_(std::move(resolve)),
      timeout_(timeout),
      self_(introduction()) {}

void LiveSessions::with(const std::string& node, WithSession then) {
    Peer& peer = peers_[node];
    if (peer.session != nullptr && peer.session->is_open()) return then(peer.session.get());
    const auto address = resolve_(node);
    if (!address) return then(std::unexpected(address.error()));
    peer.waiting.push_back(std::move(then));
    if (peer.waiting.size() > 1) return;
    peer.connector =
        std::make_unique<transport::Connector>(executor_, connection_settings(ledger_));
    peer.connector->connect(*address, timeout_, [this, &peer](auto connection) {
        if (!connection) return finish(peer, std::unexpected(connection.error()));
        begin(peer, std::move(*connection));
    });
}

void LiveSessions::begin(Peer& peer, std::shared_ptr<transport::Connection> connection) {
    resource::Session::Settings settings;
    settings.rights = dispatch::Rights::view;  // it tells what was subscribed to
    settings.number = ++last_number_;
    settings.account = &ledger_.open("receive");
    peer.session = resource::Session::start(std::move(connection), *this, self_, settings);
    finish(peer, peer.session.get());
}

void LiveSessions::finish(Peer& peer, const Result<resource::Session*>& outcome) {
    for (const auto& then : std::exchange(peer.waiting, {})) then(outcome);
}

std::map<std::string, LiveSessions::Peer>::iterator LiveSessions::peer_of(
    const resource::Session& session) {
    return std::ranges::find_if(
        peers_, [&](const auto& known) { return known.second.session.get() == &session; });
}

void LiveSessions::close() {
    on_change = nullptr;
    on_gone = nullptr;
    on_echo = nullptr;
    for (auto& [node, peer] : peers_)
        if (const auto session = peer.session)
            session->close({Code::peer_closed, "nothing more is asked"});
}

void LiveSessions::tick(TimePoint now) {
    for (auto& [node, peer] : peers_)
        if (const auto session = peer.session) session->tick(now);
}

void LiveSessions::on_request(resource::Session& session,
                              const gen::ControlRequest::View& request) {
    session.send(gen::refusal_message(request.request_id, request.command,
                                      gen::Status::unknown_command,
                                      "a controller only asks; ask the node"));
}

void LiveSessions::on_pong(resource::Session& session, const gen::Pong& pong,
                           std::uint64_t now_us) {
    if (on_echo) on_echo(session, pong, now_us);
}

void LiveSessions::on_state_change(resource::Session& session, gen::StateChange change) {
    const auto known = peer_of(session);
    if (known != peers_.end() && on_change) on_change(known->first, change);
}

void LiveSessions::on_closed(resource::Session& session, const Error& why) {
    const auto known = peer_of(session);
    if (known == peers_.end()) return;
    known->second.session.reset();
    finish(known->second, std::unexpected(why));
    if (on_gone) on_gone(known->first);
}

}  // namespace weir::nodes::cli
