#pragma once
// An edge as one operation: what is asked of its sending node, and whether its other end is there.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
    // Captured by `from` first: the edge is of its stream, and a free id is found where none is
    // named. Its own stream_id and destination are not looked at.
    std::optional<gen::Ingest> device = {};
};

// What the sending node was asked, or would be.
struct EdgeStep {
    char sign = '+';   // '+', '~' or '-'
    std::string text;  // "send stream 7 to relay:main"
};

struct EdgeDone {
    std::uint16_t stream_id = 0;
    std::uint16_t output_id = 0;  // 0: the push of an ingest, or not laid yet
    bool changed = true;          // false: it was so already
    std::vector<EdgeStep> steps = {};
    // Empty when both ends are there. Else why the edge only waits: the wish is kept where it is
    // sent, and it begins by itself when the other end comes. Of an opaque edge only its sender
    // can tell later: condition().
    std::string waits = {};
    // Empty when every step was taken. Else why one was not, though something before it was.
    std::string undone = {};
};

enum class Run { real, dry };  // dry: everything but asking for a change

// The edge that the wish means at a node that has this stream.
gen::RelayEdge edge_of(const EdgeWish& wish, std::uint16_t stream_id, bool captured_here);
// The same edge with the same settings, wherever the node's defaults left something open.
bool same_edge(const gen::RelayEdge& a, const gen::RelayEdge& b);

// The edge that a capture lays by itself, its push; empty when the stream stays at its node.
std::optional<gen::RelayEdge> push_of(const gen::Ingest& ingest);
bool pushes_to(const gen::Ingest& ingest, const gen::RelayEdge& edge);  // the same ends and id
// Whether the push is all that an edge of this delivery asks for.
bool push_serves(const gen::Ingest& ingest, const gen::RelayEdge& edge, const Delivery& delivery);
gen::Ingest without_push(gen::Ingest ingest);

// not_found when `from` is not there or has not the stream, timed_out when it does not answer,
// bad_request when the edge makes no sense; nothing has changed then. A push to the same node that
// does not do what is wished is turned into an edge of its own.
Result<EdgeDone> connect(Network& network, const EdgeWish& wish, Run run = Run::real);
// Every edge of the stream from there to there, or of all streams when none is named, whichever
// way they name the target. not_found when there is none.
Result<EdgeDone> disconnect(Network& network, const EdgeWish& wish, Run run = Run::real);

}  // namespace weir::operations
