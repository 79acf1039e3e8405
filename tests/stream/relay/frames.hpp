#pragma once
// Frames and listeners for the relay's tests.

#include <memory>
#include <string>
#include <vector>

#include "stream/frame/frame.hpp"
#include "stream/relay/output.hpp"

namespace weir::test {

struct FrameMaker {
    frame::FrameRef operator()(std::uint32_t sequence, std::size_t bytes = 10,
                               bool keyframe = true) {
        auto draft = frame::Draft::open(bytes, ledger.open("test"));
        return std::move(*draft).seal(
            {.stream_id = stream_id, .sequence = sequence, .keyframe = keyframe}, bytes);
    }

    Ledger ledger;
    std::uint16_t stream_id = 3;
};

struct Listener final : relay::OutputListener {
    void on_ready(relay::Output&) override { ++ready; }
    void on_change(relay::Output&, relay::StreamChange change, std::string_view detail) override {
        changes.push_back(change);
        details.emplace_back(detail);
    }

    int ready = 0;
    std::vector<relay::StreamChange> changes;
    std::vector<std::string> details;
};

// Takes everything that is ready and says it was sent; returns the sequence numbers.
inline std::vector<std::uint32_t> drain(relay::Output& output, TimePoint now = {}) {
    std::vector<std::uint32_t> sequences;
    while (const auto frame = output.pop()) {
        sequences.push_back(frame->sequence);
        output.sent(now);
    }
    return sequences;
}

inline bool balanced(const relay::OutputStats& stats) {
    return stats.frames_received ==
           stats.frames_sent + stats.dropped.total() + stats.frames_waiting;
}

inline constexpr frame::StreamFormat mjpeg{.encoding = frame::Encoding::mjpeg};
inline constexpr frame::StreamFormat h264{.encoding = frame::Encoding::h264};

}  // namespace weir::test
