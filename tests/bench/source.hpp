#pragma once
// The live source: a frame every 1/fps seconds, stamped when its writing begins. A frame that is
// due while the one before is still being written is skipped, as a camera's would be.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/unique_fd.hpp"
#include "peer.hpp"

namespace weir::bench {

class Source {
public:
    Source(UniqueFd fd, Peer& peer, std::size_t frame_bytes);

    int fd() const { return fd_.get(); }
    // Starts a frame unless one is still on its way. False once the relay hung up.
    bool start_frame();
    // Goes on where the socket was full; call when it is writable.
    bool go_on();
    bool busy() const { return sent_ < size_; }
    // The longest that a frame took from its first byte to its last, since the last call.
    Duration longest_write();
    // Reads and forgets what the relay says to its source.
    bool drain();

private:
    UniqueFd fd_;
    Peer* peer_;
    std::vector<std::byte> head_;
    std::vector<std::byte> block_;
    std::span<std::byte> payload_;  // in block_
    std::size_t sent_ = 0;          // of the current frame
    std::size_t size_ = 0;          // of the current frame, head and tail included
    std::uint32_t number_ = 0;
    TimePoint started_at_{};
    Duration longest_write_{};
};

}  // namespace weir::bench
