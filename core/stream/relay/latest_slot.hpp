#pragma once
// One place for one frame: what a viewer wants, who can only use the newest picture.

#include <deque>
#include <optional>

#include "stream/relay/delivery.hpp"

namespace weir::relay {

// At most one frame waits; only a new reader of an inter-coded stream begins with the keyframe
// group under way, and what continues that group joins it, within the group's own limits, until the
// reader has caught up or a keyframe comes. Not thread-safe: lives on the node thread.
class LatestSlot {
public:
    explicit LatestSlot(SlotPolicy policy) : policy_(policy) {}

    // False when `arriving` itself was dropped. A frame that others may need is only replaced by
    // one that needs none.
    bool push(Waiting arriving, DropCounts& drops);
    // The frames of a group in order, into an empty slot: the reader catches up with them.
    void greet(Waiting arriving);
    std::optional<Waiting> pop();

    const Waiting* front() const { return pending_.empty() ? nullptr : &pending_.front(); }
    const Waiting* back() const { return pending_.empty() ? nullptr : &pending_.back(); }
    std::uint32_t frames() const { return static_cast<std::uint32_t>(pending_.size()); }
    std::uint64_t bytes() const { return bytes_; }

private:
    bool joins(const Waiting& arriving) const;
    void append(Waiting arriving);

    SlotPolicy policy_;
    std::deque<Waiting> pending_;
    std::uint64_t bytes_ = 0;
    bool catching_up_ = false;
};

}  // namespace weir::relay
