#pragma once
// Where a frame stands in its stream, for everybody who has the stream.

#include <cstdint>

namespace weir::relay {

// The first node that has a stream numbers its frames; relays pass the numbers on. The epoch names
// one numbering: numbers of different epochs say nothing about each other. Epoch 0: nowhere.
struct Position {
    std::uint64_t epoch = 0;
    std::uint64_t number = 0;

    Position after(std::uint64_t frames) const { return {epoch, number + frames}; }
    // Whether a frame here is among those that `answered` answers for: all below it in its epoch.
    bool is_before(const Position& answered) const {
        return epoch == answered.epoch && number < answered.number;
    }
    bool operator==(const Position&) const = default;
};

}  // namespace weir::relay
