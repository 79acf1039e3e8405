#pragma once
// The receiver's half of acknowledged delivery: what has arrived, what came twice, what is missing.

#include <cstdint>
#include <optional>

#include "stream/relay/position.hpp"

namespace weir::relay {

// Of one stream, over all connections that it ever came by. Pure; lives on the node thread.
class Receipt {
public:
    // Numbers that were sent to nobody and never will be.
    struct Gap {
        Position first;
        std::uint64_t frames = 0;
    };

    // A connection begins or ends: nothing is known of its frames before its first mark.
    void disconnected() { coming_ = {}; }

    // The next frame stands at `position`. Of an epoch that is new here nothing was expected.
    std::optional<Gap> marked(const Position& position) {
        coming_ = position;
        if (position.epoch != next_.epoch) {
            next_ = position;
            return std::nullopt;
        }
        if (position.number <= next_.number) return std::nullopt;
        const Gap gap{next_, position.number - next_.number};
        next_ = position;
        frames_missing_ += gap.frames;
        return gap;
    }

    // A frame has come: where it stands. Nothing when it came before and must not be used again.
    std::optional<Position> arrived() {
        const Position here = coming_;
        ++coming_.number;
        if (here.is_before(next_)) {
            ++frames_repeated_;
            return std::nullopt;
        }
        next_ = coming_;
        return here;
    }

    bool numbered() const { return coming_.epoch != 0; }  // arrived() makes sense
    const Position& next() const { return next_; }        // everything before it is here
    std::uint64_t frames_missing() const { return frames_missing_; }
    std::uint64_t frames_repeated() const { return frames_repeated_; }

private:
    Position next_;
    Position coming_;  // of the next frame on the connection
    std::uint64_t frames_missing_ = 0;
    std::uint64_t frames_repeated_ = 0;
};

}  // namespace weir::relay
