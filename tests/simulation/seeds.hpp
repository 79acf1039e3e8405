#pragma once
// The command line of both simulations.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace weir::sim {

struct Seeds {
    std::uint64_t first = 1;
    std::uint64_t count = 500;
    bool mutants = false;
    std::string_view only;  // of the mutants; empty: all of them

    std::uint64_t last() const { return first + count - 1; }
    bool one() const { return count == 1; }  // to be told in full
};

// Nothing, after a word on stderr, where it makes no sense.
inline std::optional<Seeds> parse_seeds(int argc, char** argv) {
    Seeds seeds;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word(argv[i]);
        const bool has_value = i + 1 < argc;
        if (word == "--seeds" && has_value) {
            seeds.count = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--seed" && has_value) {
            seeds.first = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--mutants") {
            seeds.mutants = true;
            if (has_value) seeds.only = argv[++i];
        } else {
            std::fprintf(stderr, "usage: sim [--seeds N] [--seed FIRST] | --mutants [FAULT]\n");
            return std::nullopt;
        }
    }
    return seeds;
}

}  // namespace weir::sim
