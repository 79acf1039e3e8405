// What an edge is, as values: laid by a relay, or the push of a capture.

#include "operations/edges.hpp"

#include <utility>

#include "operations/names.hpp"

namespace weir::operations {
namespace {

// From a device to its first relay every frame counts, but live pictures must not grow old.
constexpr std::uint32_t captured_frames_max = 8;
// Of the push of a file, which may wait longer: as the node does it (resource/assembly.cpp).
constexpr std::uint32_t file_frames_max = 300;

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

std::optional<gen::RelayEdge> push_of(const gen::Ingest& ingest) {
    if (ingest.dest_host.empty()) return std::nullopt;
    EdgeWish wish{{}, {}, target_text(ingest.dest_host, ingest.dest_port), {}};
    if (ingest.transport_mode == gen::TransportMode::opaque)
        wish.delivery.mode = gen::DeliveryMode::opaque;
    else if (ingest.device_path.starts_with("file:"))
        wish.delivery = {.mode = gen::DeliveryMode::completeness, .frames_max = file_frames_max};
    auto edge = edge_of(wish, ingest.stream_id, true);
    edge.dest_host = ingest.dest_host;
    edge.dest_port = ingest.dest_port;
    return edge;
}

bool pushes_to(const gen::Ingest& ingest, const gen::RelayEdge& edge) {
    return !ingest.dest_host.empty() && ingest.stream_id == edge.stream_id &&
           edge.output_stream_id == 0 && ingest.dest_host == edge.dest_host &&
           ingest.dest_port == edge.dest_port;
}

bool push_serves(const gen::Ingest& ingest, const gen::RelayEdge& edge, const Delivery& delivery) {
    if (!pushes_to(ingest, edge)) return false;
    const bool framed = ingest.transport_mode != gen::TransportMode::opaque;
    return (framed && delivery == Delivery{}) || same_edge(*push_of(ingest), edge);
}

gen::Ingest without_push(gen::Ingest ingest) {
    ingest.dest_host.clear();
    ingest.dest_port = 0;
    ingest.transport_mode = {};  // of the push
    return ingest;
}

}  // namespace weir::operations
