// What a node does when a peer asks, as far as it changes nothing that is kept.

#include <utility>

#include "base/log.hpp"
#include "control/change/decisions.hpp"
#include "control/resource/delivery_messages.hpp"
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
            if (!format)
                return refuse(gen::Status::unsupported_format, std::move(format.error().what));
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
    resource::serve_resume(dispatcher_, deliveries_);
    serve_state();
    serve_self();
    serve_devices();
}

Result<> Node::ingest(const gen::Ingest& ingest) {
    if (auto sensible = resource::capture_plan(ingest); !sensible)
        return std::unexpected(sensible.error());
    if (auto away = agrees(ingest.dest_host, ingest.dest_port); !away) return away;
    const gen::Ingest* told = keeper_->state().ingest(ingest.stream_id);
    if (told != nullptr && !change::same_device(told->device_path, ingest.device_path))
        return fail(Code::refused, "stream " + std::to_string(ingest.stream_id) + " is " +
                                       told->device_path + " here, as a controller said; give " +
                                       ingest.device_path + " another id");
    if (effective(ingest.stream_id) == nullptr && !ingest.dest_host.empty())
        if (auto room = relay_.room_for_output(ingest.stream_id); !room) return room;
    auto before = given_;
    if (auto given = given_.start_ingest(ingest); !given) return std::unexpected(given.error());
    if (auto started = follow_ingest(ingest.stream_id); !started) {
        given_ = std::move(before);
        return fail(dispatch::code_of(started.error().status), started.error().reason);
    }
    if (told != nullptr && *told != ingest)
        log::info("node", "what a controller said of a device goes before what is given",
                  {{"stream", ingest.stream_id}, {"device", told->device_path}});
    if (!kinds_->empty()) kinds_->follow(config_state());
    return {};
}

// The same sentence as to a peer that asks for it.
Result<> Node::agrees(std::string_view host, std::uint16_t port) const {
    const auto away = change::leads_away(options_.name, std::string(host), port);
    if (away) return {};
    return fail(dispatch::code_of(away.error().status), away.error().reason);
}

Result<std::uint16_t> Node::push(std::uint16_t stream_id, const resource::Target& target,
                                 bool acknowledged) {
    if (auto away = agrees(target.host, target.port); !away) return std::unexpected(away.error());
    relay::OutputSettings settings;
    settings.stream_id = stream_id;
    settings.delivery = relay::Delivery::completeness;
    settings.acknowledged = acknowledged;
    return assembly_->start_edge(settings, target);
}

}  // namespace weir::nodes
