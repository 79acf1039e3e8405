#pragma once
// Tells a reader that takes nothing any more from a slow one. Pure.

#include <cstdint>
#include <optional>

#include "base/clock.hpp"
#include "base/limits.hpp"

namespace weir::transport {

// From the moment that a socket has no room: what its kernel holds must become less within
// limits::peer_silence_max, as it does while anybody reads. TCP gives up by itself, a UNIX socket
// never does. It is looked at now and then only, because asking for every frame would cost more.
class SendDeadline {
public:
    void blocked(TimePoint now) {
        since_ = now;
        held_.reset();
        next_look_ = now + look_interval;
    }
    TimePoint next_look() const { return next_look_; }

    // `held`: what the kernel holds now. True when nothing of it has moved for too long. The first
    // look only remembers it: between this and the one before, this process may have been stopped.
    bool looked(TimePoint now, std::uint32_t held) {
        next_look_ = now + look_interval;
        const bool moved = held_ && *held_ != held;
        const bool first = !held_;
        held_ = held;
        if (moved) since_ = now;
        return !first && held > 0 && now - since_ >= limits::peer_silence_max;
    }

private:
    static constexpr auto look_interval = std::chrono::seconds(1);

    TimePoint since_{};  // nothing has moved
    TimePoint next_look_{};
    std::optional<std::uint32_t> held_;
};

}  // namespace weir::transport
