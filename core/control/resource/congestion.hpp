#pragma once
// Whether an output copes: one episode from the first lost frame until it has been well for long.

#include <cstdint>
#include <optional>

#include "base/clock.hpp"
#include "stream/relay/delivery.hpp"

namespace weir::resource {

// Looked at from time to time, never from the data path. What counts is what the policy of the
// output dropped and how old the oldest frame is; frames that were lost with a connection are not
// congestion. A slot lives from replacing frames, so only a share of them means that its reader
// falls behind. Pure; lives on the node thread.
class CongestionWatch {
public:
    explicit CongestionWatch(relay::Delivery delivery) : delivery_(delivery) {}

    enum class Turn : std::uint8_t { none, begun, ended };
    struct Look {
        Turn turn = Turn::none;
        bool report = false;  // whoever is interested should be told now
    };
    // What is due and may not be told at this look is due at the next.
    Look look(const relay::OutputStats& stats, TimePoint now, bool may_report = true);

    bool congested() const { return since_.has_value() && !over_; }
    // Of the episode under way, or of the one that the last look ended.
    Duration lasted(TimePoint now) const { return now - since_.value_or(now); }
    std::uint64_t dropped() const { return dropped_ - dropped_before_; }
    // What dropped most in it; nothing when frames only grew old.
    std::optional<relay::DropCause> cause() const { return cause_; }

private:
    bool suffers(const relay::OutputStats& stats, TimePoint now) const;
    void find_cause(const relay::OutputStats& stats);

    relay::Delivery delivery_;
    std::optional<TimePoint> since_;
    TimePoint last_suffered_{};
    std::optional<TimePoint> last_report_;
    bool report_owed_ = false;
    bool suffered_before_ = false;
    bool over_ = false;                 // the episode, as of the last look
    std::uint64_t received_ = 0;        // as of the last look
    std::uint64_t dropped_ = 0;         // by the output's policy, as of the last look
    std::uint64_t dropped_before_ = 0;  // the episode
    relay::DropCounts counts_;          // as of the last look
    relay::DropCounts counts_before_;   // the episode
    std::optional<relay::DropCause> cause_;
};

}  // namespace weir::resource
