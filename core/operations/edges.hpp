#pragma once
// An edge as one operation: what is asked of its sending node, and whether its other end is there.

#include <cstdint>
#include <optional>
#include <string>

#include "operations/site.hpp"

namespace weir::operations {

// How a stream leaves a node. Nothing set: as suits its place, every frame from where it is
// captured (a few may wait), only the newest from a relay.
struct Delivery {
    std::optional<gen::DeliveryMode> mode = {};
    std::uint8_t priority = 0;
    std::uint32_t frames_max = 0;        // 0: the default
    std::uint64_t bytes_max = 0;         // 0: the default
    std::uint16_t output_stream_id = 0;  // under which the target sees it; 0: under its own
    gen::SlotPolicy slot_policy{};
    gen::DropPolicy drop_policy{};
    gen::BudgetPolicy budget_policy{};
    gen::Scheduler scheduler{};
    std::uint16_t weight = 0;
    bool acknowledged = false;
    bool operator==(const Delivery&) const = default;
};

struct EdgeWish {
    std::string from;                        // name or HOST:PORT
    std::optional<std::uint16_t> stream_id;  // empty: the only one that `from` has
    std::string to;                          // name or HOST:PORT
    Delivery delivery;
};

struct EdgeDone {
    std::uint16_t stream_id = 0;
    std::uint16_t output_id = 0;  // 0: the push of an ingest
    bool changed = true;          // false: it was so already
    // Empty when both ends are there. Else why the edge only waits: the wish is kept where it is
    // sent, and it begins by itself when the other end comes.
    std::string waits = {};
};

// The edge that the wish means at a node that has this stream.
gen::RelayEdge edge_of(const EdgeWish& wish, std::uint16_t stream_id, bool captured_here);
// The same edge with the same settings, wherever the node's defaults left something open.
bool same_edge(const gen::RelayEdge& a, const gen::RelayEdge& b);

// not_found when `from` is not there or has not the stream, bad_request when the edge makes no
// sense; nothing has changed then.
Result<EdgeDone> connect(Network& network, const EdgeWish& wish);
// Every edge of the stream from there to there, or of all streams when none is named. not_found
// when there is none.
Result<EdgeDone> disconnect(Network& network, const EdgeWish& wish);

}  // namespace weir::operations
