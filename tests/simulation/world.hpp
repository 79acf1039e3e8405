#pragma once
// One run: three sources, a relay, nine readers, and what befalls them; all of it from one seed.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/oracles.hpp"

namespace weir::sim {

struct Options {
    bool victim_stalls = true;  // isolation is shown by the same seed with and without
    // The relay's cable to `cut_off` is cut after so many bytes, once.
    std::optional<std::uint64_t> cut_at = {};
    std::string cut_off = "full";
    bool relay_dies = false;  // in that moment, and comes back
    bool kept_only = false;   // only the acknowledged stream, its source and its reader
};

struct Outcome {
    std::optional<std::string> violation;
    std::uint64_t trace = 0;
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    Occasions occasions;
    // What became of the frames of each reader but the victim: for comparison.
    std::map<std::string, std::vector<std::uint64_t>> books;
};

enum class Weather : std::uint8_t {
    calm,     // no faults: everything that was promised is delivered
    victim,   // one reader stalls: nobody else may notice
    storm,    // cables stall and are cut, nodes freeze, die and come back
    drought,  // the relay's memory is small
};

Weather weather_of(std::uint64_t seed);
Outcome run_world(std::uint64_t seed, const Options& options = {});

// Everything that one seed stands for: the weather's own comparisons as well.
Outcome run_seed(std::uint64_t seed);

}  // namespace weir::sim
