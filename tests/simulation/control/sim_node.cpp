#include "simulation/control/sim_node.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "wire/header.hpp"

namespace weir::sim::control {
namespace {

template <typename Reply>
using Outcome = std::expected<Reply, dispatch::Refusal>;

}  // namespace

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
struct SimNode::Life : std::enable_shared_from_this<Life> {
    explicit Life(SimNode& of)
        : node(of),
          store(of.disk_, "n"),
          reconciler(seeded_random(of.boot_nonce_), [this] { reconcile_soon(); }),
          discovery(
              self(), [this](auto datagram) { return broadcast(datagram); },
              seeded_random(of.boot_nonce_ + 1), [this] { discover_soon(); }),
          order([this](std::uint64_t number, const gen::ControlRequest::View& request) {
              if (const auto at = sessions.find(number); at != sessions.end())
                  dispatcher.dispatch(request, at->second);
          }) {}

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
        keeper.emplace(std::move(loaded.state), &store,
                       [this](wanted::Keeper::Work work, wanted::Keeper::Then then) {
                           save(std::move(work), std::move(then));
                       });
        expected_revision = keeper->state().revision();
        serve();
        follow();
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
            if (request && !order.arrived(number, *request))
                node.oracles_.violated(node.name_ + ": too many requests wait");
        };
        pipe->ends[end].on_broken = [this, number = session->number()] {
            order.session_closed(number);
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

    template <typename Request, typename Reply, typename Edit, typename Acknowledged>
    void serve_change(Edit edit, Acknowledged acknowledged) {
        order.add_change(Request::command);
        dispatcher.on_later<Request, Reply>(
            [this, edit, acknowledged](const Request& request, dispatch::Peer& peer,
                                       dispatch::AnswerWith<Reply> answer) {
                struct Change {
                    Request request;
                    dispatch::AnswerWith<Reply> answer;
                    std::uint64_t session;
                    Outcome<Reply> outcome = Reply{};
                    std::uint64_t revision = 0;
                };
                const auto number = static_cast<Session&>(peer).number();
                auto change = std::make_shared<Change>(Change{request, std::move(answer), number});
                order.change_began(number);
                keeper->change(
                    [this, change, edit](wanted::WantedState& next) {
                        change->outcome = edit(change->request, next);
                        change->revision = next.revision();
                        if (change->outcome)
                            node.decided_[next.revision()].push_back(next.values());
                        return change->outcome.has_value();
                    },
                    [this, change, acknowledged](const Result<>& kept) {
                        if (change->outcome && !kept)
                            change->outcome = dispatch::refuse(kept.error());
                        expected_revision = keeper->state().revision();
                        if (change->outcome) {
                            acknowledged(change->request);
                            node.acknowledged_ = std::max(node.acknowledged_, change->revision);
                            ++node.changes_;
                            follow();
                        }
                        node.time_.note(change->outcome ? change->revision : 0);
                        change->answer.reply(change->outcome);
                        order.change_ended(change->session);
                    });
            });
    }

    void serve() {
        serve_change<gen::StartIngestRequest, gen::StartIngestReply>(
            [](const auto& request, auto& next) -> Outcome<gen::StartIngestReply> {
                const gen::Ingest* here = next.ingest(request.stream_id);
                if (here != nullptr && here->device_path != request.device_path)
                    return dispatch::refuse(gen::Status::conflict, "taken");
                if (auto done = next.start_ingest(request.as_ingest()); !done)
                    return dispatch::refuse(done.error());
                return gen::StartIngestReply{};
            },
            [this](const auto& request) {
                const auto [owner, fresh] =
                    node.stream_owner_.try_emplace(request.stream_id, request.device_path);
                if (!fresh && owner->second != request.device_path)
                    node.oracles_.violated(node.name_ + ": stream " +
                                           std::to_string(request.stream_id) + " given twice");
            });
        serve_change<gen::StopIngestRequest, gen::StopIngestReply>(
            [](const auto& request, auto& next) -> Outcome<gen::StopIngestReply> {
                if (!next.stop_ingest(request.stream_id))
                    return dispatch::refuse(gen::Status::not_found, "no such stream");
                return gen::StopIngestReply{};
            },
            [this](const auto& request) { node.stream_owner_.erase(request.stream_id); });
        serve_change<gen::StartRelayRequest, gen::StartRelayReply>(
            [](const auto& request, auto& next) -> Outcome<gen::StartRelayReply> {
                const auto relayed = next.start_relay(request.as_relay_edge());
                if (!relayed) return dispatch::refuse(relayed.error());
                gen::StartRelayReply reply;
                reply.output_id = relayed->output_id;
                return reply;
            },
            [](const auto&) {});
        serve_change<gen::StopRelayRequest, gen::StopRelayReply>(
            [](const auto& request, auto& next) -> Outcome<gen::StopRelayReply> {
                if (!next.stop_relay(request.output_id))
                    return dispatch::refuse(gen::Status::not_found, "no such output");
                return gen::StopRelayReply{};
            },
            [](const auto&) {});
        dispatcher.on<gen::GetConfigStateRequest>(
            [this](const gen::GetConfigStateRequest&,
                   dispatch::Peer&) -> Outcome<gen::GetConfigStateReply> {
                return keeper->state().values();
            });
    }

    // Resources for what is wished now.
    void follow() {
        const auto& wanted = keeper->state().values();
        std::erase_if(captures, [&](const auto& entry) {
            const auto* wish = keeper->state().ingest(entry.first);
            return wish == nullptr || *wish != entry.second.first;
        });
        std::erase_if(edges, [&](const auto& entry) {
            const auto* wish = keeper->state().relay(entry.first);
            return wish == nullptr || *wish != entry.second.first;
        });
        for (const gen::Ingest& one : wanted.ingests)
            if (!captures.contains(one.stream_id))
                captures[one.stream_id] = {
                    one,
                    std::make_unique<SimCapture>(reconciler, node.time_, node.dice_,
                                                 node.devices_[one.device_path], one.device_path)};
        for (const gen::RelayEdge& one : wanted.relays)
            if (!edges.contains(one.output_id))
                edges[one.output_id] = {
                    one, std::make_unique<SimEdge>(reconciler, link_to(one.dest_host),
                                                   "output " + std::to_string(one.output_id))};
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
        if (state.revision() < node.acknowledged_)
            node.oracles_.violated(node.name_ + ": came back with revision " +
                                   std::to_string(state.revision()) + ", acknowledged was " +
                                   std::to_string(node.acknowledged_));
        if (state.revision() > 0 &&
            std::ranges::count(node.decided_[state.revision()], state.values()) == 0)
            node.oracles_.violated(node.name_ + ": came back with what nobody asked for");
        // A change may have been saved and its answer lost.
        node.stream_owner_.clear();
        for (const gen::Ingest& one : state.values().ingests)
            node.stream_owner_.emplace(one.stream_id, one.device_path);
    }

    SimNode& node;
    wanted::Store store;
    reconcile::Reconciler reconciler;
    network::Discovery discovery;
    dispatch::Dispatcher dispatcher;
    nodes::RequestOrder order;
    std::optional<wanted::Keeper> keeper;
    wanted::Keeper::Work saving;
    std::map<std::uint64_t, std::shared_ptr<Session>> sessions;
    std::map<std::string, std::weak_ptr<SimLink>> links;
    std::map<std::uint16_t, std::pair<gen::Ingest, std::unique_ptr<SimCapture>>> captures;
    std::map<std::uint16_t, std::pair<gen::RelayEdge, std::unique_ptr<SimEdge>>> edges;
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
    boot_nonce_ = (std::uint64_t{dice_.random()()} << 32) | dice_.random()();
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
    disk_.restart(dice_.random());
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
    for (auto& [id, capture] : life_->captures)
        if (capture.first.device_path == device)
            plugged ? capture.second->recovered() : capture.second->unplugged();
}

void SimNode::trouble(const std::string& device, bool troubled) {
    devices_[device].troubled = troubled;
    if (!up() || troubled) return;
    for (auto& [id, capture] : life_->captures)
        if (capture.first.device_path == device) capture.second->recovered();
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
    if (up() && life_->keeper->state().revision() != life_->expected_revision)
        oracles_.violated(name_ + ": what is wanted changed without a command");
}

std::string SimNode::unfinished() const {
    if (!up()) return name_ + " is down";
    for (const auto& one : life_->reconciler.snapshot(life_->now()))
        if (one.current != one.wanted || !one.action.empty())
            return name_ + ": " + one.kind + " " + one.name + " is " + std::string(one.current) +
                   " for " + std::to_string(one.since.count() / 1'000'000) + " ms, " + one.error +
                   " " + one.waits_for;
    const auto& wanted = life_->keeper->state().values();
    if (wanted.ingests.size() != life_->captures.size() ||
        wanted.relays.size() != life_->edges.size())
        return name_ + ": not everything that is wanted has a resource";
    return life_->keeper->idle() ? "" : name_ + ": the disk is still busy";
}

const network::Peer* SimNode::knows(const std::string& node) const {
    return up() ? life_->discovery.peers().find(node) : nullptr;
}

}  // namespace weir::sim::control
