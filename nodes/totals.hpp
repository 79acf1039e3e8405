#pragma once
// What outputs that are gone have sent and dropped, so that a report at the end is complete.

#include <cstdint>
#include <map>

#include "stream/relay/output.hpp"

namespace weir::nodes {

// One line per stream and delivery mode: bounded, however many readers come and go.
class Totals {
public:
    struct Key {
        std::uint16_t stream_id;
        relay::Delivery delivery;
        auto operator<=>(const Key&) const = default;
    };
    struct Line {
        std::uint64_t outputs = 0;
        std::uint64_t frames_received = 0;
        std::uint64_t frames_sent = 0;
        std::uint64_t frames_waiting = 0;  // was being sent when the output was closed
        std::uint64_t bytes_sent = 0;
        std::array<std::uint64_t, relay::drop_cause_count> dropped{};
    };

    void add(const relay::Output& output, TimePoint now) {
        const relay::OutputStats stats = output.stats(now);
        Line& line = lines_[{output.settings().stream_id, output.settings().delivery}];
        ++line.outputs;
        line.frames_received += stats.frames_received;
        line.frames_sent += stats.frames_sent;
        line.frames_waiting += stats.frames_waiting;
        line.bytes_sent += stats.bytes_sent;
        for (std::size_t i = 0; i < relay::drop_cause_count; ++i)
            line.dropped[i] += stats.dropped[static_cast<relay::DropCause>(i)];
    }

    const std::map<Key, Line>& lines() const { return lines_; }

private:
    std::map<Key, Line> lines_;
};

}  // namespace weir::nodes
