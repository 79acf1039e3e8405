#include "simulation/control/sim_node.hpp"

#include <algorithm>

#include "control/change/decisions.hpp"
#include "wire/header.hpp"

namespace weir::sim::control {

// A controller's connection, as the node sees it.
class SimNode::Session final : public dispatch::Peer {
public:
    Session(Network& network, std::shared_ptr<Pipe> pipe, int end, std::uint64_t number)
        : network_(network), pipe_(std::move(pipe)), end_(end), number_(number) {}

    std::string_view name() const override { return "controller"; }
    dispatch::Rights rights() const override { return dispatch::Rights::admin; }
    void send(std::vector<std::byte> message) override {
        network_.send(pipe_, end_, std::move(message));
    }
    std::uint64_t number() const { return number_; }

private:
    Network& network_;
    std::shared_ptr<Pipe> pipe_;
    int end_;
    std::uint64_t number_;
};

// One run of the process: everything that a crash takes.
struct SimNode::Life final : change::House, std::enable_shared_from_this<Life> {
    explicit Life(SimNode& of)
        : node(of),
          store(of.disk_, "n"),
          reconciler(seeded_random(of.boot_nonce_), [this] { reconcile_soon(); }),
          discovery(
              self(), [this](auto datagram) { return broadcast(datagram); },
              seeded_random(of.boot_nonce_ + 1), [this] { discover_soon(); }),
          changes(dispatcher, *this) {}

    gen::Announcement self() const {
        gen::Announcement made;
        made.protocol_version = gen::protocol_version;
        made.name = node.name_;
        made.tcp_port = static_cast<std::uint16_t>(8000 + node.boots_ % 1000);
        made.boot_nonce = node.boot_nonce_;
        return made;
    }

    void begin() {
        auto loaded = store.load();
        check_loaded(loaded.state);
        kept.emplace(std::move(loaded.state), &store,
                     [this](wanted::Keeper::Work work, wanted::Keeper::Then then) {
                         save(std::move(work), std::move(then));
                     });
        expected_revision = kept->state().revision();
        serve_questions();
        std::erase_if(node.captured_, [this](const auto& one) {
            return kept->state().ingest(one.first) == nullptr;
        });
        for (const auto& one : kept->state().values().ingests)
            static_cast<void>(follow_ingest(one.stream_id));
        for (const auto& one : kept->state().values().sinks)
            static_cast<void>(follow_sink(one.stream_id));
        for (const auto& one : kept->state().values().relays)
            static_cast<void>(follow_edge(one.output_id));
        reconciler.on_event([this](const reconcile::Event&) { tell_recordings(); });
        node.network_.plug(
            node.name_, {[this](const Bytes& datagram, const transport::Address& from) {
                             discovery.received(datagram, from, now());
                         },
                         [this](const std::shared_ptr<Pipe>& pipe, int end) { accept(pipe, end); },
                         self().tcp_port});
        discovery.on_event([this](const network::PeerEvent& event) {
            if (event.what == network::PeerEvent::What::lost) return;
            const auto link = links.find(event.peer.name);
            if (link == links.end()) return;
            if (const auto alive_link = link->second.lock()) alive_link->poke();
        });
        discover();
        reconcile();
    }

    TimePoint now() const { return node.time_.now() + node.offset_; }

    // ------------------------------------------------------------------ time

    template <typename F>
    void at(TimePoint local, F call) {
        node.time_.at(local - node.offset_,
                      [weak = weak_from_this(), call = std::move(call)]() mutable {
                          if (const auto life = weak.lock()) call();
                      });
    }
    void reconcile_soon() {
        if (std::exchange(reconcile_queued, true)) return;
        at(now(), [this] { reconcile(); });
    }
    void reconcile() {
        reconcile_queued = false;
        const TimePoint next = reconciler.tick(now());
        node.time_.note(reconciler.size());
        at(std::max(next, now()), [this, epoch = ++reconcile_epoch] {
            if (epoch == reconcile_epoch) reconcile();
        });
    }
    void discover_soon() {
        at(now(), [this] { discover(); });
    }
    void discover() {
        const TimePoint next = discovery.tick(now());
        at(std::max(next, now()), [this, epoch = ++discover_epoch] {
            if (epoch == discover_epoch) discover();
        });
    }

    // --------------------------------------------------------------- network

    bool broadcast(std::span<const std::byte> datagram) {
        node.network_.broadcast(node.name_, {datagram.begin(), datagram.end()});
        return true;
    }
    void accept(const std::shared_ptr<Pipe>& pipe, int end) {
        const auto session = std::make_shared<Session>(node.network_, pipe, end, ++last_session);
        sessions.emplace(session->number(), session);
        pipe->ends[end].on_bytes = [this, number = session->number()](const Bytes& bytes) {
            const auto request =
                gen::ControlRequest::view(std::span(bytes).subspan(wire::header_bytes));
            if (request && !changes.arrived(number, *request))
                node.oracles_.violated(node.name_ + ": too many requests wait");
        };
        pipe->ends[end].on_broken = [this, number = session->number()] {
            changes.session_closed(number);
            sessions.erase(number);
        };
    }

    // ---------------------------------------------------------------- wishes

    void save(wanted::Keeper::Work work, wanted::Keeper::Then then) {
        saving = std::move(work);
        at(now() + node.dice_.ms(0, 40), [this, then = std::move(then)]() mutable {
            auto job = std::exchange(saving, nullptr);
            then(job());
        });
    }

    void serve_questions() {
        dispatcher.on<gen::GetConfigStateRequest>(
            [this](const gen::GetConfigStateRequest&,
                   dispatch::Peer&) -> change::Outcome<gen::GetConfigStateReply> {
                return kept->state().values();
            });
        dispatcher.on<gen::GetRuntimeStateRequest>(
            [this](const gen::GetRuntimeStateRequest&,
                   dispatch::Peer&) -> change::Outcome<gen::GetRuntimeStateReply> {
                return gen::GetRuntimeStateReply{.node_name = node.name_,
                                                 .boot_nonce = node.boot_nonce_};
            });
    }

    // ------------------------------------------- the house that changes meet

    std::string_view node_name() const override { return node.name_; }
    wanted::Keeper& keeper() override { return *kept; }
    std::uint64_t number_of(const dispatch::Peer& peer) const override {
        return static_cast<const Session&>(peer).number();
    }
    std::shared_ptr<dispatch::Peer> peer(std::uint64_t number) const override {
        const auto at = sessions.find(number);
        return at == sessions.end() ? nullptr : at->second;
    }
    const gen::Ingest* given(std::uint16_t) const override { return nullptr; }
    change::Verdict may_stop(std::uint16_t output_id) const override {
        if (edges.contains(output_id)) return {};
        return dispatch::refuse(gen::Status::not_found, "no such output");
    }
    change::Verdict room_for_output(std::uint16_t) override { return {}; }
    change::Verdict may_record() const override { return {}; }
    change::Verdict may_show() const override { return {}; }
    void decided(const wanted::WantedState& next) override {
        auto& known = node.decided_[next.revision()];
        if (std::ranges::count(known, next.values()) > 0) return;
        const wanted::WantedState& now = kept->state();
        if (next.revision() <= now.revision() && !next.same_as(now))
            node.oracles_.violated(node.name_ + ": another wish under the same revision");
        const auto& before = node.decided_[next.revision() - 1];
        if (std::ranges::none_of(before, [&](const auto& one) { return keeps(one, next); }))
            node.oracles_.violated(node.name_ + ": an id went to another device or edge at once");
        known.push_back(next.values());
    }

    // By one change no stream became another device's, and no output another edge's.
    static bool keeps(const gen::GetConfigStateReply& before, const wanted::WantedState& after) {
        return std::ranges::all_of(before.ingests,
                                   [&](const gen::Ingest& one) {
                                       const gen::Ingest* now = after.ingest(one.stream_id);
                                       return now == nullptr ||
                                              change::same_device(one.device_path,
                                                                  now->device_path);
                                   }) &&
               std::ranges::all_of(before.relays, [&](const gen::RelayEdge& one) {
                   const gen::RelayEdge* now = after.relay(one.output_id);
                   return now == nullptr ||
                          (now->stream_id == one.stream_id && now->dest_host == one.dest_host);
               });
    }

    // Resources for what is wished now.
    change::Verdict follow_ingest(std::uint16_t stream_id) override {
        const gen::Ingest* wish = kept->state().ingest(stream_id);
        const auto running = captures.find(stream_id);
        if (running != captures.end() && wish != nullptr && running->second.first == *wish)
            return {};
        if (running != captures.end()) captures.erase(running);
        tell_recordings();
        if (wish == nullptr) {
            node.captured_.erase(stream_id);
            return {};
        }
        auto& captured = node.captured_[stream_id];
        if (captured.first != wish->device_path) captured = {wish->device_path, node.time_.now()};
        const std::string& device = wish->device_path;
        captures[stream_id] = {*wish, hardware(capture_shape, device, device,
                                               [] { return resource::capturing::streaming; })};
        return {};
    }
    change::Verdict follow_edge(std::uint16_t output_id) override {
        const gen::RelayEdge* wish = kept->state().relay(output_id);
        const auto running = edges.find(output_id);
        if (running != edges.end() && wish != nullptr && running->second.first == *wish) return {};
        if (running != edges.end()) edges.erase(running);
        if (wish == nullptr) return {};
        edges[output_id] = {
            *wish,
            std::make_unique<SimEdge>(
                reconciler, link_to(wish->dest_host), "output " + std::to_string(output_id),
                [this] { node.oracles_.violated(node.name_ + ": an output without its link"); })};
        return {};
    }
    change::Verdict follow_sink(std::uint16_t stream_id) override {
        const gen::Sink* wish = kept->state().sink(stream_id);
        const auto running = sinks.find(stream_id);
        if (running != sinks.end() && wish != nullptr && running->second.first == *wish) return {};
        if (running != sinks.end()) sinks.erase(running);
        if (wish == nullptr) return {};
        told_live[stream_id] = is_live(stream_id);
        sinks[stream_id] = {*wish, hardware(sink_shape, disk_device, wish->path, [this, stream_id] {
                                return is_live(stream_id) ? resource::sink::recording
                                                          : resource::sink::ready;
                            })};
        return {};
    }
    change::Verdict follow_display(std::uint16_t) override { return {}; }
    std::unique_ptr<SimDevice> hardware(const SimDevice::Shape& shape, const std::string& device,
                                        const std::string& name, SimDevice::Wanted wanted) {
        return std::make_unique<SimDevice>(reconciler, node.time_, node.dice_,
                                           node.devices_[device], shape, name, std::move(wanted));
    }
    bool is_live(std::uint16_t stream_id) const {
        const auto capture = captures.find(stream_id);
        return capture != captures.end() &&
               capture->second.second->current() == resource::capturing::streaming;
    }
    // A recording is meant to run while its stream has a source.
    void tell_recordings() {
        for (const auto& [id, sink] : sinks)
            if (const bool live = is_live(id); std::exchange(told_live[id], live) != live)
                sink.second->poke();
    }
    // What needs that device.
    std::vector<SimDevice*> users(const std::string& device) const {
        std::vector<SimDevice*> all;
        for (const auto& [id, capture] : captures)
            if (capture.first.device_path == device) all.push_back(capture.second.get());
        if (device == disk_device)
            for (const auto& [id, sink] : sinks) all.push_back(sink.second.get());
        return all;
    }
    void forget_given(std::uint16_t) override {}
    change::Outcome<std::uint16_t> start_reader(const gen::StartRelayRequest&,
                                                std::uint64_t) override {
        return dispatch::refuse(gen::Status::refused, "nobody reads here");
    }
    void stop_output(std::uint16_t output_id) override {
        static_cast<void>(follow_edge(output_id));
    }
    void ended(const change::Ended& change) override {
        node.time_.note(change.done ? change.revision : 0);
        if (!change.done) return;
        expected_revision = std::max(expected_revision, change.revision);
        // What was saved together is answered together.
        node.promised_ = kept->state().values();
        ++node.changes_;
    }

    std::shared_ptr<SimLink> link_to(const std::string& target) {
        auto& weak = links[target];
        if (auto link = weak.lock()) return link;
        auto link = std::make_shared<SimLink>(
            reconciler, node.network_, node.name_, target,
            [this](const std::string& name) -> std::optional<transport::Address> {
                const network::Peer* peer = discovery.look_up(name, now());
                if (peer == nullptr) return std::nullopt;
                return peer->address;
            });
        weak = link;
        return link;
    }

    void check_loaded(const wanted::WantedState& state) const {
        const auto& promised = node.promised_;
        if (state.revision() < promised.revision ||
            (state.revision() == promised.revision && state.values() != promised))
            node.oracles_.violated(node.name_ + ": came back with revision " +
                                   std::to_string(state.revision()) + ", acknowledged was " +
                                   std::to_string(promised.revision));
        if (state.revision() > 0 &&
            std::ranges::count(node.decided_[state.revision()], state.values()) == 0)
            node.oracles_.violated(node.name_ + ": came back with what nobody asked for");
    }

    SimNode& node;
    wanted::Store store;
    reconcile::Reconciler reconciler;
    network::Discovery discovery;
    dispatch::Dispatcher dispatcher;
    std::optional<wanted::Keeper> kept;
    wanted::Keeper::Work saving;
    std::map<std::uint64_t, std::shared_ptr<Session>> sessions;
    std::map<std::string, std::weak_ptr<SimLink>> links;
    std::map<std::uint16_t, std::pair<gen::Ingest, std::unique_ptr<SimDevice>>> captures;
    std::map<std::uint16_t, std::pair<gen::Sink, std::unique_ptr<SimDevice>>> sinks;
    std::map<std::uint16_t, bool> told_live;
    std::map<std::uint16_t, std::pair<gen::RelayEdge, std::unique_ptr<SimEdge>>> edges;
    change::Changes changes;
    std::uint64_t expected_revision = 0;
    std::uint64_t last_session = 0;
    std::uint64_t reconcile_epoch = 0;
    std::uint64_t discover_epoch = 0;
    bool reconcile_queued = false;
};

SimNode::SimNode(VirtualTime& time, Network& network, Oracles& oracles, std::string name,
                 std::uint64_t seed)
    : time_(time), network_(network), oracles_(oracles), name_(std::move(name)), dice_(seed) {}

SimNode::~SimNode() = default;

void SimNode::start() {
    if (up()) return;
    ++boots_;
    boot_nonce_ = dice_.next();
    life_ = std::make_shared<Life>(*this);
    life_->begin();
    time_.note(boots_);
}

void SimNode::crash() {
    if (!up()) return;
    network_.unplug(name_);
    if (life_->saving) {
        disk_.cut_power_at(dice_.upto(4));
        static_cast<void>(life_->saving());
    }
    life_.reset();
    Random random = dice_.random();
    disk_.restart(random);
}

void SimNode::jump(Duration forward) {
    offset_ += forward;
    if (!up()) return;
    life_->reconcile_soon();
    life_->discover_soon();
}

void SimNode::fill_disk() {
    disk_.fail_at(dice_.upto(7));
}

void SimNode::unplug(const std::string& device, bool plugged) {
    devices_[device].plugged = plugged;
    if (!up()) return;
    for (SimDevice* user : life_->users(device)) plugged ? user->recovered() : user->unplugged();
}

void SimNode::trouble(const std::string& device, bool troubled) {
    devices_[device].troubled = troubled;
    if (!up() || troubled) return;
    for (SimDevice* user : life_->users(device)) user->recovered();
}

void SimNode::heal() {
    disk_.fail_at(1u << 30);
    start();
    for (const auto& [name, device] : std::map(devices_)) {
        unplug(name, true);
        trouble(name, false);
    }
}

void SimNode::check() {
    if (up() && life_->kept->state().revision() != life_->expected_revision)
        oracles_.violated(name_ + ": what is wanted changed without a command");
}

std::vector<gen::Ingest> SimNode::wishes() const {
    return up() ? life_->kept->state().values().ingests : std::vector<gen::Ingest>{};
}

bool SimNode::captures_since(std::uint16_t stream_id, const std::string& device,
                             TimePoint when) const {
    const auto at = captured_.find(stream_id);
    return at != captured_.end() && at->second.first == device && at->second.second <= when;
}

std::string SimNode::unfinished() const {
    if (!up()) return name_ + " is down";
    for (const auto& one : life_->reconciler.snapshot(life_->now()))
        if (one.current != one.wanted || !one.action.empty())
            return name_ + ": " + one.kind + " " + one.name + " is " + std::string(one.current) +
                   " for " + std::to_string(one.since.count() / 1'000'000) + " ms, " + one.error +
                   " " + one.waits_for;
    const auto& wanted = life_->kept->state().values();
    if (wanted.ingests.size() != life_->captures.size() ||
        wanted.sinks.size() != life_->sinks.size() || wanted.relays.size() != life_->edges.size())
        return name_ + ": not everything that is wanted has a resource";
    return life_->kept->idle() ? "" : name_ + ": the disk is still busy";
}

const network::Peer* SimNode::knows(const std::string& node) const {
    return up() ? life_->discovery.peers().find(node) : nullptr;
}

}  // namespace weir::sim::control
