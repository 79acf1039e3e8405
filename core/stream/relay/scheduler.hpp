#pragma once
// Several outputs share one connection: who may send next.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "stream/relay/output.hpp"

namespace weir::relay {

// Chooses among outputs; remembers only what it needs to be fair. Lives on the node thread.
class Scheduler {
public:
    virtual ~Scheduler() = default;

    // One that is ready(), or null when none is. `outputs` keeps its order between calls.
    virtual Output* pick(std::span<Output* const> outputs, TimePoint now) = 0;
    // What became of the pick, for schedulers that weigh bytes.
    virtual void took(const Output& /*output*/, std::uint64_t /*bytes*/) {}
    // Another scheduler comes: what this one changed about the outputs is undone.
    virtual void retire(std::span<Output* const> /*outputs*/) {}
};

std::unique_ptr<Scheduler> make_scheduler(SchedulerKind kind);

std::string_view name(SchedulerKind kind);

// True where an output with a higher priority goes before all others.
inline bool by_priority(SchedulerKind kind) {
    return kind == SchedulerKind::strict_priority || kind == SchedulerKind::source_suppression;
}

// True where an output's weight says how much it may send.
inline bool weighs(SchedulerKind kind) {
    return kind == SchedulerKind::weighted_round_robin ||
           kind == SchedulerKind::deficit_round_robin;
}

}  // namespace weir::relay
