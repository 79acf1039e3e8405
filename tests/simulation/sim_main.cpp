// ./dev sim: the simulation on demand, one seed or many, and the planted faults.

#include <cstdio>

#include "base/log.hpp"
#include "simulation/faults.hpp"
#include "simulation/seeds.hpp"
#include "simulation/world.hpp"

int main(int argc, char** argv) {
    using namespace weir;
    const auto seeds = sim::parse_seeds(argc, argv);
    if (!seeds) return 2;
    const auto run = [](std::uint64_t seed) { return sim::run_seed(seed).violation; };
    if (seeds->mutants)
        return sim::print_planted(sim::Plane::data, run, seeds->count, seeds->only) == 0 ? 0 : 1;
    log::configure(seeds->one() ? "*:info" : "*:off");
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    sim::Occasions occasions;
    for (std::uint64_t seed = seeds->first; seed <= seeds->last(); ++seed) {
        const auto outcome = sim::run_seed(seed);
        events += outcome.events;
        frames += outcome.frames;
        occasions.add(outcome.occasions);
        if (seeds->one())
            std::printf("trace %016llx\n", static_cast<unsigned long long>(outcome.trace));
        if (!outcome.violation) continue;
        std::printf("seed=%llu %s\n", static_cast<unsigned long long>(seed),
                    outcome.violation->c_str());
        return 1;
    }
    std::printf("%llu seeds, %llu events, %llu frames: nothing wrong\n",
                static_cast<unsigned long long>(seeds->count),
                static_cast<unsigned long long>(events), static_cast<unsigned long long>(frames));
    for (std::size_t i = 0; i < sim::Occasions::names.size(); ++i)
        std::printf("%8llu times %s\n", static_cast<unsigned long long>(occasions[i]),
                    sim::Occasions::names[i].data());
    return 0;
}
