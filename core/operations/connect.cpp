// Laying and ending an edge.

#include <algorithm>
#include <utility>

#include "operations/circles.hpp"
#include "operations/edges.hpp"
#include "operations/names.hpp"
#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

std::string listed(const std::vector<std::uint16_t>& ids) {
    std::string text;
    for (const auto id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
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

const gen::Ingest* ingest_of(const NodeReport& node, std::uint16_t stream_id) {
    const auto& ingests = node.config->ingests;
    const auto at = std::ranges::find(ingests, stream_id, &gen::Ingest::stream_id);
    return at == ingests.end() ? nullptr : &*at;
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

std::string stream_text(std::uint16_t id) {
    return "stream " + std::to_string(id);
}

std::string end_of_push(const gen::Ingest& ingest) {
    return "end the push of " + edge_name(*push_of(ingest));
}

// What is to be asked of the sending node, in this order.
struct Connection {
    std::optional<gen::Ingest> device;  // to start, or to change
    bool any_id = false;                // of the device: nobody chose it
    gen::RelayEdge edge;
    bool lay = true;                      // false: it is there already, with these settings
    std::optional<gen::Ingest> unpushed;  // the capture without its push: the edge replaces it
    EdgeDone done;
};

// The device as the node is to capture it, and the id that its stream has or is likely to get.
Result<std::uint16_t> plan_device(const Site& site, const NodeReport& from, const EdgeWish& wish,
                                  Connection& plan) {
    gen::Ingest device = *wish.device;
    const gen::Ingest* here = find_ingest(from, device.device_path);
    if (wish.stream_id) {
        device.stream_id = *wish.stream_id;
    } else if (here != nullptr) {
        device.stream_id = here->stream_id;
    } else {
        const auto id = free_stream_id(site, from.info.name, device.device_path);
        if (!id) return std::unexpected(id.error());
        device.stream_id = *id;
    }
    plan.any_id = !wish.stream_id;
    const bool known = here != nullptr && here->stream_id == device.stream_id;
    if (known) {
        device.dest_host = here->dest_host;
        device.dest_port = here->dest_port;
        device.transport_mode = here->transport_mode;
        device.format = here->format;
        if (device == *here) return device.stream_id;
    }
    const std::string stream = stream_text(device.stream_id);
    plan.done.steps.push_back(
        known ? EdgeStep{'~', "change " + stream + ", " + device.device_path}
              : EdgeStep{'+', "capture " + device.device_path + " as " + stream});
    plan.device = std::move(device);
    return plan.device->stream_id;
}

Result<Connection> plan_connection(const Site& site, const NodeReport& from, const EdgeWish& wish) {
    Connection plan;
    const auto id = wish.device ? plan_device(site, from, wish, plan) : choose_stream(from, wish);
    if (!id) return std::unexpected(id.error());
    const gen::Ingest* captured = ingest_of(from, *id);
    plan.edge = edge_of(wish, *id, captured != nullptr || wish.device.has_value());
    if (auto sound = check_circle(site, from, plan.edge, wish.to); !sound)
        return std::unexpected(sound.error());

    const auto& relays = from.config->relays;
    const auto known = std::ranges::find_if(relays, [&](const gen::RelayEdge& other) {
        return edge_name(other) == edge_name(plan.edge);
    });
    const bool laid = known != relays.end();
    const bool served = captured != nullptr && push_serves(*captured, plan.edge, wish.delivery);
    plan.lay = laid ? !same_edge(*known, plan.edge) : !served;
    if (laid) plan.done.output_id = known->output_id;
    if (plan.lay)
        plan.done.steps.push_back(laid ? EdgeStep{'~', "change how " + stream_text(*id) +
                                                           " goes to " + target_text(plan.edge)}
                                       : EdgeStep{'+', "send " + edge_name(plan.edge)});
    if (captured != nullptr && pushes_to(*captured, plan.edge) && (laid || !served)) {
        plan.unpushed = without_push(plan.device.value_or(*captured));
        plan.done.steps.push_back({'~', end_of_push(*captured)});
    }
    plan.done.stream_id = *id;
    plan.done.changed = !plan.done.steps.empty();
    plan.done.waits = why_it_waits(site, wish);
    return plan;
}

// Ends what else the wish names there; the first refusal ends the rest, and is told as such when
// something has been done before.
class Ending {
public:
    Ending(Network& network, const EdgeWish& wish) : network_(network), wish_(wish) {}

    template <typename Reply, typename Request>
    void ask(const Request& request, const gen::RelayEdge& edge) {
        if (refusal_) return;
        const auto reply = operations::ask<Reply>(network_, wish_.from, request);
        // Gone already: somebody else was faster.
        if (!reply && reply.error().code != Code::not_found) {
            refusal_ = reply.error();
            return;
        }
        ++ended_;
        done_.stream_id = edge.stream_id;
        done_.output_id = edge.output_id;
    }

    Result<EdgeDone> outcome(std::vector<EdgeStep> steps) {
        done_.steps = std::move(steps);
        if (refusal_ && ended_ == 0) return std::unexpected(*refusal_);
        if (refusal_) done_.undone = refusal_->what;
        return std::move(done_);
    }

private:
    Network& network_;
    const EdgeWish& wish_;
    std::size_t ended_ = 0;
    std::optional<Error> refusal_;
    EdgeDone done_;
};

}  // namespace

Result<EdgeDone> connect(Network& network, const EdgeWish& wish, Run run) {
    const Site site = look(network, Look::both, {wish.from});
    const auto from = node_that_answers(site, wish.from);
    if (!from) return std::unexpected(from.error());
    auto plan = plan_connection(site, **from, wish);
    if (!plan) return std::unexpected(plan.error());
    EdgeDone& done = plan->done;
    if (run == Run::dry) return std::move(done);

    if (plan->device) {
        if (plan->any_id) plan->device->stream_id = 0;
        const auto id = start_ingest(network, wish.from, *plan->device);
        if (!id) return std::unexpected(id.error());
        done.stream_id = plan->edge.stream_id = *id;
    }
    if (plan->lay) {
        const auto reply =
            ask<gen::StartRelayReply>(network, wish.from, gen::StartRelayRequest::from(plan->edge));
        if (!reply && !plan->device) return std::unexpected(reply.error());
        if (!reply) {
            done.undone = "stream " + std::to_string(done.stream_id) +
                          " is captured, but not sent: " + reply.error().what;
            return std::move(done);
        }
        done.output_id = reply->output_id;
    }
    if (plan->unpushed) {
        const auto ended = ask<gen::StartIngestReply>(
            network, wish.from, gen::StartIngestRequest::from(*plan->unpushed));
        if (!ended) done.undone = "its push did not end: " + ended.error().what;
    }
    return std::move(done);
}

Result<EdgeDone> disconnect(Network& network, const EdgeWish& wish, Run run) {
    const Site site = look(network, Look::both, {wish.from});
    const auto from = node_that_answers(site, wish.from);
    if (!from) return std::unexpected(from.error());
    const auto target = target_of(wish.to);
    const NodeReport* to = site.find(wish.to);
    const auto meant = [&](const gen::RelayEdge& edge) {
        if (wish.stream_id && *wish.stream_id != edge.stream_id) return false;
        if (edge.dest_host == target.host && edge.dest_port == target.port) return true;
        return to != nullptr && site.find(edge.dest_host, edge.dest_port) == to;
    };

    std::vector<EdgeStep> steps;
    Ending ending(network, wish);
    for (const gen::RelayEdge& edge : (*from)->config->relays) {
        if (!meant(edge)) continue;
        steps.push_back({'-', "stop sending " + edge_name(edge)});
        if (run == Run::real)
            ending.ask<gen::StopRelayReply>(gen::StopRelayRequest{.output_id = edge.output_id},
                                            edge);
    }
    for (const gen::Ingest& ingest : (*from)->config->ingests) {
        const auto push = push_of(ingest);
        if (!push || !meant(*push)) continue;
        steps.push_back({'-', end_of_push(ingest)});
        if (run == Run::real)
            ending.ask<gen::StartIngestReply>(gen::StartIngestRequest::from(without_push(ingest)),
                                              *push);
    }
    if (!steps.empty()) return ending.outcome(std::move(steps));
    return fail(Code::not_found,
                wish.from + " is not meant to send " +
                    (wish.stream_id ? stream_text(*wish.stream_id) : std::string("anything")) +
                    " to " + wish.to + "; weir get edges lists what there is");
}

}  // namespace weir::operations
