#pragma once
// Planted faults, one at a time: would the simulation notice?

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::sim {

struct FaultReport {
    std::string_view fault;
    std::uint64_t seed = 0;  // the first that noticed it; 0: none did
    std::string how;
};

// Those of relay, sessions and links, or those of the control plane.
enum class Plane { data, control };
// Runs one seed; what went wrong, if anything did.
using RunSeed = std::function<std::optional<std::string>(std::uint64_t seed)>;

// Runs the seeds with each fault in a process of its own, because a fault may well end it.
// `only`: the one of that name; empty: all of them.
std::vector<FaultReport> plant_all(Plane plane, const RunSeed& run, std::uint64_t seeds,
                                   std::string_view only = {});
// The same, told on stdout; how many were not noticed.
int print_planted(Plane plane, const RunSeed& run, std::uint64_t seeds, std::string_view only);

}  // namespace weir::sim
