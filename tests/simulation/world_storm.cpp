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
    if (faults_.chance(10)) {  // a process that hangs for longer than anybody waits
        const std::string hung = faults_.chance(50) ? "any" : "a";
        at(600ms, [this, hung] { freeze(hung, limits::peer_silence_max + 1500ms); });
    }
}

void World::plan_fault() {
    static constexpr std::array<const char*, 12> others{"a",      "b",    "c",      "full",
                                                        "shared", "any",  "newest", "victim",
                                                        "sure",   "lone", "wide",   program};
    const std::string who = others[faults_.upto(others.size() - 1)];
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
    if (time < limits::peer_silence_max || name == relay_name) return;
    events_.after(limits::peer_silence_max + 1s, faults_, [this, name] {
        const auto relay = nodes_.find(relay_name);
        if (relay == nodes_.end() || relay->second->host().frozen) return;
        for (const auto& [number, session] : relay->second->sessions())
            oracles_.expect(
                session->peer() != name || events_.now() - session->connection().last_received() <
                                               limits::peer_silence_max + 1s,
                name + " hangs, and the relay has not noticed");
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
