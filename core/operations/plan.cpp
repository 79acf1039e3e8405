#include "operations/plan.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "operations/stream_ids.hpp"

namespace weir::operations {
namespace {

using What = Step::What;

// Reads the file against one picture of the site.
class Planner {
public:
    Planner(const Topology& topology, const Site& site) : topology_(topology), site_(site) {}

    Plan plan(bool prune) {
        for (const std::string& name : topology_.nodes())
            if (node(name) == nullptr) plan_.unreachable.push_back(name);
        prune_ = prune;
        for (const auto& stream : topology_.streams) streams_[stream.name] = &stream;
        for (const auto& stream : topology_.streams) want_stream(stream);
        for (const auto& edge : topology_.edges) want_edge(edge);
        if (prune) drop_the_rest();
        std::ranges::stable_sort(plan_.steps, {}, [](const Step& step) { return turn(step.what); });
        return std::move(plan_);
    }

private:
    // What frees ids and bandwidth goes first, streams go before their edges.
    static int turn(What what) {
        switch (what) {
            case What::stop_relay:
                return 0;
            case What::stop_ingest:
                return 1;
            case What::start_ingest:
            case What::change_ingest:
                return 2;
            default:
                return 3;
        }
    }

    const NodeReport* node(const std::string& name) const {
        const NodeReport* found = site_.find(name);
        return found != nullptr && found->config ? found : nullptr;
    }

    void want_stream(const TopologyStream& stream) {
        const NodeReport* at = node(stream.node);
        if (at == nullptr) return;
        gen::Ingest wish;
        wish.stream_id = stream.id;
        wish.device_path = stream.device;
        wish.width = stream.size.width;
        wish.height = stream.size.height;
        wish.fps_n = stream.rate.numerator;
        wish.fps_d = stream.rate.numerator == 0 ? std::uint16_t{0} : stream.rate.denominator;

        const gen::Ingest* here = find_ingest(*at, stream.device);
        kept_ingests_.insert({at, device_key(stream.device)});
        if (here != nullptr) {
            wish.dest_host = here->dest_host;
            wish.dest_port = here->dest_port;
            wish.format = here->format;
            wish.transport_mode = here->transport_mode;
            if (wish.stream_id == 0) wish.stream_id = here->stream_id;
            named(stream, at, wish.stream_id);
            if (wish == *here) return;
            if (wish.stream_id != here->stream_id)
                add(What::stop_ingest, stream.node, std::to_string(here->stream_id), *here);
            add(wish.stream_id == here->stream_id ? What::change_ingest : What::start_ingest,
                stream.node, stream.name, wish);
            return;
        }
        if (wish.stream_id == 0)
            wish.stream_id = free_stream_id(site_, at->info.name, stream.device).value_or(0);
        named(stream, at, wish.stream_id);
        // The id is only likely until it is taken: apply asks for a free one then.
        add(What::start_ingest, stream.node, stream.name, wish);
        plan_.steps.back().any_id = stream.id == 0;
    }

    void named(const TopologyStream& stream, const NodeReport* at, std::uint16_t id) {
        ids_[stream.name] = id;
        captured_.insert({at, id});
    }

    void want_edge(const TopologyEdge& edge) {
        const NodeReport* at = node(edge.from);
        const bool named = streams_.contains(edge.stream);
        const std::uint16_t id = named ? ids_[edge.stream] : number(edge.stream);
        if (at == nullptr || id == 0) return;
        const gen::RelayEdge wish =
            edge_of({edge.from, id, edge.to, edge.delivery}, id, will_capture(at, id));
        kept_edges_.insert(key(at, wish));
        if (edge.delivery == Delivery{} && pushed(*at, wish)) return;
        for (const gen::RelayEdge& known : at->config->relays) {
            if (key(at, known) != key(at, wish)) continue;
            if (!same_edge(known, wish)) add(What::change_relay, edge.from, edge.stream, wish);
            return;
        }
        add(What::start_relay, edge.from, edge.stream, wish);
    }

    // When all is as the file says: what it names, and what it leaves as it is.
    bool will_capture(const NodeReport* at, std::uint16_t id) const {
        if (captured_.contains({at, id})) return true;
        return !prune_ && std::ranges::any_of(at->config->ingests, [&](const gen::Ingest& ingest) {
            return ingest.stream_id == id &&
                   !kept_ingests_.contains({at, device_key(ingest.device_path)});
        });
    }

    static bool pushed(const NodeReport& at, const gen::RelayEdge& edge) {
        return std::ranges::any_of(at.config->ingests, [&](const gen::Ingest& ingest) {
            return ingest.stream_id == edge.stream_id && ingest.dest_host == edge.dest_host &&
                   ingest.dest_port == edge.dest_port;
        });
    }

    // By node, not by name: the file may call one of them by name here and by address there.
    void drop_the_rest() {
        std::set<const NodeReport*> done;
        for (const std::string& name : topology_.nodes())
            if (const NodeReport* at = node(name); at != nullptr && done.insert(at).second)
                drop_the_rest(name, at);
    }

    void drop_the_rest(const std::string& name, const NodeReport* at) {
        for (const gen::RelayEdge& edge : at->config->relays)
            if (!kept_edges_.contains(key(at, edge)))
                add(What::stop_relay, name, std::to_string(edge.stream_id), {}, edge);
        for (const gen::Ingest& ingest : at->config->ingests)
            if (!kept_ingests_.contains({at, device_key(ingest.device_path)}))
                add(What::stop_ingest, name, std::to_string(ingest.stream_id), ingest);
    }

    static std::uint16_t number(const std::string& text) {
        return static_cast<std::uint16_t>(std::strtoul(text.c_str(), nullptr, 10));
    }

    // As nodes tell edges apart.
    using EdgeKey =
        std::tuple<const NodeReport*, std::uint16_t, std::uint16_t, std::string, std::uint16_t>;
    static EdgeKey key(const NodeReport* node, const gen::RelayEdge& edge) {
        return {node, edge.stream_id, edge.output_stream_id, edge.dest_host, edge.dest_port};
    }

    void add(What what, const std::string& node, const std::string& stream, gen::Ingest ingest,
             gen::RelayEdge edge = {}) {
        plan_.steps.push_back({what, node, stream, std::move(ingest), std::move(edge), false});
    }
    void add(What what, const std::string& node, const std::string& stream, gen::RelayEdge edge) {
        add(what, node, stream, gen::Ingest{}, std::move(edge));
    }

    const Topology& topology_;
    const Site& site_;
    Plan plan_;
    bool prune_ = false;
    std::map<std::string_view, const TopologyStream*> streams_;         // by name
    std::set<std::pair<const NodeReport*, std::uint16_t>> captured_;    // what the file names
    std::map<std::string, std::uint16_t> ids_;                          // by the file's name
    std::set<std::pair<const NodeReport*, std::string>> kept_ingests_;  // with the device's key
    std::set<EdgeKey> kept_edges_;
};

// Takes steps and remembers which ids streams really got; the step says so afterwards.
class Taker {
public:
    explicit Taker(Network& network) : network_(network) {}

    Result<> take(Step& step) {
        switch (step.what) {
            case What::stop_relay:
                return asked<gen::StopRelayReply>(
                    step, gen::StopRelayRequest{.output_id = step.edge.output_id});
            case What::stop_ingest:
                return asked<gen::StopIngestReply>(
                    step, gen::StopIngestRequest{.stream_id = step.ingest.stream_id});
            case What::start_ingest:
            case What::change_ingest:
                return start(step);
            default:
                return relay(step);
        }
    }

private:
    template <typename Reply, typename Request>
    Result<> asked(const Step& step, const Request& request) {
        const auto reply = ask<Reply>(network_, step.node, request);
        if (!reply && reply.error().code != Code::not_found) return std::unexpected(reply.error());
        return {};  // gone already: somebody else was faster
    }

    Result<> start(Step& step) {
        gen::Ingest wish = step.ingest;
        // Asked for by number it would be taken without a look at who took it at the same time.
        if (step.any_id) wish.stream_id = 0;
        const auto id = start_ingest(network_, step.node, wish);
        if (!id) {
            failed_.insert(step.stream);
            return std::unexpected(id.error());
        }
        step.ingest.stream_id = ids_[step.stream] = *id;
        return {};
    }

    Result<> relay(Step& step) {
        if (failed_.contains(step.stream))
            return fail(Code::not_found, "its stream " + step.stream + " could not be started");
        if (const auto at = ids_.find(step.stream); at != ids_.end())
            step.edge.stream_id = at->second;
        const auto reply =
            ask<gen::StartRelayReply>(network_, step.node, gen::StartRelayRequest::from(step.edge));
        if (!reply) return std::unexpected(reply.error());
        return {};
    }

    Network& network_;
    std::map<std::string, std::uint16_t> ids_;
    std::set<std::string> failed_;
};

}  // namespace

std::string_view sign(Step::What what) {
    switch (what) {
        case What::start_ingest:
        case What::start_relay:
            return "+";
        case What::change_ingest:
        case What::change_relay:
            return "~";
        default:
            return "-";
    }
}

std::string Step::text() const {
    const auto number = std::to_string(what == What::start_ingest || what == What::change_ingest ||
                                               what == What::stop_ingest
                                           ? ingest.stream_id
                                           : edge.stream_id);
    const std::string named = "stream " + number + (stream == number ? "" : " (" + stream + ")");
    const std::string target = target_text(edge);
    switch (what) {
        case What::start_ingest:
            return node + ": capture " + ingest.device_path + " as " + named;
        case What::change_ingest:
            return node + ": change " + named + ", " + ingest.device_path;
        case What::stop_ingest:
            return node + ": stop " + named + ", " + ingest.device_path;
        case What::start_relay:
            return node + ": send " + named + " to " + target;
        case What::change_relay:
            return node + ": change how " + named + " goes to " + target;
        case What::stop_relay:
            return node + ": stop sending " + named + " to " + target;
    }
    return {};
}

Plan make_plan(const Topology& topology, const Site& site, bool prune) {
    return Planner(topology, site).plan(prune);
}

std::vector<StepDone> take(Network& network, const Plan& plan) {
    Taker taker(network);
    std::vector<StepDone> done;
    for (Step step : plan.steps) {
        Result<> result = taker.take(step);
        done.push_back({std::move(step), std::move(result)});
    }
    return done;
}

}  // namespace weir::operations
