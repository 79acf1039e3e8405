#include "stream/relay/deficit_round_robin.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::relay {
namespace {

std::uint64_t quantum_of(const Output& output) {
    const std::uint64_t weight = planted(Fault::weights_ignored) ? 1 : output.settings().weight;
    return limits::scheduler_quantum_bytes * weight;
}

// Else whoever sends empty frames would never use its turn up.
std::uint64_t cost(std::uint64_t payload_bytes) {
    return std::max(payload_bytes, limits::scheduler_frame_bytes);
}

// At least one: a turn begins with its quantum.
std::uint64_t rounds_for(const Output& output, std::uint64_t balance) {
    const std::uint64_t bytes = cost(output.next_bytes());
    if (bytes <= balance) return 1;
    const std::uint64_t quantum = quantum_of(output);
    return (bytes - balance + quantum - 1) / quantum;
}

}  // namespace

// A frame may need many quanta, so rounds are counted and not walked.
Output* DeficitRoundRobin::pick(std::span<Output* const> outputs, TimePoint) {
    const auto balance = balance_.of(outputs);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (!outputs[i]->ready()) balance[i] = 0;
    const auto current = static_cast<std::size_t>(
        std::ranges::find(outputs, current_id_, &Output::id) - outputs.begin());
    const bool is_here = current < outputs.size();
    if (is_here && outputs[current]->ready() &&
        cost(outputs[current]->next_bytes()) <= balance[current])
        return outputs[current];

    const std::size_t start = is_here ? current + 1 : 0;
    const auto at = [&](std::size_t step) { return (start + step) % outputs.size(); };
    std::size_t next_step = outputs.size();
    std::uint64_t rounds = 0;
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        const std::size_t i = at(step);
        if (!outputs[i]->ready()) continue;
        const std::uint64_t needed = rounds_for(*outputs[i], balance[i]);
        if (next_step < outputs.size() && needed >= rounds) continue;
        next_step = step;
        rounds = needed;
    }
    if (next_step == outputs.size()) return nullptr;
    // Those before the chosen one were passed in its round as well, those behind it not yet.
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        const std::size_t i = at(step);
        if (outputs[i]->ready())
            balance[i] += quantum_of(*outputs[i]) * (step <= next_step ? rounds : rounds - 1);
    }
    current_id_ = outputs[at(next_step)]->id();
    return outputs[at(next_step)];
}

void DeficitRoundRobin::took(const Output& output, std::uint64_t bytes) {
    if (std::uint64_t* balance = balance_.find(output.id()))
        *balance -= std::min(*balance, cost(bytes));
}

}  // namespace weir::relay
