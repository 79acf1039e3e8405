// What was promised: at any time, when all faults are over, and when all has ended.

#include <algorithm>
#include <cstdlib>

#include "base/limits.hpp"
#include "simulation/world_run.hpp"

namespace weir::sim {

void World::check_often() {
    if (options_.cut) look_at_cut();
    if (++checks_ % 16 != 0 || oracles_.violation()) return;
    for (const auto& [name, node] : nodes_) oracles_.check_node(*node);
}

// All faults are over: every reader is connected again, and frames arrive.
void World::check_alive() {
    for (const auto& [name, node] : nodes_)
        oracles_.expect(node->all_attached() || name == "a" || name == "b",
                        name + ": an edge is still down");
    if (weather_ == Weather::drought || options_.kept_only) return;
    const auto goes_on = [this](const Reader& reader, const relay::OutputSettings& output,
                                TimePoint last) {
        const auto patience = patience_with(reader, output);
        oracles_.expect(!patience || events_.now() - last < *patience,
                        reader.name + ": no frames of stream " + std::to_string(output.stream_id) +
                            " any more");
    };
    for (const Reader& reader : readers_)
        for (const relay::OutputSettings& output : reader.outputs)
            goes_on(reader, output, oracles_.seen(reader.name, output.stream_id).last_at);
    // A program that is too slow is dialled again and again, ever more seldom.
    if (bare_has_room_) goes_on({program, {bare_}}, bare_, oracles_.bare_runs().last_at());
    const auto& outputs = nodes_.at(relay_name)->relay().outputs();
    if (late_output_ != 0 && outputs.contains(late_output_))
        goes_on({"late", {late_}}, late_, oracles_.seen("late", chained).last_at);
}

// How long a reader may get nothing of an output while the frames of its stream come. Nothing where
// its settings leave that open: its budget holds hardly a frame, or no keyframe until its turn
// comes, or those that are more important may take all of a narrow cable.
std::optional<Duration> World::patience_with(const Reader& reader,
                                             const relay::OutputSettings& output) {
    using enum relay::SchedulerKind;
    const std::uint64_t frame_bytes =
        output.stream_id == large ? large_bytes_max : picture_bytes_max;
    const bool bounded = output.delivery != relay::Delivery::low_latency;
    if (bounded && output.budget.ceiling().bytes_max < frame_bytes) return std::nullopt;
    const auto kind = output.scheduler.value_or(strict_priority);
    const bool by_rank = kind == strict_priority || kind == source_suppression;
    const std::uint64_t speed = net_.cable(relay_name, reader.name).bytes_per_second;
    const bool narrow = speed < reader.outputs.size() * stream_bytes_per_second * 3 / 2;
    // Before its turn comes: what the kernel holds, the batch under way, a round of the scheduler.
    std::uint64_t before = limits::notsent_lowat_bytes + limits::send_batch_bytes;
    for (const relay::OutputSettings& other : reader.outputs) {
        if (by_rank && narrow && other.priority > output.priority) return std::nullopt;
        before += frame_bytes;
        if (kind == weighted_round_robin) before += other.weight * frame_bytes;
        if (kind == deficit_round_robin) before += other.weight * limits::scheduler_quantum_bytes;
    }
    const auto round = std::chrono::milliseconds(before * 1000 / speed);
    // What comes before the turn does pushes a keyframe out of a queue that drops its oldest.
    const bool pushed_out =
        bounded && output.stream_id == chained && output.drop_policy == relay::DropPolicy::oldest;
    const std::uint64_t fit =
        std::min<std::uint64_t>(output.budget.frames_max, output.budget.bytes_max / frame_bytes);
    if (pushed_out && fit * frame_time < round) return std::nullopt;
    return 1500ms + round;
}

// Nothing new comes, and the slowest line has had the time to carry all that waited.
void World::check_drained() {
    for (const auto& [name, node] : nodes_)
        for (const auto& [id, output] : node->relay().outputs())
            oracles_.expect(!node->attached(id) || output->frames_waiting() == 0,
                            name + ", output " + std::to_string(id) +
                                ": frames are neither sent nor given back");
    if (weather_ == Weather::calm && bare_has_room_) oracles_.bare_runs().check_whole();
}

void World::check_calm() {
    for (const std::uint16_t stream_id : {still, chained}) {
        const auto& seen = oracles_.seen("full", stream_id);
        oracles_.expect(seen.missing == 0 && seen.last_sequence + 1 == sequence_[stream_id],
                        "full: frames of stream " + std::to_string(stream_id) + " are missing");
    }
    check_shared();
    check_answers();
    oracles_.expect(oracles_.ages().frames_checked() > 40, "hardly a frame's age was looked at");
    oracles_.expect(oracles_.frames_unread() > 20, "hardly a frame was passed on unread");
    if (!group_was_there_) return;
    const auto& late = oracles_.seen("late", chained);
    oracles_.occasions().count(Occasion::late_reader);
    oracles_.expect(late.frames > 0 && late.first_at - late_since_ < 50ms,
                    "late: the keyframe group came after " +
                        std::to_string((late.first_at - late_since_) / 1ms) + " ms");
}

const relay::Output& World::output_of(const std::string& reader, std::uint16_t stream_id) {
    return *nodes_.at(relay_name)->relay().outputs().at(output_of_.at(key(reader, stream_id)));
}

// What the two streams of "shared" got from the time on when both always wait; and a wide cable
// after half of the time for who was given up.
void World::look_at_shares() {
    const auto sent = [this](std::uint16_t stream_id) {
        const auto stats = output_of("shared", stream_id).stats(events_.now());
        return Share{stats.frames_sent, stats.bytes_sent};
    };
    at(2s, [this, sent] {
        for (const std::uint16_t stream_id : {still, still_of_b})
            shares_[stream_id] = sent(stream_id);
    });
    at(7900ms, [this, sent] {
        for (const std::uint16_t stream_id : {still, still_of_b}) {
            const Share now = sent(stream_id);
            gains_[stream_id] = {now.frames - shares_[stream_id].frames,
                                 now.bytes - shares_[stream_id].bytes};
        }
    });
    if (sharing_ == relay::SchedulerKind::source_suppression)
        at(4s, [this] { net_.cable(relay_name, "shared").bytes_per_second = 20'000'000; });
}

void World::check_shared() {
    using enum relay::SchedulerKind;
    const relay::Output& important = output_of("shared", still);
    const relay::Output& other = output_of("shared", still_of_b);
    const auto stats = other.stats(events_.now());
    const std::int64_t weight = important.settings().weight;  // the other's is 1
    const auto apart = [&](std::int64_t times, std::uint64_t Share::* what) {
        return std::abs(static_cast<std::int64_t>(gains_[still].*what) -
                        times * static_cast<std::int64_t>(gains_[still_of_b].*what));
    };
    const std::string by = "shared by " + std::string(name(sharing_)) + ": ";
    if (sharing_ == strict_priority || sharing_ == source_suppression)
        oracles_.expect(important.stats(events_.now()).dropped.total() == 0,
                        by + "the important stream lost frames to the unimportant one");
    if (sharing_ == source_suppression)
        oracles_.expect(stats.dropped[relay::DropCause::suppressed] > 0 && !other.suppressed() &&
                            events_.now() - oracles_.seen("shared", still_of_b).last_at < 1500ms,
                        by + "the unimportant stream was not given up, or not taken back");
    if (sharing_ == round_robin) oracles_.expect(apart(1, &Share::frames) <= 1, by + "not in turn");
    if (sharing_ == weighted_round_robin)
        oracles_.expect(apart(weight, &Share::frames) <= weight, by + "not by weight");
    // Their bytes per weight differ by less than a quantum and the largest frame of each.
    if (sharing_ == deficit_round_robin)
        oracles_.expect(
            apart(weight, &Share::bytes) <
                weight * std::int64_t{limits::scheduler_quantum_bytes + 2 * picture_bytes_max},
            by + "not by weight");
}

// Before an answer goes what the kernel may hold unsent and the batch whose sending has begun; what
// else crosses the line came while the question did.
void World::check_answers() {
    constexpr std::uint64_t question_bytes = 34u << 10;  // two chunks, and a few small messages
    constexpr std::uint64_t before_max =
        limits::notsent_lowat_bytes + limits::send_batch_bytes + picture_bytes_max + question_bytes;
    oracles_.expect(answers_ >= 25 && most_before_answer_ <= before_max,
                    "shared: control was answered " + std::to_string(answers_) +
                        " times, at worst behind " + std::to_string(most_before_answer_) +
                        " bytes; " + std::to_string(before_max) + " are allowed");
    oracles_.expect(sharing_ == relay::SchedulerKind::source_suppression || longest_rest_ < 5ms,
                    "shared: an answer waited while the line rested");
}

void World::check_kept() {
    const KeptBooks& books = oracles_.kept_books();
    if (fits_) books.check_whole(sequence_.at(kept));
}

Cable& World::cut_cable() {
    return net_.cable(relay_name, options_.cut->peer);
}

void World::look_at_cut() {
    if (was_cut_ || cut_cable().cuts == 0) return;
    was_cut_ = true;
    const std::string& peer = options_.cut->peer;
    payload_cut_ = peer == program
                       ? program_->mid_payload()
                       : is_receiving(peer, relay_name) || is_receiving(relay_name, peer);
    if (options_.cut->relay_dies) kill(relay_name, 50ms);
}

bool World::is_receiving(const std::string& name, const std::string& from) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) return false;
    return std::ranges::any_of(found->second->sessions(), [&from](const auto& entry) {
        return entry.second->peer() == from && entry.second->connection().bytes_receiving() > 0;
    });
}

void World::count_frames_cut() {
    for (const auto& [id, output] : nodes_.at(relay_name)->relay().outputs())
        if (target_of_.at(id) == options_.cut->peer)
            frames_cut_ += output->stats(events_.now()).dropped[relay::DropCause::interrupted];
}

void World::stop_all() {
    for (const auto& [name, node] : nodes_) node->host().thaw();
    if (program_ != nullptr) program_->host().thaw();
    if (program_ != nullptr) program_->stop();
    for (const auto& [name, node] : nodes_) node->stop();
    run_until(events_.now() + 2s);
    for (const auto& [name, node] : nodes_) oracles_.check_books_closed(*node);
    for (const auto& node : dead_) oracles_.check_books_closed(*node);
}

}  // namespace weir::sim
