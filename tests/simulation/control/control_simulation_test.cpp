// The control plane of 2 to 30 nodes on virtual time. A failure prints its seed; WEIR_SEED=N runs
// only that one.

#include <cstdlib>
#include <string>

#include "base/log.hpp"
#include "simulation/control/world.hpp"
#include "simulation/faults.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using sim::control::run_seed;

const std::string log_problem = log::configure("*:off");
constexpr std::uint64_t seeds = 500;
}  // namespace

TEST_CASE("control simulation: whatever happens, nothing acknowledged is lost and all gets well",
          "[simulation]") {
    const char* only = std::getenv("WEIR_SEED");
    const std::uint64_t first = only != nullptr ? std::strtoull(only, nullptr, 10) : 1;
    const std::uint64_t last = only != nullptr ? first : seeds;
    std::uint64_t changes = 0;
    std::uint64_t lost = 0;
    std::uint64_t crashes = 0;
    std::uint64_t allocated = 0;
    std::uint64_t disputed = 0;
    std::uint64_t applied = 0;
    std::uint64_t nodes_most = 0;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        const auto outcome = run_seed(seed);
        if (outcome.violation) FAIL("seed=" << seed << " " << *outcome.violation);
        changes += outcome.changes;
        lost += outcome.lost;
        crashes += outcome.crashes;
        allocated += outcome.allocated;
        disputed += outcome.disputed;
        applied += outcome.applied;
        nodes_most = std::max(nodes_most, outcome.nodes);
    }
    // The runs were worth it.
    if (only != nullptr) return;
    CHECK(changes > seeds * 20);
    CHECK(lost > seeds);
    CHECK(crashes > seeds);
    CHECK(allocated > seeds);
    CHECK(disputed > seeds / 2);
    CHECK(applied > seeds * 2);
    CHECK(nodes_most > 25);
}

TEST_CASE("control simulation: a seed is a run", "[simulation]") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        CHECK(run_seed(seed).trace == run_seed(seed).trace);
    CHECK(run_seed(1).trace != run_seed(2).trace);
}

TEST_CASE("control simulation: planted faults are noticed", "[simulation]") {
    const auto reports = sim::plant_all(
        sim::Plane::control, [](std::uint64_t seed) { return run_seed(seed).violation; }, seeds);
    std::string unnoticed;

    for (const auto& report : reports)
        if (report.seed == 0) unnoticed += std::string(report.fault) + " ";

    CHECK(reports.size() >= 9);
    CHECK(unnoticed == "");
}
