// The steps from what nodes are meant to do to what a file says.

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

// A capture that there is when all is as the file says.
struct Capture {
    const NodeReport* at;
    std::string node;         // as the file calls it
    std::string stream;       // its name in the file, else its number
    const gen::Ingest* here;  // as it is now; null: it is not
    gen::Ingest wish;
    bool any_id = false;         // nobody chose its id
    bool push_kept = false;      // an edge of the file is its push
    bool push_replaced = false;  // an edge of the file takes its place
};

// Reads the file against one picture of the site.
class Planner {
public:
    Planner(const Topology& topology, const Site& site) : topology_(topology), site_(site) {}

    Plan plan(bool prune) {
        prune_ = prune;
        for (const std::string& name : topology_.nodes())
            if (const NodeReport* at = node(name); at == nullptr)
                plan_.unreachable.push_back(name);
            else if (told_.emplace(at, name).second)
                order_.push_back(at);
        for (const auto& stream : topology_.streams) want_stream(stream);
        for (const NodeReport* at : order_) look_at(at);
        for (const auto& edge : topology_.edges) want_edge(edge);
        for (const auto& sink : topology_.sinks) want_sink(sink);
        for (const auto& display : topology_.displays) want_display(display);
        for (Capture& capture : captures_) settle(capture);
        if (prune)
            for (const NodeReport* at : order_) drop_the_rest(at);
        std::ranges::stable_sort(plan_.steps, {}, [](const Step& step) { return turn(step.what); });
        return std::move(plan_);
    }

private:
    using StreamAt = std::pair<const NodeReport*, std::uint16_t>;

    // What frees ids, disks and bandwidth goes first, streams go before what is done with them.
    static int turn(What what) {
        switch (what) {
            case What::stop_relay:
            case What::stop_sink:
            case What::stop_display:
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
        ids_[stream.name] = 0;
        const NodeReport* at = node(stream.node);
        if (at == nullptr) return;
        Capture capture{at, stream.node, stream.name, find_ingest(*at, stream.device), {}};
        gen::Ingest& wish = capture.wish;
        wish.stream_id = stream.id;
        wish.device_path = stream.device;
        wish.format = stream.format;
        wish.width = stream.size.width;
        wish.height = stream.size.height;
        wish.fps_n = stream.rate.numerator;
        wish.fps_d = stream.rate.numerator == 0 ? std::uint16_t{0} : stream.rate.denominator;

        kept_ingests_.insert({at, device_key(stream.device)});
        if (capture.here != nullptr) {
            wish.dest_host = capture.here->dest_host;
            wish.dest_port = capture.here->dest_port;
            wish.transport_mode = capture.here->transport_mode;
            if (wish.stream_id == 0) wish.stream_id = capture.here->stream_id;
        } else if (wish.stream_id == 0) {
            // It is only likely until it is taken: apply asks for a free one then.
            wish.stream_id = free_stream_id(site_, at->info.name, stream.device).value_or(0);
            capture.any_id = true;
        }
        ids_[stream.name] = wish.stream_id;
        add_capture(std::move(capture));
    }

    void add_capture(Capture capture) {
        by_id_.emplace(StreamAt{capture.at, capture.wish.stream_id}, captures_.size());
        captures_.push_back(std::move(capture));
    }

    // What is there, and without prune stays although the file does not say it.
    void look_at(const NodeReport* at) {
        for (const gen::RelayEdge& edge : at->config->relays) relays_.emplace(key(at, edge), &edge);
        if (prune_) return;
        for (const gen::Ingest& ingest : at->config->ingests)
            if (!kept_ingests_.contains({at, device_key(ingest.device_path)}))
                add_capture({at, told_[at], std::to_string(ingest.stream_id), &ingest, ingest});
    }

    // 0: nobody knows it yet.
    std::uint16_t id_of(const std::string& stream) const {
        const auto named = ids_.find(stream);
        if (named != ids_.end()) return named->second;
        return static_cast<std::uint16_t>(std::strtoul(stream.c_str(), nullptr, 10));
    }

    void want_edge(const TopologyEdge& edge) {
        const NodeReport* at = node(edge.from);
        const std::uint16_t id = id_of(edge.stream);
        if (at == nullptr || id == 0) return;
        const auto captured = by_id_.find({at, id});
        Capture* capture = captured == by_id_.end() ? nullptr : &captures_[captured->second];
        const gen::RelayEdge wish =
            edge_of({edge.from, id, edge.to, edge.delivery}, id, capture != nullptr);
        kept_edges_.insert(key(at, wish));

        const bool pushed = capture != nullptr && pushes_to(capture->wish, wish);
        const auto known = relays_.find(key(at, wish));
        if (known != relays_.end()) {
            if (pushed) capture->push_kept = true;
            if (!same_edge(*known->second, wish))
                add(What::change_relay, edge.from, edge.stream).edge = wish;
        } else if (pushed && push_serves(capture->wish, wish, edge.delivery)) {
            capture->push_kept = true;
        } else {
            if (pushed) capture->push_replaced = true;
            add(What::start_relay, edge.from, edge.stream).edge = wish;
        }
    }

    void want_sink(const TopologySink& sink) {
        const NodeReport* at = node(sink.node);
        const std::uint16_t id = id_of(sink.stream);
        if (at == nullptr || id == 0) return;
        kept_sinks_.insert({at, id});
        const auto& sinks = at->config->sinks;
        const auto known = std::ranges::find(sinks, id, &gen::Sink::stream_id);
        if (known != sinks.end() && known->path == sink.path) return;
        const auto what = known == sinks.end() ? What::start_sink : What::change_sink;
        add(what, sink.node, sink.stream).sink = {.stream_id = id, .path = sink.path};
    }

    void want_display(const TopologyDisplay& display) {
        const NodeReport* at = node(display.node);
        gen::Display wish = display.window;
        wish.stream_id = id_of(display.stream);
        if (at == nullptr || wish.stream_id == 0) return;
        kept_displays_.insert({at, wish.stream_id});
        const auto& displays = at->config->displays;
        const auto known = std::ranges::find(displays, wish.stream_id, &gen::Display::stream_id);
        if (known != displays.end() && *known == wish) return;
        const auto what = known == displays.end() ? What::start_display : What::change_display;
        add(what, display.node, display.stream).display = wish;
    }

    // The steps of a capture, when it is known which edges are to be its push.
    void settle(Capture& capture) {
        gen::RelayEdge ended;
        const auto push = push_of(capture.wish);
        if (push && (capture.push_replaced || (prune_ && !capture.push_kept))) {
            ended = *push;
            capture.wish = without_push(std::move(capture.wish));
        }
        const auto& [at, node, stream, here, wish, any_id, kept, replaced] = capture;
        if (here != nullptr && wish == *here) return;
        const bool same_id = here != nullptr && wish.stream_id == here->stream_id;
        if (here != nullptr && !same_id)
            add(What::stop_ingest, node, std::to_string(here->stream_id)).ingest = *here;
        Step& step = add(same_id ? What::change_ingest : What::start_ingest, node, stream);
        step.ingest = wish;
        step.any_id = any_id;
        if (same_id) step.edge = ended;
    }

    // By node, not by name: the file may call one of them by name here and by address there.
    void drop_the_rest(const NodeReport* at) {
        const std::string& name = told_[at];
        for (const gen::RelayEdge& edge : at->config->relays)
            if (!kept_edges_.contains(key(at, edge)))
                add(What::stop_relay, name, std::to_string(edge.stream_id)).edge = edge;
        for (const gen::Sink& sink : at->config->sinks)
            if (!kept_sinks_.contains({at, sink.stream_id}))
                add(What::stop_sink, name, std::to_string(sink.stream_id)).sink = sink;
        for (const gen::Display& window : at->config->displays)
            if (!kept_displays_.contains({at, window.stream_id}))
                add(What::stop_display, name, std::to_string(window.stream_id)).display = window;
        for (const gen::Ingest& ingest : at->config->ingests)
            if (!kept_ingests_.contains({at, device_key(ingest.device_path)}))
                add(What::stop_ingest, name, std::to_string(ingest.stream_id)).ingest = ingest;
    }

    // As nodes tell edges apart.
    using EdgeKey =
        std::tuple<const NodeReport*, std::uint16_t, std::uint16_t, std::string, std::uint16_t>;
    static EdgeKey key(const NodeReport* node, const gen::RelayEdge& edge) {
        return {node, edge.stream_id, edge.output_stream_id, edge.dest_host, edge.dest_port};
    }

    Step& add(What what, const std::string& node, const std::string& stream) {
        return plan_.steps.emplace_back(Step{what, node, stream, {}, {}, {}, {}, false});
    }

    const Topology& topology_;
    const Site& site_;
    Plan plan_;
    bool prune_ = false;
    std::map<const NodeReport*, std::string> told_;  // who is named, as the file first calls them
    std::vector<const NodeReport*> order_;           // the same, in the order of these names
    std::map<std::string, std::uint16_t> ids_;       // by the file's name
    std::vector<Capture> captures_;
    std::map<StreamAt, std::size_t> by_id_;  // of captures_
    std::map<EdgeKey, const gen::RelayEdge*> relays_;
    std::set<std::pair<const NodeReport*, std::string>> kept_ingests_;  // with the device's key
    std::set<EdgeKey> kept_edges_;
    std::set<StreamAt> kept_sinks_;
    std::set<StreamAt> kept_displays_;
};

}  // namespace

Plan make_plan(const Topology& topology, const Site& site, bool prune) {
    return Planner(topology, site).plan(prune);
}

}  // namespace weir::operations
