#include "simulation/world_run.hpp"

#include <array>

namespace weir::sim {

Outcome World::run() {
    const bool cut = options_.cut.has_value();
    if (cut) at(options_.cut->from, [this] { cut_cable().cut_after = options_.cut->bytes; });
    build();
    run_until(from_start(500ms));
    if (stormy()) plan_storm();
    if (weather_ == Weather::victim && options_.victim_stalls) {
        Cable& cable = net_.cable(relay_name, "victim");
        net_.stall(cable, true);
        at(4500ms, [this, &cable] { net_.stall(cable, false); });
    }
    if (!cut) at(2s, [this] { late_reader(); });
    if (weather_ == Weather::calm && !cut) look_at_shares();
    // Faults are over after five seconds; peers that were taken for dead come back within seconds.
    run_until(from_start(cut ? 2s : stormy() ? 14s : 8s));
    producing_ = false;
    run_until(events_.now() + 500ms);
    check_alive();
    if (cut) count_frames_cut();
    if (options_.kept_only) check_kept();
    if (weather_ == Weather::calm && !cut) check_calm();
    if (!cut) {
        run_until(events_.now() + 40s);
        check_drained();
        check_kept();  // a line that had a hang to make up for has had the time
    }
    stop_all();
    return outcome();
}

void World::run_until(TimePoint end) {
    const bool ended = events_.run_until(end, [this] { check_often(); });
    oracles_.expect(ended, "events without end");
}

Outcome World::outcome() {
    Outcome done;
    done.violation = oracles_.violation();
    done.trace = oracles_.trace();
    done.events = events_.count();
    done.occasions = oracles_.occasions();
    done.was_cut = was_cut_;
    done.payload_cut = payload_cut_;
    done.frames_cut = frames_cut_;
    for (const Reader& reader : readers_) {
        if (reader.name == "victim") continue;
        for (const relay::OutputSettings& settings : reader.outputs) {
            const auto& seen = oracles_.seen(reader.name, settings.stream_id);
            done.frames += seen.frames;
            auto& books = done.books[reader.name];
            books.insert(books.end(), {seen.frames, seen.missing, seen.last_sequence});
        }
    }
    const BareRuns& bare = oracles_.bare_runs();
    done.frames += bare.payloads();
    done.books[program] = {bare.runs(), bare.payloads()};
    return done;
}

Weather weather_of(std::uint64_t seed) {
    constexpr std::array<Weather, 10> weathers{
        Weather::calm,  Weather::storm, Weather::victim, Weather::storm,   Weather::storm,
        Weather::storm, Weather::calm,  Weather::storm,  Weather::drought, Weather::storm};
    return weathers[seed % weathers.size()];
}

Outcome run_world(std::uint64_t seed, const Options& options) {
    return World(seed, options).run();
}

Outcome run_seed(std::uint64_t seed) {
    Outcome outcome = run_world(seed);
    if (weather_of(seed) != Weather::victim || outcome.violation) return outcome;
    const Outcome without = run_world(seed, {.victim_stalls = false});
    outcome.trace = outcome.trace * 1099511628211u ^ without.trace;
    outcome.events += without.events;
    outcome.occasions.add(without.occasions);
    if (without.violation) outcome.violation = "nobody stalls: " + *without.violation;
    for (const auto& [reader, books] : without.books)
        if (outcome.books[reader] != books && !outcome.violation)
            outcome.violation = reader + " got other frames because another reader stalled";
    return outcome;
}

}  // namespace weir::sim
