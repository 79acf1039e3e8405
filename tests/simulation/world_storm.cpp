// What befalls the cast: stalls, cuts, hangs, deaths, and a reader that comes late.

#include <array>
#include <utility>

#include "base/limits.hpp"
#include "simulation/world_run.hpp"

namespace weir::sim {

void World::plan_storm() {
    const auto faults = faults_.between(4, 14);
    for (std::uint64_t i = 0; i < faults; ++i)
        at(500ms + std::chrono::milliseconds(faults_.upto(4000)), [this] { plan_fault(); });
    if (faults_.chance(50)) {  // a process that hangs for longer than anybody waits
        const std::string hung = faults_.chance(20) ? relay_name : anybody();
        at(600ms, [this, hung] { freeze(hung, limits::peer_silence_max + 1500ms); });
    }
}

std::string World::anybody() {
    static constexpr std::array all{"a",      "b",      "c",    "full", "shared", "any",
                                    "newest", "victim", "sure", "lone", "wide",   "wider"};
    return all[faults_.upto(all.size() - 1)];
}

void World::plan_fault() {
    const std::string who = faults_.chance(8) ? program : anybody();
    const auto time = std::chrono::milliseconds(faults_.between(1, 500));
    Cable& cable = net_.cable(relay_name, who);
    switch (faults_.upto(5)) {
        case 0:
            net_.stall(cable, true);
            return events_.after(time, faults_, [this, &cable] { net_.stall(cable, false); });
        case 1:
            cable.cut_after = faults_.between(1, 100'000);
            return;
        case 2:
            return net_.cut(cable);
        case 3:
            return freeze(faults_.chance(30) ? relay_name : who, time);
        default:
            return kill(faults_.chance(20) || !expendable(who) ? relay_name : who, time);
    }
}

void World::freeze(const std::string& name, Duration time) {
    Host* host = host_of(name);
    if (host == nullptr || host->frozen) return;
    host->frozen = true;
    oracles_.ages().disturbed();
    events_.after(time, faults_, [this, host] {
        oracles_.ages().disturbed();
        host->thaw();
    });
}

Host* World::host_of(const std::string& name) {
    if (name == program) return &program_->host();
    const auto found = nodes_.find(name);
    return found == nodes_.end() ? nullptr : &found->second->host();
}

void World::kill(const std::string& name, Duration time) {
    if (name == program) return net_.cut(net_.cable(relay_name, program));  // and listens again
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) return;
    oracles_.ages().disturbed();
    found->second->host().thaw();
    found->second->stop();
    dead_.push_back(std::move(found->second));
    nodes_.erase(found);
    events_.after(time, faults_, [this, name] {
        if (name == relay_name)
            start_relay();
        else if (is_source(name))
            start_source(name);
        else
            start(name);
    });
}

// Comes in the middle, and must not wait for the next keyframe.
void World::late_reader() {
    const auto relay = nodes_.find(relay_name);
    if (relay == nodes_.end() || relay->second->host().frozen) return;
    start("late");
    const auto* input = relay->second->relay().input(chained);
    group_was_there_ = input != nullptr && !input->group.frames().empty();
    late_since_ = events_.now();
    late_output_ = relay->second->start_edge(late_, "late");
}

}  // namespace weir::sim
