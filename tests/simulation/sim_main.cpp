// ./dev sim: the simulation on demand, one seed or many, and the planted faults.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "base/log.hpp"
#include "simulation/faults.hpp"
#include "simulation/world.hpp"

namespace {

int plant_faults(std::string_view only) {
    int unnoticed = 0;
    for (const auto& report : weir::sim::plant_all(500, only)) {
        const std::string name(report.fault);
        if (report.seed == 0) ++unnoticed;
        std::printf("%-26s %4llu  %s\n", name.c_str(), static_cast<unsigned long long>(report.seed),
                    report.how.c_str());
    }
    std::printf("%d not noticed\n", unnoticed);
    return unnoticed == 0 ? 0 : 1;
}

}  // namespace

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
        else if (word == "--mutants")
            return plant_faults(has_value ? argv[i + 1] : "");
        else
            return std::fprintf(stderr,
                                "usage: sim [--seeds N] [--seed FIRST] | --mutants [FAULT]\n"),
                   2;
    }
    log::configure(seeds == 1 ? "*:info" : "*:off");
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const auto outcome = sim::run_seed(seed);
        events += outcome.events;
        frames += outcome.frames;
        if (seeds == 1)
            std::printf("trace %016llx\n", static_cast<unsigned long long>(outcome.trace));
        if (!outcome.violation) continue;
        std::printf("seed=%llu %s\n", static_cast<unsigned long long>(seed),
                    outcome.violation->c_str());
        return 1;
    }
    std::printf("%llu seeds, %llu events, %llu frames: nothing wrong\n",
                static_cast<unsigned long long>(seeds), static_cast<unsigned long long>(events),
                static_cast<unsigned long long>(frames));
    return 0;
}
