#pragma once
// A bounded queue of frames for one output: what a recorder wants, who can use every frame.

#include <deque>
#include <optional>

#include "stream/relay/delivery.hpp"

namespace weir::relay {

// push() never blocks and never fails: a relay has nobody upstream to push back on, so the only
// answer to "too much" is to drop and to count. Not thread-safe: lives on the node thread.
class CompletenessQueue {
public:
    CompletenessQueue(Budget budget, DropPolicy policy);

    // What left the queue to be sent but is still held; it shares the budget.
    struct InFlight {
        std::uint32_t frames = 0;
        std::uint64_t bytes = 0;
    };

    // False when `arriving` itself was dropped. `chained`: frames may need their predecessors, so a
    // dropped frame takes those behind it along, up to the next that starts clean.
    bool push(Waiting arriving, bool chained, InFlight in_flight, DropCounts& drops);
    std::optional<Waiting> pop();

    const Waiting* front() const { return waiting_.empty() ? nullptr : &waiting_.front(); }
    std::uint32_t frames() const { return static_cast<std::uint32_t>(waiting_.size()); }
    std::uint64_t bytes() const { return bytes_; }

private:
    std::optional<DropCause> shortage(std::uint64_t bytes, InFlight in_flight) const;
    void drop_front(DropCause cause, DropCounts& drops);

    Budget budget_;
    DropPolicy policy_;
    std::deque<Waiting> waiting_;
    std::uint64_t bytes_ = 0;
};

}  // namespace weir::relay
