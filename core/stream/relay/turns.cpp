#include "stream/relay/turns.hpp"

#include <algorithm>

#include "base/planted.hpp"

namespace weir::relay {
namespace {

// The ready output that comes next after `last_id` in a circle, among those `eligible` accepts.
template <typename Eligible>
Output* next_in_circle(std::span<Output* const> outputs, std::uint16_t last_id, Eligible eligible) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (outputs[i]->id() == last_id) start = i + 1;
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        Output* output = outputs[(start + step) % outputs.size()];
        if (output->ready() && eligible(*output)) return output;
    }
    return nullptr;
}

int rank(const Output& output) {
    const int priority = output.settings().priority;
    return planted(Fault::priority_upside_down) ? 255 - priority : priority;
}

std::uint16_t weight_of(const Output& output) {
    return planted(Fault::weights_ignored) ? 1 : output.settings().weight;
}

}  // namespace

Output* RoundRobin::pick(std::span<Output* const> outputs, TimePoint) {
    Output* next = next_in_circle(outputs, last_id_, [](const Output&) { return true; });
    if (next != nullptr) last_id_ = next->id();
    return next;
}

Output* StrictPriority::pick(std::span<Output* const> outputs, TimePoint) {
    int highest = -1;
    for (const Output* output : outputs)
        if (output->ready()) highest = std::max<int>(highest, rank(*output));
    if (highest < 0) return nullptr;
    std::uint16_t& last_id = last_ids_[highest];
    Output* next = next_in_circle(
        outputs, last_id, [highest](const Output& output) { return rank(output) == highest; });
    last_id = next->id();
    return next;
}

// Every turn gives each ready output its weight and takes the sum of the weights from the one that
// goes: over time everybody goes as often as its weight, and nobody twice while others wait longer.
Output* WeightedRoundRobin::pick(std::span<Output* const> outputs, TimePoint) {
    const auto credit = credit_.of(outputs);
    std::int64_t sum = 0;
    std::size_t next = outputs.size();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!outputs[i]->ready()) {
            credit[i] = 0;
            continue;
        }
        const auto weight = std::int64_t{weight_of(*outputs[i])};
        credit[i] += weight;
        sum += weight;
        if (next == outputs.size() || credit[i] > credit[next]) next = i;
    }
    if (next == outputs.size()) return nullptr;
    credit[next] -= sum;
    return outputs[next];
}

}  // namespace weir::relay
