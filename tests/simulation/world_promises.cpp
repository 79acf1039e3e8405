// What was promised: at any time, when all faults are over, and when all has ended.

#include <algorithm>

#include "simulation/world_run.hpp"

namespace weir::sim {

void World::check_often() {
    if (options_.relay_dies) kill_at_cut();
    if (++checks_ % 16 != 0 || oracles_.violation()) return;
    for (const auto& [name, node] : nodes_) oracles_.check_outputs(*node);
}

// All faults are over: every reader is connected again, and frames arrive.
void World::check_alive() {
    for (const auto& [name, node] : nodes_)
        oracles_.expect(node->all_attached() || name == "a" || name == "b",
                        name + ": an edge is still down");
    if (weather_ == Weather::drought || options_.kept_only) return;
    for (const Reader& reader : readers_) {
        TimePoint last;
        for (const relay::OutputSettings& settings : reader.outputs)
            last = std::max(last, oracles_.seen(reader.name, settings.stream_id).last_at);
        // Of two that share a narrow cable the more important one may starve the other, as asked.
        oracles_.expect(events_.now() - last < 1500ms, reader.name + ": no frames any more");
    }
}

// Nothing new comes, and the slowest line has had the time to carry all that waited.
void World::check_drained() {
    for (const auto& [name, node] : nodes_)
        for (const auto& [id, output] : node->relay().outputs())
            oracles_.expect(!node->attached(id) || output->frames_waiting() == 0,
                            name + ", output " + std::to_string(id) +
                                ": frames are neither sent nor given back");
}

void World::check_calm() {
    const auto& relay = *nodes_.at(relay_name);
    for (const std::uint16_t stream_id : {still, chained}) {
        const auto& seen = oracles_.seen("full", stream_id);
        oracles_.expect(seen.missing == 0 && seen.last_sequence + 1 == sequence_[stream_id],
                        "full: frames of stream " + std::to_string(stream_id) + " are missing");
    }
    const auto important =
        const_cast<SimNode&>(relay).relay().outputs().at(output_of_[key("shared", still)]);
    oracles_.expect(important->stats(events_.now()).dropped.total() == 0,
                    "shared: the important stream lost frames to the unimportant one");
    oracles_.expect(answers_ >= 25 && slowest_answer_ < 1500ms,
                    "shared: control was answered " + std::to_string(answers_) +
                        " times, at worst after " + std::to_string(slowest_answer_ / 1ms) + " ms");
    oracles_.expect(oracles_.ages().frames_checked() > 40, "hardly a frame's age was looked at");
    oracles_.expect(oracles_.frames_unread() > 20, "hardly a frame was passed on unread");
    if (!group_was_there_) return;
    const auto& late = oracles_.seen("late", chained);
    oracles_.expect(late.frames > 0 && late.first_at - late_since_ < 50ms,
                    "late: the keyframe group came after " +
                        std::to_string((late.first_at - late_since_) / 1ms) + " ms");
}

void World::check_kept() {
    const KeptBooks& books = oracles_.kept_books();
    if (fits_) books.check_whole(sequence_.at(kept));
}

void World::kill_at_cut() {
    if (killed_at_cut_ || net_.cable(relay_name, options_.cut_off).cuts == 0) return;
    killed_at_cut_ = true;
    kill(relay_name, 50ms);
}

void World::stop_all() {
    for (const auto& [name, node] : nodes_) node->host().thaw();
    for (const auto& [name, node] : nodes_) node->stop();
    run_until(events_.now() + 2s);
    for (const auto& [name, node] : nodes_) oracles_.check_books_closed(*node);
    for (const auto& node : dead_) oracles_.check_books_closed(*node);
}

}  // namespace weir::sim
