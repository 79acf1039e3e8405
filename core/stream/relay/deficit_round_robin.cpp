#include "stream/relay/deficit_round_robin.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace weir::relay {
namespace {

std::uint64_t quantum_of(const Output& output) {
    return limits::scheduler_quantum_bytes * output.settings().weight;
}

}  // namespace

// A frame may need many quanta, so rounds are counted and not walked.
Output* DeficitRoundRobin::pick(std::span<Output* const> outputs, TimePoint) {
    forget_idle(outputs);
    const auto current = std::ranges::find(outputs, current_id_, &Output::id);
    if (current != outputs.end() && (*current)->ready() &&
        (*current)->next_bytes() <= balance_[current_id_])
        return *current;

    const auto start = current == outputs.end()
                           ? std::size_t{0}
                           : static_cast<std::size_t>(current - outputs.begin() + 1);
    Output* next = nullptr;
    std::size_t next_step = 0;
    std::uint64_t rounds = 0;
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        Output* output = outputs[(start + step) % outputs.size()];
        if (!output->ready()) continue;
        const std::uint64_t needed = rounds_for(*output);
        if (next != nullptr && needed >= rounds) continue;
        next = output;
        next_step = step;
        rounds = needed;
    }
    if (next == nullptr) return nullptr;
    // Those before the chosen one were passed in its round as well, those behind it not yet.
    for (std::size_t step = 0; step < outputs.size(); ++step) {
        const Output& output = *outputs[(start + step) % outputs.size()];
        if (output.ready())
            balance_[output.id()] += quantum_of(output) * (step <= next_step ? rounds : rounds - 1);
    }
    current_id_ = next->id();
    return next;
}

void DeficitRoundRobin::took(const Output& output, std::uint64_t bytes) {
    std::uint64_t& balance = balance_[output.id()];
    balance -= std::min(balance, bytes);
}

// At least one: a turn begins with its quantum.
std::uint64_t DeficitRoundRobin::rounds_for(const Output& output) const {
    const auto found = balance_.find(output.id());
    const std::uint64_t balance = found == balance_.end() ? 0 : found->second;
    const std::uint64_t bytes = output.next_bytes();
    if (bytes <= balance) return 1;
    const std::uint64_t quantum = quantum_of(output);
    return (bytes - balance + quantum - 1) / quantum;
}

void DeficitRoundRobin::forget_idle(std::span<Output* const> outputs) {
    std::erase_if(balance_, [&](const auto& entry) {
        const auto found = std::ranges::find(outputs, entry.first, &Output::id);
        return found == outputs.end() || !(*found)->ready();
    });
}

}  // namespace weir::relay
