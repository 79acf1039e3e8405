#include "simulation/output_books.hpp"

#include <utility>

namespace weir::sim {
namespace {

constexpr std::uint64_t frame_bytes_max = 64u << 10;

}  // namespace

void OutputBooks::check(const std::string& node, const relay::Output& output,
                        const relay::Input* input, bool inter_coded) {
    node_ = &node;
    output_ = &output;
    inter_coded_ = inter_coded;
    const auto stats = output.stats(events_.now());
    expect(
        stats.frames_received == stats.frames_sent + stats.dropped.total() + stats.frames_waiting,
        "its books do not balance");
    if (output.settings().delivery == relay::Delivery::low_latency) {
        if (!inter_coded) check_slot(output, stats, input);
        return;
    }
    const std::uint64_t for_budget = stats.dropped[relay::DropCause::frame_budget] +
                                     stats.dropped[relay::DropCause::byte_budget];
    const Look now{stats.frames_received, for_budget, stats.dropped.total() - for_budget,
                   output.next_number(), output.popped_number()};
    check_queue(output, stats, std::exchange(looks_[{node, output.id()}], now), now);
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
    const bool for_budget_only = now.otherwise == before.otherwise;
    // What waits alone came after it was emptied, beside what is on its way and cannot be dropped.
    const std::uint64_t came = now.offered - before.offered;
    if (drops_oldest && now.for_budget > before.for_budget && now.next <= before.offered)
        expect(stats.frames_waiting <= budget.frames_max + came &&
                   stats.bytes_waiting <= budget.bytes_max + came * frame_bytes_max,
               "was full and did not come back to its budget");
    if (drops_oldest && for_budget_only && came > 0 && !inter_coded_)
        expect(output.newest_number() == output.frames_offered(),
               "drops its oldest, and the newest is not there");
    if (!drops_oldest && for_budget_only && before.next != 0 && now.popped == before.popped)
        expect(now.next == before.next, "keeps its oldest, and lost it");
}

void OutputBooks::check_slot(const relay::Output& output, const relay::OutputStats& stats,
                             const relay::Input* input) {
    expect(!output.ready() || output.bytes_shedable() <= frame_bytes_max, "more than a slot");
    const bool only_pending = output.ready() && stats.frames_waiting == 1;
    if (only_pending && output.settings().slot_policy == relay::SlotPolicy::replace_pending &&
        input != nullptr && input->last_frame_at)
        expect(*stats.oldest_since >= *input->last_frame_at, "an old frame waits");
}

void OutputBooks::expect(bool holds, const char* what) const {
    if (holds) return;
    expect_(false, *node_ + ", output " + std::to_string(output_->id()) + " of stream " +
                       std::to_string(output_->settings().stream_id) + ": " + what);
}

}  // namespace weir::sim
