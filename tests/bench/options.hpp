#pragma once
// What `./dev bench relay` may be asked for.

#include <expected>
#include <string>
#include <vector>

#include "peer.hpp"
#include "run.hpp"

namespace weir::bench {

struct Options {
    std::vector<std::string> systems;  // in the order of the table
    std::vector<Case> cases;
    Window window;
    unsigned rounds = 3;
    std::string json_file;  // empty: table only
    PeerPaths paths;
    std::string command;  // as it was typed
};

// The exit status when there is nothing to measure: help was asked for or the usage is wrong.
std::expected<Options, int> read_options(int argc, char** argv);

}  // namespace weir::bench
