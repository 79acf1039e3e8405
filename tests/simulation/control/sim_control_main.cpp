// ./dev sim: the control plane's simulation on demand, one seed or many, and the planted faults.

#include <algorithm>
#include <cstdio>

#include "base/log.hpp"
#include "simulation/control/world.hpp"
#include "simulation/faults.hpp"
#include "simulation/seeds.hpp"

int main(int argc, char** argv) {
    using namespace weir;
    using sim::control::run_seed;
    const auto seeds = sim::parse_seeds(argc, argv);
    if (!seeds) return 2;
    const auto run = [](std::uint64_t seed) { return run_seed(seed).violation; };
    if (seeds->mutants)
        return sim::print_planted(sim::Plane::control, run, seeds->count, seeds->only) == 0 ? 0 : 1;
    log::configure(seeds->one() ? "*:info" : "*:off");
    std::uint64_t changes = 0;
    std::uint64_t crashes = 0;
    std::uint64_t applied = 0;
    std::uint64_t slowest_ms = 0;
    for (std::uint64_t seed = seeds->first; seed <= seeds->last(); ++seed) {
        const auto outcome = run_seed(seed);
        if (seeds->one())
            std::printf("trace %016llx\n", static_cast<unsigned long long>(outcome.trace));
        if (outcome.violation) {
            std::printf("seed=%llu %s\n", static_cast<unsigned long long>(seed),
                        outcome.violation->c_str());
            return 1;
        }
        changes += outcome.changes;
        crashes += outcome.crashes;
        applied += outcome.applied;
        slowest_ms = std::max(slowest_ms, outcome.settled_ms);
    }
    std::printf(
        "control plane: %llu seeds, %llu changes, %llu topologies, %llu crashes: nothing lost, all "
        "well %llu ms after the last fault at the latest\n",
        static_cast<unsigned long long>(seeds->count), static_cast<unsigned long long>(changes),
        static_cast<unsigned long long>(applied), static_cast<unsigned long long>(crashes),
        static_cast<unsigned long long>(slowest_ms));
    return 0;
}
