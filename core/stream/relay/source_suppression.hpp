#pragma once
// A congested connection gives up what matters least, so that the rest stays young.

#include <optional>
#include <vector>

#include "stream/relay/turns.hpp"

namespace weir::relay {

// Congested: some output has had something to send for longer than limits::suppression_age_high and
// nothing of it left. Then the output of the lowest priority is suppressed, and one more
// every limits::suppression_hold while that lasts; those of the highest priority never are. Calm:
// for limits::suppression_recovery none waited longer than limits::suppression_age_low; then the
// one that was suppressed last is taken back, and one more after every further such time. Between
// the two ages nothing changes. Who may send goes by strict priority. Looks only when pick() is
// called, which every frame of any of its outputs brings about.
class SourceSuppression final : public Scheduler {
public:
    Output* pick(std::span<Output* const> outputs, TimePoint now) override;
    void retire(std::span<Output* const> outputs) override;

private:
    void look(std::span<Output* const> outputs, TimePoint now);
    void give_one_up(std::span<Output* const> outputs);
    void take_one_back(std::span<Output* const> outputs);

    StrictPriority turns_;
    std::vector<std::uint16_t> suppressed_;  // output ids, in the order in which they were given up
    std::optional<TimePoint> stepped_down_;  // when one was given up last
    std::optional<TimePoint> calm_since_;
};

}  // namespace weir::relay
