#pragma once
// What a scheduler remembers of each output of its connection.

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "stream/relay/output.hpp"

namespace weir::relay {

// A value for each output, in the order of the outputs. Costs no allocation as long as they stay
// the same. Lives on the node thread.
template <typename Value>
class PerOutput {
public:
    // For exactly these outputs: who was there the last time keeps its value, who is new begins
    // with Value{}.
    std::span<Value> of(std::span<Output* const> outputs) {
        if (!std::ranges::equal(outputs, ids_, {}, &Output::id)) follow(outputs);
        return values_;
    }
    // Null when the output was not among them.
    Value* find(std::uint16_t output_id) {
        const auto found = std::ranges::find(ids_, output_id);
        return found == ids_.end() ? nullptr : &values_[index(found)];
    }

private:
    using Place = std::vector<std::uint16_t>::iterator;

    std::size_t index(Place place) const { return static_cast<std::size_t>(place - ids_.begin()); }

    // Outputs come and go without a change of order, so one walk finds those that stayed.
    void follow(std::span<Output* const> outputs) {
        std::vector<std::uint16_t> ids;
        std::vector<Value> values;
        Place rest = ids_.begin();
        for (const Output* output : outputs) {
            const Place found = std::find(rest, ids_.end(), output->id());
            const bool stayed = found != ids_.end();
            ids.push_back(output->id());
            values.push_back(stayed ? values_[index(found)] : Value{});
            if (stayed) rest = found + 1;
        }
        ids_ = std::move(ids);
        values_ = std::move(values);
    }

    std::vector<std::uint16_t> ids_;
    std::vector<Value> values_;
};

}  // namespace weir::relay
