#include "simulation/output_books.hpp"

#include <utility>

#include "base/limits.hpp"
#include "simulation/pictures.hpp"

namespace weir::sim {
namespace {

constexpr std::uint64_t frame_bytes_max = 64u << 10;

}  // namespace

void OutputBooks::check(const SimNode& node, const relay::Output& output, const relay::Input* input,
                        bool inter_coded) {
    node_ = &node;
    output_ = &output;
    inter_coded_ = inter_coded;
    const auto stats = output.stats(events_.now());
    expect(
        stats.frames_received == stats.frames_sent + stats.dropped.total() + stats.frames_waiting,
        "its books do not balance");
    std::uint64_t for_room = 0;
    for (const auto cause : {relay::DropCause::frame_budget, relay::DropCause::byte_budget,
                             relay::DropCause::slot_busy, relay::DropCause::replaced})
        for_room += stats.dropped[cause];
    Look& last = looks_[{&node, output.id()}];
    const Look now{.offered = stats.frames_received,
                   .for_room = for_room,
                   .otherwise = stats.dropped.total() - for_room,
                   .next = output.next_number(),
                   .popped = output.popped_number(),
                   .caught_up = last.caught_up || !inter_coded || !output.ready()};
    const Look before = std::exchange(last, now);
    if (output.settings().delivery != relay::Delivery::low_latency)
        return check_queue(output, stats, before, now);
    check_slot(output, stats, before, now);
    if (!inter_coded) check_newest(output, stats, input);
}

void OutputBooks::check_queue(const relay::Output& output, const relay::OutputStats& stats,
                              const Look& before, const Look& now) {
    const relay::OutputSettings& settings = output.settings();
    const relay::Budget& budget = settings.budget;
    const relay::Budget ceiling = budget.ceiling();
    expect(stats.frames_waiting <= ceiling.frames_max && stats.bytes_waiting <= ceiling.bytes_max,
           "over its budget");
    if (settings.delivery == relay::Delivery::opaque || !output.ready()) return;
    const bool drops_oldest = settings.drop_policy == relay::DropPolicy::oldest;
    const bool for_room_only = now.otherwise == before.otherwise;
    // What waits alone came after it was emptied, beside what is on its way and cannot be dropped.
    const std::uint64_t came = now.offered - before.offered;
    if (drops_oldest && now.for_room > before.for_room && now.next <= before.offered)
        expect(stats.frames_waiting <= budget.frames_max + came &&
                   stats.bytes_waiting <= budget.bytes_max + came * frame_bytes_max,
               "was full and did not come back to its budget");
    if (drops_oldest && for_room_only && came > 0 && !inter_coded_)
        expect(output.newest_number() == output.frames_offered(),
               "drops its oldest, and the newest is not there");
    if (!drops_oldest && for_room_only && before.next != 0 && now.popped == before.popped)
        expect(now.next == before.next, "keeps its oldest, and lost it");
}

void OutputBooks::check_slot(const relay::Output& output, const relay::OutputStats& stats,
                             const Look& before, const Look& now) {
    const bool keeps = output.settings().slot_policy == relay::SlotPolicy::keep_pending;
    const std::uint64_t waiting = now.next == 0 ? 0 : output.newest_number() - now.next + 1;
    expect(waiting <= (now.caught_up ? 1 : group_frames), "more frames than one wait in a slot");
    expect(output.bytes_shedable() <= waiting * frame_bytes_max, "more bytes than those frames");
    expect(stats.bytes_waiting - output.bytes_shedable() <=
               limits::send_batch_bytes + 2 * frame_bytes_max,
           "more than a batch is being sent");
    const bool for_room_only = now.otherwise == before.otherwise;
    if (!keeps || before.next == 0 || now.popped != before.popped || !for_room_only) return;
    expect(now.next == before.next, "keeps the frame that waits, and lost it");
    if (now.offered > before.offered && now.caught_up) occasions_.count(Occasion::slot_kept);
}

// In a slot for pictures that stand alone, if it does not keep the older ones.
void OutputBooks::check_newest(const relay::Output& output, const relay::OutputStats& stats,
                               const relay::Input* input) {
    const bool replaces = output.settings().slot_policy == relay::SlotPolicy::replace_pending;
    if (!replaces || !output.ready()) return;
    expect(output.next_number() == output.frames_offered(), "an old frame waits");
    if (stats.frames_waiting == 1 && input != nullptr && input->last_frame_at)
        expect(*stats.oldest_since >= *input->last_frame_at, "it was not offered the newest frame");
}

void OutputBooks::expect(bool holds, const char* what) const {
    if (holds) return;
    expect_(false, node_->name() + ", output " + std::to_string(output_->id()) + " of stream " +
                       std::to_string(output_->settings().stream_id) + ": " + what);
}

}  // namespace weir::sim
