#include "nodes/node.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/resource/frame_messages.hpp"
#include "nodes/disk_recording.hpp"
#include "nodes/local_files.hpp"
#include "nodes/metrics_server.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/subscribers.hpp"

namespace weir::nodes {
namespace {

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

}  // namespace weir::nodes
