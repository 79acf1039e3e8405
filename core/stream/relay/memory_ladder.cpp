#include "stream/relay/memory_ladder.hpp"

#include <array>

namespace weir::relay {
namespace {

struct Step {
    std::string_view name;
    unsigned percent;
};
constexpr std::array<Step, memory_rung_count> steps{{
    {"free", 0},
    {"refuse_new", limits::memory_refuse_new_percent},
    {"drop_groups", limits::memory_drop_groups_percent},
    {"forget_sent", limits::memory_forget_sent_percent},
    {"shed_queues", limits::memory_shed_queues_percent},
    {"refuse_frames", limits::memory_refuse_frames_percent},
    {"full", 100},
}};

constexpr const Step& step(MemoryRung rung) {
    return steps[static_cast<std::size_t>(rung)];
}

constexpr MemoryRung above(MemoryRung rung) {
    return static_cast<MemoryRung>(static_cast<std::uint8_t>(rung) + 1);
}
constexpr MemoryRung below(MemoryRung rung) {
    return static_cast<MemoryRung>(static_cast<std::uint8_t>(rung) - 1);
}

}  // namespace

std::string_view name(MemoryRung rung) {
    return step(rung).name;
}

MemoryRung MemoryLadder::at(std::uint64_t bytes_held) {
    while (rung_ != MemoryRung::full && bytes_held >= begins_at(above(rung_))) rung_ = above(rung_);
    while (rung_ != MemoryRung::free && bytes_held < ends_below(rung_)) rung_ = below(rung_);
    return rung_;
}

std::uint64_t MemoryLadder::begins_at(MemoryRung rung) const {
    return share(step(rung).percent);
}

std::uint64_t MemoryLadder::ends_below(MemoryRung rung) const {
    if (rung == MemoryRung::free) return 0;
    return share(step(rung).percent - limits::memory_recovery_percent);
}

}  // namespace weir::relay
