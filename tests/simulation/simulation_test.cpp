// Five hundred seeds of the whole: see docs/testing.md.

#include <cstdlib>
#include <set>

#include "base/log.hpp"
#include "simulation/faults.hpp"
#include "simulation/world.hpp"
#include "support/catch.hpp"

using namespace weir;

namespace {

constexpr std::uint64_t seeds = 500;

struct Quiet {
    Quiet() { log::configure("*:off"); }
    ~Quiet() { log::configure("*:info"); }
};

}  // namespace

TEST_CASE("simulation: what was promised holds in every weather", "[simulation]") {
    const Quiet quiet;
    const char* only = std::getenv("WEIR_SEED");
    const std::uint64_t first = only != nullptr ? std::strtoull(only, nullptr, 10) : 1;
    const std::uint64_t last = only != nullptr ? first : seeds;
    sim::Occasions occasions;

    for (std::uint64_t seed = first; seed <= last; ++seed) {
        const auto outcome = sim::run_seed(seed);
        if (outcome.violation)
            FAIL("seed=" << seed << " " << *outcome.violation
                         << "; replay: ./dev sim --seeds 1 --seed " << seed);
        occasions.add(outcome.occasions);
    }
    if (only != nullptr) return;
    for (std::size_t i = 0; i < occasions.names.size(); ++i) {
        INFO("in " << seeds << " seeds, so often " << occasions.names[i]);
        CHECK(occasions[i] >= seeds / 10);
    }
}

TEST_CASE("simulation: a seed replays exactly", "[simulation]") {
    const Quiet quiet;
    std::set<std::uint64_t> traces;

    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto once = sim::run_seed(seed);
        const auto again = sim::run_seed(seed);

        INFO("seed=" << seed);
        CHECK(once.trace == again.trace);
        CHECK(once.events == again.events);
        traces.insert(once.trace);
    }
    CHECK(traces.size() == 20);
}

TEST_CASE("simulation: a connection may end at every byte", "[simulation]") {
    const Quiet quiet;

    // Hello, the announcements of two streams and the first frames are among these.
    for (std::uint64_t bytes = 1; bytes <= 600; ++bytes) {
        const auto outcome = sim::run_world(7, {.victim_stalls = true, .cut_at = bytes});
        if (outcome.violation) FAIL("cut after " << bytes << " bytes: " << *outcome.violation);
    }
}

TEST_CASE("simulation: acknowledged frames survive a cut and a kill at every byte",
          "[simulation]") {
    const Quiet quiet;

    // Hello, the announcement, where to go on, the mark, the first frames and the first answers.
    for (const char* cut_off : {"sure", "c"})
        for (const bool relay_dies : {false, true})
            for (std::uint64_t bytes = 1; bytes <= 500; ++bytes) {
                const auto outcome = sim::run_world(10, {.cut_at = bytes,
                                                         .cut_off = cut_off,
                                                         .relay_dies = relay_dies,
                                                         .kept_only = true});
                if (outcome.violation)
                    FAIL("cable to " << cut_off << " cut after " << bytes << " bytes"
                                     << (relay_dies ? ", relay killed: " : ": ")
                                     << *outcome.violation);
            }
}

TEST_CASE("simulation: planted faults are noticed", "[simulation]") {
    const auto reports = sim::plant_all(
        sim::Plane::data, [](std::uint64_t seed) { return sim::run_seed(seed).violation; }, seeds);
    std::string unnoticed;

    for (const auto& report : reports)
        if (report.seed == 0) unnoticed += std::string(report.fault) + " ";

    CHECK(reports.size() >= 20);
    CHECK(unnoticed == "");
}
