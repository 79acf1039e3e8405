#pragma once
// Every fuzz target of the protocol and of the made-up one that uses the whole schema language.

#include "fuzz/target.hpp"

namespace weir::gen {
void fuzz_targets(fuzz::Targets& out);
}
namespace weir::zoo {
void fuzz_targets(fuzz::Targets& out);
}

namespace weir::fuzz {

inline Targets all_targets() {
    Targets out;
    gen::fuzz_targets(out);
    zoo::fuzz_targets(out);
    return out;
}

// Null when there is no target of that name.
inline const Target* find_target(const Targets& targets, std::string_view name) {
    for (const Target& target : targets)
        if (target.name == name) return &target;
    return nullptr;
}

}  // namespace weir::fuzz
