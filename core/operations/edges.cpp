#include "operations/edges.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "operations/names.hpp"
#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

// From a device to its first relay every frame counts, but live pictures must not grow old.
constexpr std::uint32_t captured_frames_max = 8;

std::string listed(const std::vector<std::uint16_t>& ids) {
    std::string text;
    for (const auto id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

Result<const NodeReport*> sender(const Site& site, const std::string& name) {
    const NodeReport* node = site.find(name);
    if (node == nullptr || (!node->heard && !node->runtime && !node->info.address.is_complete()))
        return std::unexpected(no_such_node(site, name));
    if (node->config && node->runtime) return node;
    return fail(Code::not_found,
                name + " does not answer, so it cannot be told anything: " + node->trouble);
}

bool captures(const NodeReport& node, std::uint16_t stream_id) {
    return node.config && std::ranges::any_of(node.config->ingests, [&](const auto& ingest) {
               return ingest.stream_id == stream_id;
           });
}

Result<std::uint16_t> choose_stream(const NodeReport& node, const EdgeWish& wish) {
    if (wish.stream_id && *wish.stream_id != 0) return *wish.stream_id;
    if (wish.stream_id) return fail(Code::bad_request, "stream 0 is no stream; use 1 to 65535");
    const auto ids = stream_ids(node);
    if (ids.size() == 1) return ids.front();
    if (ids.empty())
        return fail(Code::not_found, wish.from +
                                         " has no stream yet; start one there with --device, "
                                         "or name the one to come: " +
                                         wish.from + "/ID");
    return fail(Code::bad_request, wish.from + " has the streams " + listed(ids) +
                                       "; choose one: " + wish.from + "/" +
                                       std::to_string(ids.front()));
}

// A stream at a node, under the id that it has there.
using StreamAt = std::pair<const NodeReport*, std::uint16_t>;

std::uint16_t id_beyond(const gen::RelayEdge& edge) {
    return edge.output_stream_id != 0 ? edge.output_stream_id : edge.stream_id;
}

// Whether the stream goes on from `start` to `goal`, as far as the nodes say. Each is looked at
// once: relays may form circles and fork at every step.
bool leads_to(const Site& site, const StreamAt& start, const StreamAt& goal) {
    std::set<StreamAt> reached{start};
    std::vector<StreamAt> frontier{start};
    const auto reach = [&](const std::string& host, std::uint16_t port, std::uint16_t id) {
        const StreamAt next{site.find(host, port), id};
        if (next.first != nullptr && reached.insert(next).second) frontier.push_back(next);
    };
    while (!frontier.empty()) {
        const auto [at, stream_id] = frontier.back();
        frontier.pop_back();
        if (goal == StreamAt{at, stream_id}) return true;
        if (!at->config) continue;
        for (const gen::RelayEdge& edge : at->config->relays)
            if (edge.stream_id == stream_id) reach(edge.dest_host, edge.dest_port, id_beyond(edge));
        for (const gen::Ingest& ingest : at->config->ingests)
            if (ingest.stream_id == stream_id && !ingest.dest_host.empty())
                reach(ingest.dest_host, ingest.dest_port, stream_id);
    }
    return false;
}

Result<> check_circle(const Site& site, const NodeReport& from, const gen::RelayEdge& edge,
                      const EdgeWish& wish) {
    const NodeReport* to = site.find(wish.to);
    const std::uint16_t stream_id = edge.stream_id;
    if (to == &from)
        return fail(Code::bad_request, wish.from +
                                           ": a stream that a node sends to itself goes in "
                                           "a circle; choose another node");
    if (to == nullptr || !leads_to(site, {to, id_beyond(edge)}, {&from, stream_id})) return {};
    return fail(Code::bad_request, "stream " + std::to_string(stream_id) + " comes from " +
                                       wish.to +
                                       " already, so sending it back there would make a circle");
}

std::string why_it_waits(const Site& site, const EdgeWish& wish) {
    if (wish.delivery.mode == gen::DeliveryMode::opaque) return {};  // to a program, not a node
    const NodeReport* to = site.find(wish.to);
    const std::string later = "; " + wish.from + " keeps the edge and begins when it is there";
    if (to == nullptr)
        return wish.to + " is not heard" + later + did_you_mean(wish.to, site.names(), "");
    if (!to->runtime) return wish.to + " does not answer (" + to->trouble + ")" + later;
    return {};
}

const gen::Ingest* pushed_by_ingest(const NodeReport& node, std::uint16_t stream_id,
                                    const transport::Address& target) {
    const auto at = std::ranges::find_if(node.config->ingests, [&](const gen::Ingest& ingest) {
        return ingest.stream_id == stream_id && ingest.dest_host == target.host &&
               ingest.dest_port == target.port;
    });
    return at == node.config->ingests.end() ? nullptr : &*at;
}

}  // namespace

gen::RelayEdge edge_of(const EdgeWish& wish, std::uint16_t stream_id, bool captured_here) {
    gen::RelayEdge edge;
    const auto target = target_of(wish.to);
    edge.stream_id = stream_id;
    edge.output_stream_id = wish.delivery.output_stream_id;
    edge.dest_host = target.host;
    edge.dest_port = target.port;
    // As the node fills it in, so that the same wish is the same edge.
    edge.slot_policy = wish.delivery.slot_policy;
    edge.drop_policy = wish.delivery.drop_policy;
    if (wish.delivery.mode != gen::DeliveryMode::opaque) {
        if (edge.slot_policy == gen::SlotPolicy{})
            edge.slot_policy = gen::SlotPolicy::replace_pending;
        if (edge.drop_policy == gen::DropPolicy{}) edge.drop_policy = gen::DropPolicy::drop_oldest;
    }
    edge.budget_policy = wish.delivery.budget_policy;
    edge.scheduler = wish.delivery.scheduler;
    edge.weight = wish.delivery.weight;
    edge.acknowledged = wish.delivery.acknowledged;
    edge.priority = wish.delivery.priority;
    edge.frames_max = wish.delivery.frames_max;
    edge.bytes_max = wish.delivery.bytes_max;
    const bool budget = edge.frames_max != 0 || edge.bytes_max != 0 ||
                        edge.budget_policy == gen::BudgetPolicy::soft || edge.acknowledged;
    edge.mode = wish.delivery.mode.value_or(
        captured_here || budget ? gen::DeliveryMode::completeness : gen::DeliveryMode::low_latency);
    if (captured_here && !wish.delivery.mode && !budget) edge.frames_max = captured_frames_max;
    return edge;
}

bool same_edge(const gen::RelayEdge& a, const gen::RelayEdge& b) {
    auto other = b;
    other.output_id = a.output_id;
    return a == other;
}

Result<EdgeDone> connect(Network& network, const EdgeWish& wish) {
    const Site site = look(network, Look::both, {wish.from});
    const auto from = sender(site, wish.from);
    if (!from) return std::unexpected(from.error());
    const auto stream_id = choose_stream(**from, wish);
    if (!stream_id) return std::unexpected(stream_id.error());
    const auto edge = edge_of(wish, *stream_id, captures(**from, *stream_id));
    if (auto sound = check_circle(site, **from, edge, wish); !sound)
        return std::unexpected(sound.error());

    EdgeDone done{.stream_id = *stream_id, .waits = why_it_waits(site, wish)};
    if (pushed_by_ingest(**from, *stream_id, target_of(wish.to)) != nullptr &&
        wish.delivery == Delivery{}) {
        done.changed = false;
        return done;
    }
    const auto& relays = (*from)->config->relays;
    done.changed = std::ranges::none_of(
        relays, [&](const gen::RelayEdge& known) { return same_edge(known, edge); });
    const auto reply =
        ask<gen::StartRelayReply>(network, wish.from, gen::StartRelayRequest::from(edge));
    if (!reply) return std::unexpected(reply.error());
    done.output_id = reply->output_id;
    return done;
}

Result<EdgeDone> disconnect(Network& network, const EdgeWish& wish) {
    const Site site = look(network, Look::both, {wish.from});
    const auto from = sender(site, wish.from);
    if (!from) return std::unexpected(from.error());
    const auto target = target_of(wish.to);
    const auto meant = [&](std::uint16_t id) { return !wish.stream_id || *wish.stream_id == id; };

    EdgeDone done{.changed = false};
    for (const gen::RelayEdge& edge : (*from)->config->relays) {
        if (!meant(edge.stream_id) || edge.dest_host != target.host ||
            edge.dest_port != target.port)
            continue;
        const auto stopped = ask<gen::StopRelayReply>(
            network, wish.from, gen::StopRelayRequest{.output_id = edge.output_id});
        if (!stopped && stopped.error().code != Code::not_found)
            return std::unexpected(stopped.error());
        done = {.stream_id = edge.stream_id, .output_id = edge.output_id};
    }
    for (gen::Ingest ingest : (*from)->config->ingests) {
        if (!meant(ingest.stream_id) || ingest.dest_host != target.host ||
            ingest.dest_port != target.port)
            continue;
        ingest.dest_host.clear();
        ingest.dest_port = 0;
        const auto kept =
            ask<gen::StartIngestReply>(network, wish.from, gen::StartIngestRequest::from(ingest));
        if (!kept) return std::unexpected(kept.error());
        done = {.stream_id = ingest.stream_id};
    }
    if (done.changed) return done;
    return fail(Code::not_found, wish.from + " is not meant to send " +
                                     (wish.stream_id ? "stream " + std::to_string(*wish.stream_id)
                                                     : std::string("anything")) +
                                     " to " + wish.to + "; weir get edges lists what there is");
}

}  // namespace weir::operations
