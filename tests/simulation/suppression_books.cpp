#include "simulation/suppression_books.hpp"

#include "base/limits.hpp"

namespace weir::sim {

void SuppressionBooks::check(const SimNode& node) {
    for (const auto& [id, output] : node.relay().outputs()) {
        if (output->settings().scheduler != relay::SchedulerKind::source_suppression) continue;
        Look& look = looks_[{&node, id}];
        const Look before = look;
        look.session = node.session_of(id);
        look.suppressed = output->suppressed();
        look.at = events_.now();
        // Whoever carries it next decides anew, and may find old frames waiting.
        const bool same_session = look.session == before.session;
        if (same_session && look.suppressed == before.suppressed) continue;
        look.changed = same_session || look.suppressed ? before.at : TimePoint();
        if (!same_session || before.changed == TimePoint()) continue;
        const Duration least = look.suppressed
                                   ? limits::suppression_age_high - limits::suppression_age_low
                                   : Duration(limits::suppression_recovery);
        expect_(look.at - before.changed >= least,
                node.name() + ", output " + std::to_string(id) +
                    (look.suppressed ? ": given up again too soon" : ": taken back too soon"));
        if (!look.suppressed) occasions_.count(Occasion::taken_back);
    }
}

}  // namespace weir::sim
