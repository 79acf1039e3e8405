#pragma once
// A reader that costs the machine almost nothing: it copies the first bytes of each frame and lets
// the kernel throw the rest away, so that what is measured is the relay.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "base/clock.hpp"
#include "base/unique_fd.hpp"
#include "peer.hpp"

namespace weir::bench {

// The first bytes of every payload: the reader finds out how old the frame is.
struct Stamp {
    std::int64_t written_at_ns = 0;  // monotonic, when the source began to write
    std::uint64_t number = 0;
};
inline std::chrono::nanoseconds age(const Stamp& stamp, TimePoint now) {
    return now.time_since_epoch() - std::chrono::nanoseconds(stamp.written_at_ns);
}

class Reader {
public:
    Reader(UniqueFd fd, const Peer& peer) : fd_(std::move(fd)), peer_(&peer) {}

    int fd() const { return fd_.get(); }
    // Takes what the kernel holds and reports every frame that became whole. False once the
    // connection is over or its bytes make no sense.
    bool take(const std::function<void(const Stamp&)>& whole_frame);
    // The same, but of so many bytes only.
    bool take_at_most(std::size_t bytes, const std::function<void(const Stamp&)>& whole_frame);
    // Ends the connection as a machine does that is switched off and on again.
    void break_off();

private:
    bool parse(const std::function<void(const Stamp&)>& whole_frame);
    bool receive(bool& drained);

    static constexpr std::size_t head_bytes_max = 256;

    UniqueFd fd_;
    const Peer* peer_;
    std::array<std::byte, head_bytes_max> held_;  // the start of the current message
    std::size_t held_count_ = 0;
    std::size_t allowed_ = ~std::size_t{0};  // bytes that may still be taken
    std::size_t skip_ = 0;                   // bytes of the current message still to come
    std::optional<Stamp> stamp_;             // of the current frame
};

}  // namespace weir::bench
