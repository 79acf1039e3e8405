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

// The relay's cable to somebody is cut once, after so many bytes from a point of time on.
struct Cut {
    std::string peer;
    Duration from = {};  // the start of the run
    std::uint64_t bytes = 0;
    bool relay_dies = false;  // in that moment, and comes back
};

struct Options {
    bool victim_stalls = true;  // isolation is shown by the same seed with and without
    std::optional<Cut> cut = {};
    bool kept_only = false;  // only the acknowledged stream, its source and its reader
};

struct Outcome {
    std::optional<std::string> violation;
    std::uint64_t trace = 0;
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    Occasions occasions;
    // Of Options::cut.
    bool was_cut = false;          // else it would have come after the end
    bool payload_cut = false;      // in the middle of a large payload, at its receiver
    std::uint64_t frames_cut = 0;  // of which the relay had begun to send, and was not done
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
