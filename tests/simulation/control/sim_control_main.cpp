// ./dev sim: the control plane's simulation on demand, one seed or many.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/log.hpp"
#include "simulation/control/world.hpp"

int main(int argc, char** argv) {
    using namespace weir;
    std::uint64_t seeds = 500;
    std::uint64_t first = 1;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word(argv[i]);
        const bool has_value = i + 1 < argc;
        if (word == "--seeds" && has_value)
            seeds = std::strtoull(argv[++i], nullptr, 10);
        else if (word == "--seed" && has_value)
            first = std::strtoull(argv[++i], nullptr, 10);
        else
            return std::fprintf(stderr, "usage: sim [--seeds N] [--seed FIRST]\n"), 2;
    }
    log::configure(seeds == 1 ? "*:info" : "*:off");
    std::uint64_t changes = 0;
    std::uint64_t crashes = 0;
    std::uint64_t slowest_ms = 0;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const auto outcome = sim::control::run_seed(seed);
        if (seeds == 1)
            std::printf("trace %016llx\n", static_cast<unsigned long long>(outcome.trace));
        if (!outcome.violation.empty())
            return std::printf("seed=%llu %s\n", static_cast<unsigned long long>(seed),
                               outcome.violation.c_str()),
                   1;
        changes += outcome.changes;
        crashes += outcome.crashes;
        slowest_ms = std::max(slowest_ms, outcome.settled_ms);
    }
    std::printf(
        "control plane: %llu seeds, %llu changes, %llu crashes: nothing lost, all well %llu "
        "ms after the last fault at the latest\n",
        static_cast<unsigned long long>(seeds), static_cast<unsigned long long>(changes),
        static_cast<unsigned long long>(crashes), static_cast<unsigned long long>(slowest_ms));
    return 0;
}
