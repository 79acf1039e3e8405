#pragma once
// One place for one frame: what a viewer wants, who can only use the newest picture.

#include <optional>
#include <utility>

#include "stream/relay/delivery.hpp"

namespace weir::relay {

// At most one frame waits. Not thread-safe: lives on the node thread.
class LatestSlot {
public:
    explicit LatestSlot(SlotPolicy policy) : policy_(policy) {}

    // False when `arriving` itself was dropped. `chained`: frames may need their predecessors, so a
    // frame that others may need is only replaced by one that starts clean.
    bool push(Waiting arriving, bool chained, DropCounts& drops);
    std::optional<Waiting> pop() { return std::exchange(pending_, std::nullopt); }

    const Waiting* front() const { return pending_ ? &*pending_ : nullptr; }
    std::uint32_t frames() const { return pending_ ? 1 : 0; }
    std::uint64_t bytes() const { return pending_ ? pending_->bytes() : 0; }

private:
    SlotPolicy policy_;
    std::optional<Waiting> pending_;
};

}  // namespace weir::relay
