#include "nodes/node.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <future>
#include <set>
#include <thread>
#include <utility>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/resource/delivery_messages.hpp"
#include "control/resource/frame_messages.hpp"
#include "nodes/disk_recording.hpp"
#include "nodes/local_files.hpp"
#include "nodes/metrics_server.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/subscribers.hpp"

namespace weir::nodes {
namespace {

constexpr auto session_tick = std::chrono::milliseconds(500);
// Silence is looked at once a tick, and a peer that hangs is to be noticed within this.
static_assert(limits::peer_silence_max + session_tick <= std::chrono::milliseconds(5500));
constexpr auto drain_tick = std::chrono::milliseconds(20);
constexpr auto disk_patience = std::chrono::seconds(10);  // at the end, for files to be made whole

std::uint64_t random_nonce() {
    Random random = system_random();
    return (std::uint64_t{random()} << 32) | random();
}

std::vector<transport::Address> places_to_listen(const NodeOptions& options) {
    const std::string any_of = options.insecure_lan ? "*" : "127.0.0.1";
    auto places = options.listen;
    if (places.empty()) places.push_back({any_of, 0});
    for (transport::Address& place : places)
        if (place.host.empty()) place.host = any_of;
    return places;
}

// Controllers that ask a question or two come and go all day.
log::Level level_of(const resource::Session& session) {
    const bool only_asks =
        session.hello() && session.hello()->function_flags == gen::FunctionFlags::controller;
    return only_asks ? log::Level::debug : log::Level::info;
}

// A thread that hangs in a system call can neither be stopped nor left behind; when this is false,
// only the end of the program is left.
bool ends_within(Duration patience, std::function<void()> joins) {
    std::promise<void> done;
    auto ended = done.get_future();
    std::thread waiting([joins = std::move(joins), done = std::move(done)]() mutable {
        joins();
        done.set_value();
    });
    if (ended.wait_for(patience) == std::future_status::ready) {
        waiting.join();
        return true;
    }
    waiting.detach();
    return false;
}

}  // namespace

Node::Node(NodeOptions options, gen::FunctionFlags functions)
    : options_(std::move(options)),
      functions_(functions),
      boot_nonce_(random_nonce()),
      started_(monotonic_now()),
      workers_(io_.get_executor(), options_.threads),
      deliveries_(relay_, boot_nonce_, started_, [this] { acknowledge_soon(); }),
      reconciler_(system_random(), [this] { schedule_reconcile(); }),
      keeper_(keep_in({}, nullptr)) {
    const resource::CaptureResource::House house{reconciler_, relay_, ledger_, background_,
                                                 io_.get_executor()};
    resource::Assembly::Outside outside;
    outside.connections = connection_settings();
    outside.resolve = [this](const resource::Target& target) { return find(target); };
    outside.begin = [this](auto connection) { return begin_session(std::move(connection), true); };
    outside.next_owner = [this] { return ++last_number_; };
    outside.finished = [this](std::uint16_t) { watch_drain(); };
    outside.closing = [this](const auto& output) { output_gone(output); };
    relay_.bound_memory(ledger_, options_.memory_bytes_max, &deliveries_);
    assembly_ = std::make_unique<resource::Assembly>(house, deliveries_, std::move(outside));
    kinds_ = std::make_unique<resource::Kinds>(resource::Surroundings{reconciler_, background_});
    sinks_ = std::make_unique<resource::Sinks>(resource::Sink::House{
        reconciler_, relay_, io_.get_executor(), open_recording(options_.sink_dir),
        [this](const auto& output) { output_gone(output); }});
    offer_windows();
    if (!options_.sink_dir.empty() || windows_) functions_ = functions_ | gen::FunctionFlags::sink;
    subscribers_ = std::make_unique<Subscribers>(
        io_.get_executor(),
        [this] {
            gen::GetRuntimeStateReply runtime = runtime_state();
            return Subscribers::State{config_state(), std::move(runtime)};
        },
        history_);
    serve_commands();
}

Node::~Node() = default;

Result<> Node::start() {
    // Before anybody is told that this node runs: whoever was told may end it at once.
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    if (auto listening = listen(); !listening) return listening;
    if (auto loaded = load_wanted(); !loaded) return loaded;
    watch_history();
    take_up_wanted();

    neighbours_ = std::make_unique<Neighbourhood>(
        io_.get_executor(), options_.discovery, options_.insecure_lan,
        Neighbourhood::Self{options_.name, port(), host(), functions_, boot_nonce_},
        [this](const std::string& name, const transport::Address& place) {
            assembly_->peer_appeared(name, place);
        });
    neighbours_->on_event([this](const network::PeerEvent& event) { note_peer(event); });
    // A machine without multicast is still of use: its nodes are named by HOST:PORT.
    if (auto found = neighbours_->start(); !found) log::warn("node", found.error().what);
    auto devices =
        resource::DeviceWatch::open(io_.get_executor(), [this] { assembly_->device_appeared(); });
    if (devices)
        devices_ = std::move(*devices);
    else
        log::info("node", devices.error().what);
    for (const auto& listener : listeners_)
        log::info("node", "listening",
                  {{"name", options_.name}, {"address", transport::text(listener->address())}});
    if (auto served = serve_metrics(); !served) return served;
    if (options_.port_file.empty()) return {};
    return write_whole_file(options_.port_file, std::to_string(port()) + "\n");
}

Result<> Node::listen() {
    const std::size_t descriptors = transport::raise_descriptor_limit();
    transport::AcceptLimits accept_limits;
    accept_limits.connections_max = std::clamp<std::size_t>(
        descriptors - std::min(descriptors, limits::descriptors_reserved), 1,
        options_.connections_max > 0 ? options_.connections_max : limits::connections_max);
    for (const transport::Address& place : places_to_listen(options_)) {
        auto listener = transport::Listener::open(
            io_.get_executor(), place, connection_settings(),
            [this](auto connection) { accept(std::move(connection)); }, accept_limits);
        if (!listener) return std::unexpected(listener.error());
        listeners_.push_back(std::move(*listener));
    }
    return {};
}

std::string Node::host() const {
    for (const transport::Address& place : places_to_listen(options_))
        if (!place.is_unix()) return place.host;
    return "127.0.0.1";
}

std::uint16_t Node::port() const {
    for (const auto& listener : listeners_)
        if (!listener->address().is_unix()) return listener->address().port;
    return 0;
}

int Node::run() {
    std::function<void(const std::error_code&, int)> on_signal = [&](const std::error_code& problem,
                                                                     int) {
        if (problem) return;
        if (++signals_seen_ > 1) std::_Exit(exit_failed);  // asked twice: no more manners
        signals_.async_wait(on_signal);  // before stop(), which may end the waiting for good
        stop();
    };
    signals_.async_wait(on_signal);
    await_hangup();
    schedule_reconcile();
    tick_sessions();
    if (windows_)
        run_beside_windows();
    else
        live();
    if (!ledger_.reads_zero())
        log::error("node", "frame memory is still held at the end",
                   {{"accounts", ledger_.open_items()}});
    return exit_code_;
}

// Until nothing is left to do, on the disk neither.
void Node::live() {
    io_.run();
    const bool ended = ends_within(disk_patience, [this] {
        background_.stop();
        sinks_->join();
        displays_->join();
        disk_.stop();
    });
    if (!ended) {
        log::error("node",
                   "a disk or ffmpeg does not answer; ending without it, so a file may be cut",
                   {{"name", options_.name}});
        std::_Exit(exit_failed);
    }
    io_.restart();
    io_.poll();  // what the last background calls had to say
}

// Peers see an interruption, not the end of the streams: a node that restarts comes back to them.
// Nothing new comes in; what waits for a reader that reads still leaves.
void Node::stop() {
    if (std::exchange(stopping_, true)) return;
    log::info("node", "stopping", {{"name", options_.name}});
    listeners_.clear();
    if (neighbours_) neighbours_->stop();
    subscribers_->stop();
    metrics_.reset();
    devices_.reset();
    std::set<relay::Owner> sources;
    for (const auto& [stream_id, input] : relay_.inputs())
        if (input.live) sources.insert(input.owner);
    for (const auto source : sources) relay_.lose_inputs(source, options_.name + " is stopping");
    patience_timer_.expires_after(limits::drain_patience);
    patience_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) lose_patience();
    });
    // Whoever was promised a change hears what became of it before the good-bye.
    keeper_->when_idle([this] { drain(); });
}

void Node::lose_patience() {
    if (assembly_ == nullptr) return;  // all was told while this was on its way
    closing_ = impatient_ = true;      // even when a disk still hangs
    const auto left = sessions_;
    const Error why{Code::timed_out, "the peer does not read; closing without it"};
    assembly_->close_programs(why);
    for (const auto& [number, session] : left) session->close(why);
    if (assembly_ != nullptr && all_told()) finish();
}

void Node::drain() {
    if (assembly_ == nullptr) return;  // the last session ended meanwhile
    closing_ = true;
    const auto sessions = sessions_;
    for (const auto& [number, session] : sessions)
        if (session->drained())
            session->close_when_sent({Code::peer_closed, "this node is stopping"});
    if (all_told()) return finish();
    drain_timer_.expires_after(drain_tick);
    drain_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) drain();
    });
}

bool Node::all_told() const {
    if (!sessions_.empty()) return false;
    return impatient_ || (assembly_->programs_drained() && sinks_->written(monotonic_now()));
}

// The last session is gone: nothing refers to the devices and outputs any more.
void Node::finish() {
    write_report();
    patience_timer_.cancel();
    reconcile_timer_.cancel();
    session_timer_.cancel();
    drain_timer_.cancel();
    signals_.cancel();
    hangups_.cancel();
    readers_.clear();
    sinks_->stop();
    displays_->stop();
    kinds_.reset();
    assembly_.reset();
    deliveries_.close();
    neighbours_.reset();
}

std::uint16_t Node::default_stream_id() const {
    return static_cast<std::uint16_t>(1 + fnv1a(options_.name) % 9999);  // the same on every start
}

// ------------------------------------------------------------------ sessions

transport::ConnectionSettings Node::connection_settings() {
    transport::ConnectionSettings settings;
    settings.bounds.is_media = resource::is_media;
    settings.account = &ledger_.open("receive");
    // What stands in a pipe is the node thread's to write, and with helpers it does not write all.
    if (workers_.threads() > 1)
        settings.workers = &workers_;
    else
        settings.pipes = &pipes_;
    return settings;
}

gen::Hello Node::self() const {
    gen::Hello hello;
    hello.protocol_version = gen::protocol_version;
    hello.schema_hash = gen::schema_hash;
    hello.boot_nonce = boot_nonce_;
    hello.function_flags = functions_;
    hello.node_name = options_.name;
    return hello;
}

void Node::accept(std::shared_ptr<transport::Connection> connection) {
    if (connection->peer_is_local() || options_.insecure_lan) {
        begin_session(std::move(connection), false);
        return;
    }
    log::warn("node", "refused a peer from the network; start with --insecure-lan to serve anybody",
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
    if (stopping_ || changes_.arrived(session.number(), request)) return;
    session.send(gen::refusal_message(
        request.request_id, request.command, gen::Status::error,
        std::to_string(limits::requests_open_max) +
            " requests wait behind a change of this peer; wait for an answer before asking more"));
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

Result<transport::Address> Node::find(const resource::Target& target) const {
    transport::Address address{target.host, target.port};
    if (address.is_complete()) return address;
    return neighbours_->find(target.host);
}

// -------------------------------------------------------------------- timers

void Node::schedule_reconcile() {
    if (std::exchange(reconcile_queued_, true)) return;
    asio::post(io_, [this] {
        reconcile_queued_ = false;
        reconcile();
    });
}

void Node::reconcile() {
    if (stopping_) return;
    const TimePoint now = monotonic_now();
    const TimePoint next = reconciler_.tick(now);
    if (next <= now) return schedule_reconcile();
    if (next == TimePoint::max()) return;
    reconcile_timer_.expires_at(next);
    reconcile_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) reconcile();
    });
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

// A finished source stays until its last frame has left, as long as somebody is there to take it.
void Node::watch_drain() {
    if (stopping_ || !drained_) return;
    drain_timer_.expires_after(drain_tick);
    drain_timer_.async_wait([this](const std::error_code& problem) {
        if (problem) return;
        const bool read = std::ranges::none_of(
            readers_, [](const auto& entry) { return entry.second.port->pending(); });
        if (read && assembly_->drained() && sinks_->drained(monotonic_now())) return drained_();
        watch_drain();
    });
}

}  // namespace weir::nodes
