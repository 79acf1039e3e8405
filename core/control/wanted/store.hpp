#pragma once
// The wanted state on disk: an acknowledged change survives a crash at any instant.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "control/wanted/files.hpp"
#include "control/wanted/wanted_state.hpp"

namespace weir::wanted {

// Two files take turns. A save writes a temporary file, syncs it, renames it over the older of the
// two and syncs the directory; the newer one is never touched. So there is a whole one at every
// instant, and a file that rots falls back to the other. Blocks for as long as the disk takes.
class Store {
public:
    // Files are named <name>.wanted.0, .1 and .new. Borrows `files`.
    Store(Files& files, std::string name) : files_(files), name_(std::move(name)) {}

    struct Loaded {
        WantedState state;                  // empty when nothing was ever saved
        std::vector<std::string> warnings;  // damaged files, for the operator
    };
    // Before the first save. Never fails: a node with a ruined disk starts empty and says so.
    Loaded load();

    // When it returns without an error, `state` is what load() finds from now on. After an error
    // load() finds either this state or the one before.
    Result<> save(const WantedState& state);

private:
    std::string slot(unsigned index) const { return name_ + ".wanted." + std::to_string(index); }

    Files& files_;
    std::string name_;
    std::uint64_t number_ = 0;  // of the newest whole generation
    unsigned newest_ = 1;       // the slot it is in
};

}  // namespace weir::wanted
