// Commands that change what this node is meant to do: decided, on disk, in effect, answered.

#include <memory>
#include <utility>

#include "base/log.hpp"
#include "control/resource/device_path.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"
#include "operations/stream_ids.hpp"

namespace weir::nodes {
namespace {

using dispatch::Refusal;
using dispatch::refuse;
template <typename Reply>
using Outcome = std::expected<Reply, Refusal>;

std::unexpected<Refusal> not_here(const char* what, std::uint16_t id, const char* why) {
    return refuse(gen::Status::not_found,
                  std::string(what) + " " + std::to_string(id) + ": " + why);
}

}  // namespace

// `edit(request, next) -> Outcome<Reply>` decides on a copy of the wanted state, which holds the
// changes before it. Once that is on disk, `effect(request, reply, session) -> Outcome<Reply>`
// makes it so; session is null when the peer has gone meanwhile.
template <typename Request, typename Reply, typename Edit, typename Effect>
void Node::serve_change(Edit edit, Effect effect) {
    order_.add_change(Request::command);
    dispatcher_.on_later<Request, Reply>([this, edit, effect](const Request& request,
                                                              dispatch::Peer& peer,
                                                              dispatch::AnswerWith<Reply> answer) {
        struct Change {
            Request request;
            dispatch::AnswerWith<Reply> answer;
            std::uint64_t session;
            Outcome<Reply> outcome = Reply{};
        };
        const auto number = static_cast<resource::Session&>(peer).number();
        auto change = std::make_shared<Change>(Change{request, std::move(answer), number});
        order_.change_began(number);
        keeper_->change(
            [change, edit](wanted::WantedState& next) {
                change->outcome = edit(change->request, next);
                return change->outcome.has_value();
            },
            [this, change, effect](const Result<>& kept) {
                auto& outcome = change->outcome;
                if (outcome && !kept) outcome = refuse(kept.error());
                const auto session = sessions_.find(change->session);
                if (outcome && assembly_)
                    outcome = effect(change->request, std::move(*outcome),
                                     session == sessions_.end() ? nullptr : session->second.get());
                if (kinds_ && !kinds_->empty()) kinds_->follow(config_state());
                change->answer.reply(outcome);
                order_.change_ended(change->session);
            });
    });
}

void Node::serve_changes() {
    serve_change<gen::StartIngestRequest, gen::StartIngestReply>(
        [this](const auto& request, auto& next) -> Outcome<gen::StartIngestReply> {
            const gen::Ingest wish = request.as_ingest();
            if (auto sensible = resource::capture_plan(wish); !sensible)
                return refuse(sensible.error());
            if (auto away = leads_away(wish.dest_host, wish.dest_port); !away)
                return std::unexpected(away.error());
            if (auto free = id_is_free(wish, next); !free) return std::unexpected(free.error());
            if (auto changed = next.start_ingest(wish); !changed) return refuse(changed.error());
            return gen::StartIngestReply{};
        },
        [this](const auto& request, auto reply, auto*) -> Outcome<gen::StartIngestReply> {
            if (auto started = assembly_->start_ingest(request.as_ingest()); !started)
                return refuse(started.error());
            return reply;
        });
    serve_change<gen::StopIngestRequest, gen::StopIngestReply>(
        [this](const auto& request, auto& next) -> Outcome<gen::StopIngestReply> {
            const bool given = given_.ingest(request.stream_id) != nullptr;
            if (!next.stop_ingest(request.stream_id) && !given)
                return not_here("stream", request.stream_id, "this node does not capture it");
            return gen::StopIngestReply{};
        },
        [this](const auto& request, auto reply, auto*) -> Outcome<gen::StopIngestReply> {
            given_.stop_ingest(request.stream_id);
            assembly_->stop_ingest(request.stream_id);
            return reply;
        });
    serve_change<gen::StartRelayRequest, gen::StartRelayReply>(
        [this](const auto& request, auto& next) -> Outcome<gen::StartRelayReply> {
            if (auto sound = resource::output_settings(request); !sound)
                return refuse(sound.error());
            gen::StartRelayReply reply;
            if (request.dest_host.empty()) return reply;  // for this connection only: not kept
            if (auto away = leads_away(request.dest_host, request.dest_port); !away)
                return std::unexpected(away.error());
            auto with_it = next;
            const auto relayed = with_it.start_relay(request.as_relay_edge());
            if (!relayed) return refuse(relayed.error());
            if (auto room = relay_.room_for_output(request.stream_id); relayed->changed && !room)
                return refuse(room.error());
            next = std::move(with_it);
            reply.output_id = relayed->output_id;
            return reply;
        },
        [this](const auto& request, auto reply, auto* session) {
            return request.dest_host.empty() ? start_reader(request, session)
                                             : start_edge(reply.output_id);
        });
    serve_change<gen::StopRelayRequest, gen::StopRelayReply>(
        [this](const auto& request, auto& next) -> Outcome<gen::StopRelayReply> {
            const bool wanted = next.stop_relay(request.output_id);
            if (!wanted && !relay_.outputs().contains(request.output_id))
                return not_here("output", request.output_id, "this node has none of that id");
            return gen::StopRelayReply{};
        },
        [this](const auto& request, auto reply, auto*) -> Outcome<gen::StopRelayReply> {
            stop_output(request.output_id);
            return reply;
        });
    serve_leftovers();
}

// A wish for what the node of another program version could do is kept until somebody takes it
// back.
void Node::serve_leftovers() {
    serve_change<gen::StopDisplayRequest, gen::StopDisplayReply>(
        [](const auto& request, auto& next) -> Outcome<gen::StopDisplayReply> {
            if (!next.stop_display(request.stream_id))
                return not_here("stream", request.stream_id, "this node is not meant to show it");
            return gen::StopDisplayReply{};
        },
        [](const auto&, auto reply, auto*) -> Outcome<gen::StopDisplayReply> { return reply; });
    serve_change<gen::StopSinkRequest, gen::StopSinkReply>(
        [](const auto& request, auto& next) -> Outcome<gen::StopSinkReply> {
            if (!next.stop_sink(request.stream_id))
                return not_here("stream", request.stream_id, "this node is not meant to record it");
            return gen::StopSinkReply{};
        },
        [](const auto&, auto reply, auto*) -> Outcome<gen::StopSinkReply> { return reply; });
}

// Two controllers may choose one id for two devices; the second must not end what the first began.
// The same device again is a change of its settings.
std::expected<void, Refusal> Node::id_is_free(const gen::Ingest& wish,
                                              const wanted::WantedState& next) const {
    const gen::Ingest* here = next.ingest(wish.stream_id);
    if (here == nullptr) here = given_.ingest(wish.stream_id);
    if (here == nullptr ||
        operations::device_key(here->device_path) == operations::device_key(wish.device_path))
        return {};
    return refuse(gen::Status::conflict, "stream " + std::to_string(wish.stream_id) + " is " +
                                             here->device_path +
                                             " on this node; choose another id or stop it first");
}

// What a node sends to itself would be tried for ever: the stream comes from somebody already.
std::expected<void, Refusal> Node::leads_away(const std::string& host, std::uint16_t port) const {
    if (port != 0 || host != options_.name) return {};
    return refuse(gen::Status::invalid_params,
                  host + ": is this node itself; name another node to send to");
}

// An output on the connection that asked for it.
std::expected<gen::StartRelayReply, Refusal> Node::start_reader(
    const gen::StartRelayRequest& request, const resource::Session* session) {
    if (session == nullptr) return refuse(gen::Status::error, "the connection has ended");
    auto settings = resource::output_settings(request);
    if (!settings) return refuse(settings.error());
    for (const auto& [output_id, reader] : readers_) {
        const auto named = reader.port->output()->settings().scheduler;
        if (reader.session == session->number() && named && settings->scheduler &&
            named != settings->scheduler)
            return refuse(gen::Status::invalid_params,
                          "scheduler " + std::string(relay::name(*settings->scheduler)) +
                              ": output " + std::to_string(output_id) + " of this connection has " +
                              std::string(relay::name(*named)) +
                              "; name the same one, or none to take that");
    }
    gen::StartRelayReply reply;
    if (const auto before = returned(request, *session)) {
        reply.output_id = *before;
        attach_later(reply.output_id);
        return reply;
    }
    auto port = std::make_unique<resource::OutputPort>(relay_, &deliveries_);
    if (auto opened = port->open(*settings, monotonic_now()); !opened)
        return refuse(opened.error());
    reply.output_id = port->output()->id();
    mind_refusal(reply.output_id, *port);
    Reader reader;
    reader.session = session->number();
    reader.port = std::move(port);
    if (request.acknowledged && session->hello()) reader.boot_nonce = session->hello()->boot_nonce;
    readers_.emplace(reply.output_id, std::move(reader));
    attach_later(reply.output_id);
    return reply;
}

// An output to another node is part of what this node is meant to do. Said twice, it goes on.
std::expected<gen::StartRelayReply, Refusal> Node::start_edge(std::uint16_t output_id) {
    gen::StartRelayReply reply;
    reply.output_id = output_id;
    const gen::RelayEdge* edge = keeper_->state().relay(output_id);
    if (edge == nullptr) return reply;  // stopped again by a change that was saved with it
    const auto running = running_.find(output_id);
    if (running != running_.end() && running->second == *edge) return reply;
    auto settings = resource::output_settings(gen::StartRelayRequest::from(*edge));
    if (!settings) return refuse(settings.error());
    assembly_->stop_edge(output_id);
    settings->output_id = output_id;
    if (const auto id = assembly_->start_edge(*settings, {edge->dest_host, edge->dest_port}); !id)
        return refuse(id.error());
    running_.insert_or_assign(output_id, *edge);
    return reply;
}

void Node::stop_output(std::uint16_t output_id) {
    if (readers_.contains(output_id)) return close_reader(output_id);
    const auto found = relay_.outputs().find(output_id);
    const auto output = found == relay_.outputs().end() ? nullptr : found->second;
    assembly_->stop_edge(output_id);
    running_.erase(output_id);
    if (output != nullptr) past_.add(*output, monotonic_now());
}

void Node::take_up_wanted() {
    for (const gen::Ingest& ingest : keeper_->state().values().ingests)
        if (auto started = assembly_->start_ingest(ingest); !started)
            log::warn("node", started.error().what, {{"stream", ingest.stream_id}});
    for (const gen::RelayEdge& edge : keeper_->state().values().relays)
        if (auto started = start_edge(edge.output_id); !started)
            log::warn("node", started.error().reason, {{"output", edge.output_id}});
    kinds_->follow(config_state());
}

}  // namespace weir::nodes
