#include "stream/relay/source_suppression.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::relay {
namespace {

Duration oldest_age(std::span<Output* const> outputs, TimePoint now) {
    Duration oldest{};
    for (const Output* output : outputs)
        if (const auto since = output->unserved_since()) oldest = std::max(oldest, now - *since);
    return oldest;
}

}  // namespace

Output* SourceSuppression::pick(std::span<Output* const> outputs, TimePoint now) {
    look(outputs, now);
    return turns_.pick(outputs, now);
}

void SourceSuppression::retire(std::span<Output* const> outputs) {
    for (Output* output : outputs)
        if (output->suppressed()) output->suppress(false);
    suppressed_.clear();
}

void SourceSuppression::look(std::span<Output* const> outputs, TimePoint now) {
    const Duration age = oldest_age(outputs, now);
    if (age > limits::suppression_age_low) calm_since_.reset();
    if (age > limits::suppression_age_high) {
        if (stepped_down_ && now - *stepped_down_ < limits::suppression_hold) return;
        stepped_down_ = now;
        return give_one_up(outputs);
    }
    if (age > limits::suppression_age_low) return;
    if (!calm_since_) calm_since_ = now;
    const bool recovered = now - *calm_since_ >= limits::suppression_recovery;
    if (suppressed_.empty() || !(recovered || planted(Fault::recovery_not_awaited))) return;
    if (planted(Fault::suppressed_for_good)) return;
    calm_since_ = now;
    take_one_back(outputs);
}

void SourceSuppression::give_one_up(std::span<Output* const> outputs) {
    Output* least = nullptr;
    int highest = -1;
    for (Output* output : outputs) {
        highest = std::max<int>(highest, output->settings().priority);
        if (output->suppressed()) continue;
        // Of equals the one that holds most goes first.
        const auto rank = [](const Output& o) {
            return std::pair(-int{o.settings().priority}, o.bytes_shedable());
        };
        if (least == nullptr || rank(*output) > rank(*least)) least = output;
    }
    if (least == nullptr || least->settings().priority == highest) return;
    suppressed_.push_back(least->id());
    least->suppress(true);
}

void SourceSuppression::take_one_back(std::span<Output* const> outputs) {
    while (!suppressed_.empty()) {
        const auto found = std::ranges::find(outputs, suppressed_.back(), &Output::id);
        suppressed_.pop_back();
        if (found == outputs.end()) continue;  // it left meanwhile
        (*found)->suppress(false);
        return;
    }
}

}  // namespace weir::relay
