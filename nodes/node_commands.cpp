// What a node does when a peer asks, as far as it changes nothing that is kept.

#include <utility>

#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {
namespace {

using dispatch::Refusal;
using dispatch::refuse;

resource::Session& session_of(dispatch::Peer& peer) {
    return static_cast<resource::Session&>(peer);  // every peer of a node is a session of it
}

}  // namespace

void Node::serve_commands() {
    dispatcher_.on<gen::StreamOpenRequest>(
        [this](const gen::StreamOpenRequest& request,
               dispatch::Peer& peer) -> std::expected<gen::StreamOpenReply, Refusal> {
            auto format = resource::from_wire(request);
            if (!format) return refuse(format.error());
            auto& session = session_of(peer);
            if (auto opened = open_input(session, request.stream_id, *format); !opened)
                return refuse(opened.error());
            return gen::StreamOpenReply{};
        });
    dispatcher_.on<gen::StreamCloseRequest>(
        [this](const gen::StreamCloseRequest& request,
               dispatch::Peer& peer) -> std::expected<gen::StreamCloseReply, Refusal> {
            relay_.close_input(session_of(peer).number(), request.stream_id);
            return gen::StreamCloseReply{};
        });
    dispatcher_.on<gen::ResumeDeliveryRequest>(
        [this](const gen::ResumeDeliveryRequest& request,
               dispatch::Peer&) -> std::expected<gen::ResumeDeliveryReply, Refusal> {
            const relay::Position here = deliveries_.resume(request.stream_id);
            gen::ResumeDeliveryReply reply;
            reply.epoch = here.epoch;
            reply.number = here.number;
            return reply;
        });
    serve_changes();
    refuse_what_it_cannot();
    serve_state();
    serve_self();
    serve_devices();
}

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
}

Result<> Node::ingest(const gen::Ingest& ingest) {
    if (auto given = given_.start_ingest(ingest); !given) return std::unexpected(given.error());
    auto started = assembly_->start_ingest(ingest);
    if (started && !kinds_->empty()) kinds_->follow(config_state());
    return started;
}

Result<std::uint16_t> Node::push(std::uint16_t stream_id, const resource::Target& target,
                                 bool acknowledged) {
    relay::OutputSettings settings;
    settings.stream_id = stream_id;
    settings.delivery = relay::Delivery::completeness;
    settings.acknowledged = acknowledged;
    return assembly_->start_edge(settings, target);
}

}  // namespace weir::nodes
