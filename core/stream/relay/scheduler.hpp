#pragma once
// Several outputs share one connection: who may send next.

#include <cstdint>
#include <memory>
#include <span>

#include "stream/relay/output.hpp"

namespace weir::relay {

// Pure choice among outputs; remembers only whose turn it was. Lives on the node thread.
class Scheduler {
public:
    virtual ~Scheduler() = default;

    // One that is ready(), or null when none is. `outputs` keeps its order between calls.
    virtual Output* pick(std::span<Output* const> outputs) = 0;
    // What became of the pick, for schedulers that weigh bytes.
    virtual void took(const Output& /*output*/, std::uint64_t /*bytes*/) {}
};

enum class SchedulerKind : std::uint8_t { round_robin, strict_priority };

std::unique_ptr<Scheduler> make_scheduler(SchedulerKind kind);

}  // namespace weir::relay
