#pragma once
// Turns an output's own count of frames into positions of the stream.

#include <cstddef>
#include <cstdint>
#include <deque>

#include "stream/relay/position.hpp"

namespace weir::relay {

// An output counts what it was offered, from 1; where that stands in the stream changes when the
// stream's numbering does. Pure.
class Numbering {
public:
    // The frame that the output counts as `count`, and those after it, are at `position` and on.
    // Counts never go back.
    void begin(std::uint64_t count, const Position& position) {
        while (!parts_.empty() && parts_.back().count >= count) parts_.pop_back();
        const bool goes_on = !parts_.empty() && at(parts_.back(), count) == position;
        if (!goes_on) parts_.push_back({count, position});
    }

    // Of the counts so far only those from `first` to `last` will be asked for. Where the numbers
    // jump before every frame, there is a part for each of these and one more.
    void keep(std::uint64_t first, std::uint64_t last) {
        while (!parts_.empty() && parts_.back().count > last) parts_.pop_back();
        while (parts_.size() > 1 && parts_[1].count <= first) parts_.pop_front();
    }

    bool empty() const { return parts_.empty(); }
    std::size_t parts() const { return parts_.size(); }  // runs of numbers without a jump
    // Nowhere (epoch 0) when the numbering began later. Counts below the one asked for are
    // forgotten.
    Position of(std::uint64_t count) {
        keep(count, UINT64_MAX);
        return parts_.empty() || parts_.front().count > count ? Position{}
                                                              : at(parts_.front(), count);
    }

private:
    struct Part {
        std::uint64_t count;
        Position position;
    };

    static Position at(const Part& part, std::uint64_t count) {
        return part.position.after(count - part.count);
    }

    std::deque<Part> parts_;
};

}  // namespace weir::relay
