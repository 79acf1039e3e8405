#pragma once
// One measurement: one fresh relay process, one source, N readers, one window of time.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "peer.hpp"

namespace weir::bench {

struct Case {
    std::size_t outputs = 1;  // readers in all
    std::size_t stalled = 0;  // of these, the ones that stop reading after they attached
    std::size_t dead = 0;     // and those whose connection breaks after they attached
    std::size_t slow = 0;     // and those that read a quarter of what the source sends
    std::size_t frame_bytes = 200'000;
    unsigned fps = 60;  // 0: the next frame as soon as the relay has taken the one before

    std::size_t healthy() const { return outputs - stalled - dead - slow; }

    bool operator==(const Case&) const = default;
};

struct Window {
    std::chrono::milliseconds warm_up{500};
    std::chrono::milliseconds length{2000};
};

// Frames that arrived within the window, at the readers that read.
struct Figures {
    double p50_us = 0;  // source begins to write -> reader has the whole frame
    double p99_us = 0;
    double cpu_s_per_gb = 0;  // of the relay's process, per 10^9 delivered payload bytes
    double fps_min = 0;       // of the reader that got the fewest frames
    double rss_mb = 0;
    double gb_per_s = 0;           // delivered payload
    double source_blocked_ms = 0;  // the longest that the relay took to accept a frame
    double slow_age = 0;  // p99 of a slow reader's whole frames, in times that it takes to read one
    std::vector<std::int64_t> answers_ns = {};  // to an operator's questions under load
};

// Until every reader has a frame, when source and readers connect as soon as the relay listens.
struct StartTimes {
    double from_exec_ms = 0;       // from the start of the process
    double from_listening_ms = 0;  // from when its port was known
};
Result<StartTimes> measure_start(Peer& peer, const Case& what);

// Starts the peer and stops it again. timed_out when a reader gets no frame at all.
Result<Figures> measure(Peer& peer, const Case& what, const Window& window);

}  // namespace weir::bench
