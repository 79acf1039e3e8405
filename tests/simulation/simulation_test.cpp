// Five hundred seeds of the whole: see docs/testing.md.

#include <cstdlib>
#include <set>

#include "base/log.hpp"
#include "simulation/faults.hpp"
#include "simulation/world.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t seeds = 500;

struct Quiet {
    Quiet() { log::configure("*:off"); }
    ~Quiet() { log::configure("*:info"); }
};

// Cuts the relay's cable to `peer` after first, first + step, ... last bytes, each in a run of its
// own of a seed with calm weather, so that nothing else goes wrong.
struct Sweep {
    std::uint64_t seed;
    const char* peer;
    Duration from = {};
    std::uint64_t first = 1;
    std::uint64_t last;
    std::uint64_t step = 1;
    bool relay_dies = false;
    bool kept_only = false;
};

struct Swept {
    std::uint64_t runs = 0;
    std::uint64_t in_a_payload = 0;  // a large one, at its receiver
    std::uint64_t in_sending = 0;    // of a frame, or of several, by the relay
    std::uint64_t in_a_batch = 0;    // of several
};

Swept cut_everywhere(const Sweep& sweep) {
    REQUIRE(sim::weather_of(sweep.seed) == sim::Weather::calm);
    Swept swept;
    for (std::uint64_t bytes = sweep.first; bytes <= sweep.last; bytes += sweep.step) {
        const auto outcome = sim::run_world(
            sweep.seed, {.cut = sim::Cut{sweep.peer, sweep.from, bytes, sweep.relay_dies},
                         .kept_only = sweep.kept_only});
        INFO("seed=" << sweep.seed << ", the cable to " << sweep.peer << " cut after " << bytes
                     << " bytes from " << sweep.from / 1ms << " ms on"
                     << (sweep.relay_dies ? ", the relay killed" : ""));
        if (outcome.violation) FAIL(*outcome.violation);
        if (!outcome.was_cut) FAIL("it was not cut");
        ++swept.runs;
        swept.in_a_payload += outcome.payload_cut ? 1u : 0u;
        swept.in_sending += outcome.frames_cut > 0 ? 1u : 0u;
        swept.in_a_batch += outcome.frames_cut > 1 ? 1u : 0u;
    }
    return swept;
}

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
    cut_everywhere({.seed = 10, .peer = "full", .last = 600});
}

TEST_CASE("simulation: a connection may end inside a large frame on its way through pipes",
          "[simulation]") {
    const Quiet quiet;

    // Into the relay, and out of it.
    for (const char* peer : {"c", "wide"}) {
        cut_everywhere({.seed = 40, .peer = peer, .from = 1s, .last = 200, .step = 4});
        const auto swept = cut_everywhere(
            {.seed = 40, .peer = peer, .from = 1s, .first = 200, .last = 120'000, .step = 1201});

        CHECK(swept.in_a_payload > swept.runs / 2);
        CHECK((peer == std::string_view("c") || swept.in_sending > swept.runs / 10));
    }
}

TEST_CASE("simulation: the bare bytes of a program may end anywhere", "[simulation]") {
    const Quiet quiet;

    cut_everywhere({.seed = 36, .peer = "program", .last = 200, .step = 4});
    for (const std::uint64_t seed : {36, 46}) {  // an inter-coded stream; one through pipes
        const auto swept = cut_everywhere(
            {.seed = seed, .peer = "program", .from = 1s, .last = 60'000, .step = 601});

        CHECK(swept.in_a_payload > swept.runs / 4);
    }
}

TEST_CASE("simulation: a connection may end anywhere in batches of frames", "[simulation]") {
    const Quiet quiet;

    const auto swept =
        cut_everywhere({.seed = 6, .peer = "shared", .from = 1s, .last = 200'000, .step = 1103});

    CHECK(swept.in_a_payload > swept.runs / 2);
    CHECK(swept.in_a_batch > swept.runs / 50);
}

TEST_CASE("simulation: acknowledged frames survive a cut and a kill at every byte",
          "[simulation]") {
    const Quiet quiet;

    // Hello, the announcement, where to go on, the mark, the first frames and the first answers.
    for (const char* peer : {"sure", "c"})
        for (const bool relay_dies : {false, true})
            cut_everywhere({.seed = 10,
                            .peer = peer,
                            .last = 500,
                            .relay_dies = relay_dies,
                            .kept_only = true});
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
