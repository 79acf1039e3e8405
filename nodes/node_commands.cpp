// What a node does when a peer asks: each command changes or reads state and returns at once.

#include <asio/post.hpp>
#include <utility>

#include "base/log.hpp"
#include "control/resource/device_path.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {
namespace {

using dispatch::Refusal;
using dispatch::refuse;

resource::Session& session_of(dispatch::Peer& peer) {
    return static_cast<resource::Session&>(peer);  // every peer of a node is a session of it
}

bool same_device(const std::string& a, const std::string& b) {
    const auto one = resource::DevicePath::parse(a);
    const auto other = resource::DevicePath::parse(b);
    if (!one || !other) return a == b;
    return one->kind == other->kind && one->target == other->target;
}

}  // namespace

void Node::serve_commands() {
    dispatcher_.on<gen::StreamOpenRequest>(
        [this](const gen::StreamOpenRequest& request,
               dispatch::Peer& peer) -> std::expected<gen::StreamOpenReply, Refusal> {
            auto format = resource::from_wire(request);
            if (!format) return refuse(format.error());
            auto& session = session_of(peer);
            if (auto opened =
                    relay_.open_input(session.number(), request.stream_id, *format, session.peer());
                !opened)
                return refuse(opened.error());
            return gen::StreamOpenReply{};
        });
    dispatcher_.on<gen::StreamCloseRequest>(
        [this](const gen::StreamCloseRequest& request,
               dispatch::Peer& peer) -> std::expected<gen::StreamCloseReply, Refusal> {
            relay_.close_input(session_of(peer).number(), request.stream_id);
            return gen::StreamCloseReply{};
        });
    dispatcher_.on<gen::StartIngestRequest>(
        [this](const gen::StartIngestRequest& request,
               dispatch::Peer&) -> std::expected<gen::StartIngestReply, Refusal> {
            const gen::Ingest wish = request.as_ingest();
            if (auto sensible = resource::capture_plan(wish); !sensible)
                return refuse(sensible.error());
            if (auto free = id_is_free(wish); !free) return std::unexpected(free.error());
            wanted::WantedState next = wanted_;
            if (auto changed = next.start_ingest(wish); !changed) return refuse(changed.error());
            if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
            if (auto started = assembly_->start_ingest(wish); !started)
                return refuse(started.error());
            return gen::StartIngestReply{};
        });
    dispatcher_.on<gen::StopIngestRequest>(
        [this](const gen::StopIngestRequest& request,
               dispatch::Peer&) -> std::expected<gen::StopIngestReply, Refusal> {
            if (!assembly_->stop_ingest(request.stream_id))
                return refuse(gen::Status::not_found, "stream " +
                                                          std::to_string(request.stream_id) +
                                                          ": this node does not capture it");
            given_.stop_ingest(request.stream_id);
            wanted::WantedState next = wanted_;
            next.stop_ingest(request.stream_id);
            if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
            return gen::StopIngestReply{};
        });
    dispatcher_.on<gen::StartRelayRequest>(
        [this](const gen::StartRelayRequest& request, dispatch::Peer& peer) {
            return start_relay(request, session_of(peer));
        });
    dispatcher_.on<gen::StopRelayRequest>([this](const gen::StopRelayRequest& request,
                                                 dispatch::Peer&) { return stop_relay(request); });
    refuse_what_it_cannot();
    serve_state();
    serve_self();
    serve_devices();
}

// Two controllers may choose one id for two devices; the second must not end what the first began.
// The same device again is a change of its settings.
std::expected<void, Refusal> Node::id_is_free(const gen::Ingest& wish) const {
    const gen::Ingest* here = wanted_.ingest(wish.stream_id);
    if (here == nullptr) here = given_.ingest(wish.stream_id);
    if (here == nullptr || same_device(here->device_path, wish.device_path)) return {};
    return refuse(gen::Status::conflict, "stream " + std::to_string(wish.stream_id) + " is " +
                                             here->device_path +
                                             " on this node; choose another id or stop it first");
}

// A wish for what the node of another program version could do is kept until somebody takes it
// back.
void Node::refuse_what_it_cannot() {
    dispatcher_.on<gen::StartDisplayRequest>([](const gen::StartDisplayRequest&, dispatch::Peer&)
                                                 -> std::expected<gen::StartDisplayReply, Refusal> {
        return refuse(gen::Status::unknown_command,
                      "start_display: this node has no windows; ask one with the function sink");
    });
    dispatcher_.on<gen::StartSinkRequest>(
        [](const gen::StartSinkRequest&,
           dispatch::Peer&) -> std::expected<gen::StartSinkReply, Refusal> {
            return refuse(gen::Status::unknown_command,
                          "start_sink: this node records nothing; ask one with the function sink, "
                          "or run weir record");
        });
    dispatcher_.on<gen::StopDisplayRequest>(
        [this](const gen::StopDisplayRequest& request,
               dispatch::Peer&) -> std::expected<gen::StopDisplayReply, Refusal> {
            wanted::WantedState next = wanted_;
            if (!next.stop_display(request.stream_id))
                return refuse(gen::Status::not_found, "stream " +
                                                          std::to_string(request.stream_id) +
                                                          ": this node is not meant to show it");
            if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
            return gen::StopDisplayReply{};
        });
    dispatcher_.on<gen::StopSinkRequest>(
        [this](const gen::StopSinkRequest& request,
               dispatch::Peer&) -> std::expected<gen::StopSinkReply, Refusal> {
            wanted::WantedState next = wanted_;
            if (!next.stop_sink(request.stream_id))
                return refuse(gen::Status::not_found, "stream " +
                                                          std::to_string(request.stream_id) +
                                                          ": this node is not meant to record it");
            if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
            return gen::StopSinkReply{};
        });
}

std::expected<gen::StartRelayReply, Refusal> Node::start_relay(
    const gen::StartRelayRequest& request, resource::Session& session) {
    auto settings = resource::output_settings(request);
    if (!settings) return refuse(settings.error());
    if (!request.dest_host.empty()) return start_wanted_relay(request, *settings);
    for (const auto& [output_id, reader] : readers_) {
        const auto named = reader.port->output()->settings().scheduler;
        if (reader.session == session.number() && named && settings->scheduler &&
            named != settings->scheduler)
            return refuse(gen::Status::invalid_params,
                          "scheduler " + std::string(relay::name(*settings->scheduler)) +
                              ": output " + std::to_string(output_id) + " of this connection has " +
                              std::string(relay::name(*named)) +
                              "; name the same one, or none to take that");
    }
    gen::StartRelayReply reply;
    auto port = std::make_unique<resource::OutputPort>(relay_);
    if (auto opened = port->open(*settings, monotonic_now()); !opened)
        return refuse(opened.error());
    reply.output_id = port->output()->id();
    readers_.emplace(reply.output_id, Reader{session.number(), std::move(port)});
    // Frames follow the reply, so that the reader knows whose they are.
    asio::post(io_, [this, id = reply.output_id, number = session.number()] {
        const auto reader = readers_.find(id);
        const auto found = sessions_.find(number);
        if (reader != readers_.end() && found != sessions_.end() && found->second->is_open())
            found->second->attach(*reader->second.port);
    });
    return reply;
}

// An output to another node is part of what this node is meant to do.
std::expected<gen::StartRelayReply, Refusal> Node::start_wanted_relay(
    const gen::StartRelayRequest& request, relay::OutputSettings settings) {
    wanted::WantedState next = wanted_;
    const auto relayed = next.start_relay(request.as_relay_edge());
    if (!relayed) return refuse(relayed.error());
    gen::StartRelayReply reply;
    reply.output_id = relayed->output_id;
    if (!relayed->changed) return reply;  // said twice
    if (auto room = relay_.room_for_output(settings.stream_id); !room) return refuse(room.error());
    if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
    assembly_->stop_edge(relayed->output_id);
    settings.output_id = relayed->output_id;
    if (const auto id = assembly_->start_edge(settings, {request.dest_host, request.dest_port});
        !id)
        return refuse(id.error());
    return reply;
}

std::expected<gen::StopRelayReply, Refusal> Node::stop_relay(const gen::StopRelayRequest& request) {
    if (readers_.contains(request.output_id)) {
        close_reader(request.output_id);
        return gen::StopRelayReply{};
    }
    const auto found = relay_.outputs().find(request.output_id);
    const auto output = found == relay_.outputs().end() ? nullptr : found->second;
    wanted::WantedState next = wanted_;
    const bool was_wanted = next.stop_relay(request.output_id);
    if (auto kept = keep(std::move(next)); !kept) return refuse(kept.error());
    if (!assembly_->stop_edge(request.output_id) && !was_wanted)
        return refuse(gen::Status::not_found, "output " + std::to_string(request.output_id) +
                                                  ": this node has none of that id");
    if (output != nullptr) past_.add(*output, monotonic_now());
    return gen::StopRelayReply{};
}

void Node::close_reader(std::uint16_t output_id) {
    const auto found = readers_.find(output_id);
    const auto output = found->second.port->output();
    found->second.port->close();
    past_.add(*output, monotonic_now());
    readers_.erase(found);
}

Result<> Node::ingest(const gen::Ingest& ingest) {
    if (auto given = given_.start_ingest(ingest); !given) return std::unexpected(given.error());
    return assembly_->start_ingest(ingest);
}

Result<> Node::push(std::uint16_t stream_id, const resource::Target& target) {
    relay::OutputSettings settings;
    settings.stream_id = stream_id;
    settings.delivery = relay::Delivery::completeness;
    const auto id = assembly_->start_edge(settings, target);
    if (!id) return std::unexpected(id.error());
    return {};
}

void Node::take_up_wanted() {
    for (const gen::Ingest& ingest : wanted_.values().ingests)
        if (auto started = assembly_->start_ingest(ingest); !started)
            log::warn("node", started.error().what, {{"stream", ingest.stream_id}});
    for (const gen::RelayEdge& edge : wanted_.values().relays) {
        auto settings = resource::output_settings(gen::StartRelayRequest::from(edge));
        if (settings) settings->output_id = edge.output_id;
        const auto id = settings
                            ? assembly_->start_edge(*settings, {edge.dest_host, edge.dest_port})
                            : std::unexpected(settings.error());
        if (!id) log::warn("node", id.error().what, {{"output", edge.output_id}});
    }
}

}  // namespace weir::nodes
