#include "simulation/node.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"
#include "control/resource/format_map.hpp"
#include "control/resource/frame_messages.hpp"

namespace weir::sim {
namespace {

using namespace std::chrono_literals;

std::uint64_t actor_of(const std::string& name) {
    std::uint64_t hash = 7;
    for (const char c : name) hash = hash * 131 + static_cast<unsigned char>(c);
    return hash;
}

}  // namespace

SimNode::SimNode(Net& net, const std::string& name, std::uint64_t seed, Watcher& watcher,
                 Duration patience)
    : net_(net),
      watcher_(watcher),
      dice_(seed, actor_of(name)),
      ticks_(seed, actor_of(name) + 1),
      acks_(seed, actor_of(name) + 2),
      reconciler_(seeded_random(dice_.next()),
                  [this] {
                      if (std::exchange(reconcile_queued_, true)) return;
                      after(0ms, dice_, [this] {
                          reconcile_queued_ = false;
                          reconcile();
                      });
                  }),
      boot_(dice_.next()),
      // As if it had been there for a while: a run is too short for the real patience.
      deliveries_(relay_, boot_, net_.events().now() - (limits::resume_patience - patience),
                  [this] { acknowledge_soon(); }) {
    host_.name = name;
    host_.settings.bounds.is_media = resource::is_media;
    host_.settings.account = &ledger_.open("receive");
    host_.settings.pipes = &pipes_;
    host_.accept = [this](auto connection) { begin(std::move(connection)); };
    serve();
    net_.announce(host_);
    tick();
}

void SimNode::serve() {
    dispatcher_.on<gen::StreamOpenRequest>(
        [this](const gen::StreamOpenRequest& request,
               dispatch::Peer& peer) -> std::expected<gen::StreamOpenReply, dispatch::Refusal> {
            auto& session = static_cast<resource::Session&>(peer);
            const auto format = resource::from_wire(request);
            if (!format) return dispatch::refuse(format.error());
            if (auto opened =
                    resource::open_source(relay_, deliveries_, session, request.stream_id, *format);
                !opened)
                return dispatch::refuse(opened.error());
            watcher_.on_announced(session, request.stream_id);
            return gen::StreamOpenReply{};
        });
    resource::serve_resume(dispatcher_, deliveries_);
    dispatcher_.on<gen::GetRuntimeStateRequest>(
        [this](const gen::GetRuntimeStateRequest&,
               dispatch::Peer&) -> std::expected<gen::GetRuntimeStateReply, dispatch::Refusal> {
            return runtime_state();
        });
}

// As much of it as makes it as long as a node's.
gen::GetRuntimeStateReply SimNode::runtime_state() const {
    gen::GetRuntimeStateReply state;
    state.node_name = name();
    for (const auto& [output_id, output] : relay_.outputs()) {
        gen::OutputState told;
        told.output_id = output_id;
        told.stream_id = output->settings().stream_id;
        told.frames_received = output->frames_offered();
        state.outputs.push_back(std::move(told));
    }
    return state;
}

SimNode::~SimNode() {
    *alive_ = false;
    edges_.clear();
    bare_.clear();
}

template <typename Work>
void SimNode::after(Duration wait, Dice& dice, Work work) {
    net_.events().after(wait, dice, [this, alive = alive_, work = std::move(work)]() mutable {
        if (!*alive) return;
        host_.run([alive, work = std::move(work)]() mutable {
            if (*alive) work();
        });
    });
}

std::uint16_t SimNode::start_edge(const relay::OutputSettings& settings,
                                  const std::string& target) {
    auto edge =
        std::make_unique<resource::Edge>(relay_, reconciler_, link_to(target), &deliveries_);
    if (!edge->open(settings, net_.events().now())) return 0;
    const auto id = edge->port().output()->id();
    edges_.emplace(id, std::move(edge));
    return id;
}

std::uint16_t SimNode::start_bare(const relay::OutputSettings& settings,
                                  const std::string& target) {
    auto edge = std::make_unique<resource::OpaqueEdge>(
        relay_, reconciler_, resource::Target{target, 1}, net_.dialler(host_, Net::Peer::program));
    if (!edge->open(settings, net_.events().now())) return 0;
    const auto id = edge->output()->id();
    bare_.emplace(id, std::move(edge));
    return id;
}

std::shared_ptr<resource::Link> SimNode::link_to(const std::string& target) {
    auto& weak = links_[target];
    if (auto link = weak.lock()) return link;
    auto link = std::make_shared<resource::Link>(
        resource::Target{target, 1}, reconciler_, net_.dialler(host_),
        [](const resource::Target& wanted) -> Result<transport::Address> {
            return transport::Address{wanted.host, wanted.port};
        },
        [this](auto connection) { return begin(std::move(connection)); });
    weak = link;
    return link;
}

bool SimNode::attached(std::uint16_t output_id) const {
    const auto found = edges_.find(output_id);
    if (found != edges_.end()) return found->second->port().session() != nullptr;
    const auto bare = bare_.find(output_id);
    return bare != bare_.end() && bare->second->connection() != nullptr;
}

bool SimNode::all_attached() const {
    return std::ranges::all_of(
        edges_, [](const auto& entry) { return entry.second->port().session() != nullptr; });
}

std::uint64_t SimNode::session_of(std::uint16_t output_id) const {
    const auto found = edges_.find(output_id);
    if (found == edges_.end() || found->second->port().session() == nullptr) return 0;
    return found->second->port().session()->number();
}

void SimNode::open_stream(std::uint16_t stream_id, const frame::StreamFormat& format) {
    WEIR_ASSERT(relay_.open_input(device, stream_id, format, "device"));
}

void SimNode::push(const frame::FrameFacts& facts, std::span<const std::byte> payload) {
    auto draft = frame::Draft::open(payload.size(), ledger_.open("capture"));
    std::ranges::copy(payload, draft->bytes().begin());
    relay_.push(device, std::move(*draft).seal(facts, payload.size()), net_.events().now());
}

void SimNode::die() {
    host_.up = false;
    const auto sessions = sessions_;
    for (const auto& [number, session] : sessions) session->close({Code::peer_closed, "killed"});
    for (const auto& [id, edge] : bare_) edge->close({Code::peer_closed, "killed"});
}

void SimNode::stop() {
    die();
    edges_.clear();
    bare_.clear();
    relay_.lose_inputs(device, "stopped");
    deliveries_.close();
}

void SimNode::on_frame(resource::Session& session, frame::FrameRef frame) {
    if (!host_.up || !deliveries_.arrived(session.number(), frame->stream_id)) return;
    const TimePoint now = net_.events().now();
    const auto offered = [&] {
        const relay::Input* input = relay_.input(frame->stream_id);
        return input == nullptr ? 0 : input->frames_received;
    };
    const std::uint64_t before = offered();
    if (!relay_.push(session.number(), frame, now)) return;
    watcher_.on_frame(session, *frame, offered() > before);
    deliveries_.pushed(frame, now);
}

// As nodes/node.cpp has it, but for frames of any size.
bool SimNode::passes_on(resource::Session&, std::uint16_t stream_id, std::size_t) {
    return !deliveries_.numbered(stream_id) && relay_.prompt_readers(stream_id) > 0;
}

void SimNode::on_mark(resource::Session& session, const gen::DeliveryMark& mark) {
    const auto gap = resource::marked(deliveries_, session, mark);
    if (gap) watcher_.on_gap(session, mark.stream_id, *gap);
}

void SimNode::acknowledge_soon() {
    if (!host_.up || std::exchange(acks_queued_, true)) return;
    after(0ms, acks_, [this] {
        acks_queued_ = false;
        acknowledge();
    });
}

void SimNode::acknowledge() {
    resource::acknowledge(deliveries_, sessions_, net_.events().now());
}

void SimNode::on_request(resource::Session& session, const gen::ControlRequest::View& request) {
    dispatcher_.dispatch(request, session.shared_from_this());
}

void SimNode::on_event(resource::Session& session, const gen::StreamEvent& event) {
    watcher_.on_break(session, event.stream_id);
    if (event.code == gen::EventCode::interrupted)
        relay_.interrupt_input(session.number(), event.stream_id, event.detail);
    if (event.code == gen::EventCode::resumed)
        relay_.resume_input(session.number(), event.stream_id, event.detail);
}

void SimNode::on_closed(resource::Session& session, const Error& why) {
    watcher_.on_session(host_.name, false, why.what);
    resource::lose_source(relay_, deliveries_, session);
    sessions_.erase(session.number());
    for (const auto& [target, weak] : links_)
        if (const auto link = weak.lock(); link && link->session().get() == &session)
            link->lost(why);
}

std::shared_ptr<resource::Session> SimNode::begin(
    std::shared_ptr<transport::Connection> connection) {
    gen::Hello hello;
    hello.protocol_version = gen::protocol_version;
    hello.boot_nonce = boot_;
    hello.node_name = host_.name;
    resource::Session::Settings settings;
    settings.rights = dispatch::Rights::admin;
    settings.number = ++last_number_;
    settings.account = &ledger_.open("receive");
    auto session = resource::Session::start(std::move(connection), *this, hello, settings);
    sessions_.emplace(session->number(), session);
    watcher_.on_session(host_.name, true, {});
    if (!host_.up) session->close({Code::peer_closed, "killed"});
    return session;
}

void SimNode::reconcile() {
    if (!host_.up) return;
    const TimePoint now = net_.events().now();
    const TimePoint next = reconciler_.tick(now);
    const auto number = ++reconcile_number_;  // a newer appointment replaces an older one
    if (next == TimePoint::max()) return;
    after(std::max<Duration>(next - now, 0ms), dice_, [this, number] {
        if (number == reconcile_number_) reconcile();
    });
}

void SimNode::tick() {
    const auto sessions = sessions_;
    for (const auto& [number, session] : sessions) session->tick(net_.events().now());
    acknowledge();
    after(session_tick, ticks_, [this] { tick(); });
}

}  // namespace weir::sim
