#include "operations/circles.hpp"

#include <set>
#include <utility>
#include <vector>

namespace weir::operations {
namespace {

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

}  // namespace

Result<> check_circle(const Site& site, const NodeReport& from, const gen::RelayEdge& edge,
                      const std::string& to) {
    const NodeReport* target = site.find(to);
    if (target == &from)
        return fail(Code::bad_request, to + ": a stream that a node sends to itself goes in "
                                            "a circle; choose another node");
    if (target == nullptr || !leads_to(site, {target, id_beyond(edge)}, {&from, edge.stream_id}))
        return {};
    return fail(Code::bad_request, "stream " + std::to_string(edge.stream_id) + " comes from " +
                                       to +
                                       " already, so sending it back there would make a circle");
}

}  // namespace weir::operations
