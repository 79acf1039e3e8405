#pragma once
// A few nodes, two controllers and everything that can go wrong; then nothing goes wrong any more,
// and all must be well soon.

#include <cstdint>
#include <optional>
#include <string>

namespace weir::sim::control {

struct Outcome {
    std::optional<std::string> violation;
    std::uint64_t trace = 0;  // the same for the same seed
    std::uint64_t nodes = 0;
    std::uint64_t changes = 0;  // acknowledged
    std::uint64_t lost = 0;     // requests without an answer
    std::uint64_t crashes = 0;
    std::uint64_t allocated = 0;   // stream ids, while every node answered
    std::uint64_t disputed = 0;    // of all, those that found their first id taken
    std::uint64_t applied = 0;     // topologies
    std::uint64_t settled_ms = 0;  // after the last fault, virtual
};

Outcome run_seed(std::uint64_t seed);

}  // namespace weir::sim::control
