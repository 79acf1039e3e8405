// Commands about the node itself: who wants to be told, look again, what to log, end.

#include <algorithm>
#include <asio/post.hpp>

#include "base/log.hpp"
#include "control/report/fit.hpp"
#include "nodes/node.hpp"
#include "nodes/subscribers.hpp"

namespace weir::nodes {

using dispatch::Peer;
using dispatch::Refusal;
using dispatch::refuse;

void Node::serve_self() {
    dispatcher_.on<gen::SubscribeRequest>(
        [this](const gen::SubscribeRequest& request,
               Peer& peer) -> std::expected<gen::SubscribeReply, Refusal> {
            auto& session = static_cast<resource::Session&>(peer);
            const Duration interval = std::max<Duration>(
                std::chrono::milliseconds(request.interval), limits::subscription_interval_min);
            if (auto added = subscribers_->add(session.shared_from_this(), interval); !added)
                return refuse(added.error());
            return gen::SubscribeReply{.interval = report::short_ms(interval)};
        });
    dispatcher_.on<gen::GetEventsRequest>(
        [this](const gen::GetEventsRequest& request,
               Peer&) -> std::expected<gen::GetEventsReply, Refusal> {
            gen::GetEventsReply reply{.boot_nonce = boot_nonce_, .last = history_.last()};
            const std::size_t head = limits::response_head_bytes + reply.encoded_size();
            reply.events = history_.after(request.after, limits::control_payload_bytes_max - head);
            return reply;
        });
    dispatcher_.on<gen::ReconcileNowRequest>([this](const gen::ReconcileNowRequest&, Peer&)
                                                 -> std::expected<gen::ReconcileNowReply, Refusal> {
        reconciler_.poke_all();
        return gen::ReconcileNowReply{.resources = static_cast<std::uint32_t>(reconciler_.size())};
    });
    dispatcher_.on<gen::SetLogLevelRequest>(
        [](const gen::SetLogLevelRequest& request,
           Peer& peer) -> std::expected<gen::SetLogLevelReply, Refusal> {
            if (auto problem = log::configure(request.levels); !problem.empty())
                return refuse(gen::Status::invalid_params, std::move(problem));
            log::info("node", "log levels set", {{"levels", request.levels}, {"by", peer.name()}});
            return gen::SetLogLevelReply{};
        });
    dispatcher_.on<gen::ShutdownRequest>(
        [this](const gen::ShutdownRequest&,
               Peer& peer) -> std::expected<gen::ShutdownReply, Refusal> {
            log::info("node", "asked to end", {{"by", peer.name()}});
            asio::post(io_, [this] { stop(); });  // behind the reply
            return gen::ShutdownReply{};
        });
}

}  // namespace weir::nodes
