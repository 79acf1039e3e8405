#pragma once
// A bounded queue of frames for one output: what a recorder wants, who can use every frame.

#include <deque>
#include <optional>

#include "stream/relay/delivery.hpp"

namespace weir::relay {

// push() never blocks and never fails: a relay has nobody upstream to push back on, so the only
// answer to "too much" is to drop and to count. Never holds more than the budget's ceiling. A queue
// with a soft budget that was full holds no more than the budget before it takes frames freely
// again. Not thread-safe: lives on the node thread.
class CompletenessQueue {
public:
    CompletenessQueue(Budget budget, DropPolicy policy);

    // What left the queue to be sent but is still held; it shares the budget.
    struct InFlight {
        std::uint32_t frames = 0;
        std::uint64_t bytes = 0;
    };

    // Why `arriving` itself was dropped, which is counted; nothing when it was not. A dropped frame
    // takes those behind it along that need it.
    std::optional<DropCause> push(Waiting arriving, InFlight in_flight, DropCounts& drops);
    std::optional<Waiting> pop();

    const Waiting* front() const { return waiting_.empty() ? nullptr : &waiting_.front(); }
    const Waiting* back() const { return waiting_.empty() ? nullptr : &waiting_.back(); }
    std::uint32_t frames() const { return static_cast<std::uint32_t>(waiting_.size()); }
    std::uint64_t bytes() const { return bytes_; }

private:
    // Why there is none; then `arriving` must be dropped.
    std::optional<DropCause> make_room(const Waiting& arriving, InFlight in_flight,
                                       DropCounts& drops);
    // Which axis of `level` does not hold with `bytes` more.
    std::optional<DropCause> shortage(const Budget& level, std::uint64_t bytes,
                                      InFlight in_flight) const;
    // What stands above the budget, which only a soft one allows.
    std::optional<DropCause> excess(InFlight in_flight) const;
    void drop_front(DropCause cause, DropCounts& drops);
    void drop_group(DropCause cause, DropCounts& drops);

    Budget budget_;
    Budget ceiling_;
    DropPolicy policy_;
    std::deque<Waiting> waiting_;
    std::uint64_t bytes_ = 0;
    bool refusing_ = false;  // full, keeps the oldest: until the budget holds again
};

}  // namespace weir::relay
