#pragma once
// What a node gives up first when its frames fill the memory it may use.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/limits.hpp"

namespace weir::relay {

// From the bottom up; each rung includes those below it.
enum class MemoryRung : std::uint8_t {
    free,           // nothing is given up
    refuse_new,     // no new streams and outputs
    drop_groups,    // nothing is kept for late readers
    forget_sent,    // nothing that was sent is kept until its reader answers for it
    shed_queues,    // completeness queues are emptied, the longest first
    refuse_frames,  // streams of the lowest priority are not taken in
    full,           // no frame is taken in
};
inline constexpr std::size_t memory_rung_count = 7;

std::string_view name(MemoryRung rung);

// Which rung a node stands on. Climbs at once, and steps down only when the memory in use has
// fallen limits::memory_recovery_percent below where the rung begins. Pure.
class MemoryLadder {
public:
    explicit MemoryLadder(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}

    MemoryRung at(std::uint64_t bytes_held);
    MemoryRung rung() const { return rung_; }
    std::uint64_t bytes_max() const { return bytes_max_; }
    std::uint64_t begins_at(MemoryRung rung) const;  // bytes held
    std::uint64_t ends_below(MemoryRung rung) const;

private:
    std::uint64_t share(unsigned percent) const { return bytes_max_ / 100 * percent; }

    std::uint64_t bytes_max_;
    MemoryRung rung_ = MemoryRung::free;
};

}  // namespace weir::relay
