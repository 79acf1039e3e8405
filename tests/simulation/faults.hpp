#pragma once
// Planted faults, one at a time: would the simulation notice?

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::sim {

struct FaultReport {
    std::string_view fault;
    std::uint64_t seed = 0;  // the first that noticed it; 0: none did
    std::string how;
};

// Runs the seeds with each fault in a process of its own, because a fault may well end it.
// `only`: the one of that name; empty: all of them.
std::vector<FaultReport> plant_all(std::uint64_t seeds, std::string_view only = {});

}  // namespace weir::sim
