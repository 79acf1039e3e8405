#include "control/resource/assembly.hpp"

#include <algorithm>
#include <utility>

#include "control/resource/device_path.hpp"

namespace weir::resource {
namespace {

// From a source to its first relay every frame counts, but a slow link must not make live pictures
// old: a live source may lag this many frames, a file may wait longer.
constexpr std::uint32_t live_frames_max = 8;
constexpr std::uint32_t file_frames_max = 300;

relay::OutputSettings uplink_settings(const gen::Ingest& ingest) {
    relay::OutputSettings settings;
    settings.stream_id = ingest.stream_id;
    settings.delivery = relay::Delivery::completeness;
    const auto path = DevicePath::parse(ingest.device_path);
    const bool is_file = path && path->kind == DevicePath::Kind::file;
    settings.budget.frames_max = is_file ? file_frames_max : live_frames_max;
    if (ingest.transport_mode == gen::TransportMode::opaque) {
        settings.delivery = relay::Delivery::opaque;
        settings.budget = {};
    }
    return settings;
}

}  // namespace

Assembly::Assembly(const CaptureResource::House& house, Deliveries& deliveries, Outside outside)
    : house_(house), deliveries_(deliveries), outside_(std::move(outside)) {}

Result<> Assembly::start_ingest(const gen::Ingest& ingest) {
    if (ingest.stream_id == 0)
        return fail(Code::bad_request, "stream 0 is no stream; choose an id from 1 to 65535");
    auto plan = capture_plan(ingest);
    if (!plan) return std::unexpected(plan.error());
    const auto running = sources_.find(ingest.stream_id);
    if (running != sources_.end() && running->second.capture->keeps(ingest)) return {};
    // What can fail comes before what cannot be taken back.
    const auto uplink = uplink_for(ingest, running == sources_.end() ? nullptr : &running->second);
    if (!uplink) return std::unexpected(uplink.error());
    stop_ingest(ingest.stream_id);

    Source source;
    source.uplink = *uplink;
    source.capture =
        std::make_unique<CaptureResource>(house_, ingest, std::move(*plan), outside_.next_owner());
    source.capture->on_finished(
        [this, stream_id = ingest.stream_id] { outside_.finished(stream_id); });
    sources_.emplace(ingest.stream_id, std::move(source));
    return {};
}

// The output that sends it on, 0 when it stays here. One that leads to the same place is taken
// over.
Result<std::uint16_t> Assembly::uplink_for(const gen::Ingest& ingest, Source* running) {
    if (ingest.dest_host.empty()) return std::uint16_t{0};
    const relay::OutputSettings settings = uplink_settings(ingest);
    const bool sends = running != nullptr && running->uplink != 0;
    if (!sends)
        return start_edge(settings, {ingest.dest_host, ingest.dest_port},
                          relay::Relay::Place::taken_over);
    const gen::Ingest& before = running->capture->ingest();
    const bool same_way = before.dest_host == ingest.dest_host &&
                          before.dest_port == ingest.dest_port &&
                          before.transport_mode == ingest.transport_mode &&
                          uplink_settings(before).budget.frames_max == settings.budget.frames_max;
    if (same_way) return std::exchange(running->uplink, std::uint16_t{0});
    return start_edge(settings, {ingest.dest_host, ingest.dest_port},
                      relay::Relay::Place::taken_over);
}

bool Assembly::stop_ingest(std::uint16_t stream_id) {
    const auto found = sources_.find(stream_id);
    if (found == sources_.end()) return false;
    found->second.capture.reset();
    stop_edge(found->second.uplink);
    sources_.erase(found);
    return true;
}

Result<std::uint16_t> Assembly::start_edge(const relay::OutputSettings& settings,
                                           const Target& target, relay::Relay::Place place) {
    if (settings.delivery == relay::Delivery::opaque) return start_opaque(settings, target, place);
    auto edge =
        std::make_unique<Edge>(house_.relay, house_.reconciler, link_to(target), &deliveries_);
    if (auto opened = edge->open(settings, monotonic_now(), place); !opened)
        return std::unexpected(opened.error());
    const std::uint16_t id = edge->port().output()->id();
    edges_.emplace(id, std::move(edge));
    return id;
}

Result<std::uint16_t> Assembly::start_opaque(const relay::OutputSettings& settings,
                                             const Target& target, relay::Relay::Place place) {
    auto connections = outside_.connections;
    connections.one_way = true;
    auto edge = std::make_unique<OpaqueEdge>(
        house_.relay, house_.reconciler, target,
        std::make_unique<transport::Connector>(house_.node, connections));
    if (auto opened = edge->open(settings, monotonic_now(), place); !opened)
        return std::unexpected(opened.error());
    const std::uint16_t id = edge->output()->id();
    programs_.emplace(id, std::move(edge));
    return id;
}

bool Assembly::stop_edge(std::uint16_t output_id) {
    std::shared_ptr<relay::Output> output;
    if (const auto node = edges_.find(output_id); node != edges_.end()) {
        output = node->second->port().output();
        edges_.erase(node);
    } else if (const auto program = programs_.find(output_id); program != programs_.end()) {
        output = program->second->output();
        programs_.erase(program);
    }
    if (output == nullptr) return false;
    outside_.closing(output);  // after what waited in it was given up
    return true;
}

void Assembly::session_closed(const Session& session, const Error& why) {
    for (const auto& [name, weak] : links_)
        if (const auto link = weak.lock(); link && link->session().get() == &session)
            link->lost(why);
    std::erase_if(links_, [](const auto& entry) { return entry.second.expired(); });
}

void Assembly::peer_appeared(const std::string& node_name, const transport::Address& place) {
    for (const auto& [name, weak] : links_) {
        const auto link = weak.lock();
        if (link == nullptr) continue;
        const Target& target = link->target();
        const bool is_place = target.port == place.port && target.host == place.host;
        if (target.host == node_name || is_place) link->poke();
    }
}

void Assembly::device_appeared() {
    for (const auto& [stream_id, source] : sources_) source.capture->device_appeared();
}

Assembly::EdgeView Assembly::edge(std::uint16_t output_id) const {
    if (const auto program = programs_.find(output_id); program != programs_.end())
        return {program->second->target().text(), nullptr, program->second->connection()};
    const auto found = edges_.find(output_id);
    if (found == edges_.end()) return {};
    const OutputPort& port = found->second->port();
    const Session* session = port.session();
    return {found->second->link()->target().text(), session,
            session == nullptr ? nullptr : &session->connection(), port.retained()};
}

std::optional<std::uint16_t> Assembly::uplink_of(std::uint16_t output_id) const {
    const auto found = std::ranges::find_if(
        sources_, [&](const auto& entry) { return entry.second.uplink == output_id; });
    return found == sources_.end() ? std::nullopt : std::optional(found->first);
}

bool Assembly::drained() const {
    return programs_drained() && std::ranges::none_of(edges_, [](const auto& entry) {
               return entry.second->port().pending();
           });
}

bool Assembly::programs_drained() const {
    return std::ranges::none_of(programs_,
                                [](const auto& entry) { return entry.second->pending(); });
}

void Assembly::close_programs(const Error& why) {
    for (const auto& [output_id, program] : programs_) program->close(why);
}

std::shared_ptr<Link> Assembly::link_to(const Target& target) {
    auto& weak = links_[target.text()];
    if (auto link = weak.lock()) return link;
    auto link = std::make_shared<Link>(
        target, house_.reconciler,
        std::make_unique<transport::Connector>(house_.node, outside_.connections), outside_.resolve,
        outside_.begin);
    weak = link;
    return link;
}

}  // namespace weir::resource
