#pragma once
// What outputs that are gone have sent and dropped, so that a report at the end is complete.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

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
        std::uint64_t frames_waiting = 0;  // is still being sent
        std::uint64_t bytes_sent = 0;
        std::array<std::uint64_t, relay::drop_cause_count> dropped{};
    };

    // An output that is closed. What is being sent of it counts as waiting until that has ended.
    void add(std::shared_ptr<const relay::Output> output) {
        settle();
        ending_.push_back(std::move(output));
    }

    std::map<Key, Line> lines() const {
        auto all = lines_;
        for (const auto& output : ending_) count(all, *output);
        return all;
    }

private:
    static void count(std::map<Key, Line>& lines, const relay::Output& output) {
        const relay::OutputStats stats = output.stats({});
        Line& line = lines[{output.settings().stream_id, output.settings().delivery}];
        ++line.outputs;
        line.frames_received += stats.frames_received;
        line.frames_sent += stats.frames_sent;
        line.frames_waiting += stats.frames_waiting;
        line.bytes_sent += stats.bytes_sent;
        for (std::size_t i = 0; i < relay::drop_cause_count; ++i)
            line.dropped[i] += stats.dropped[static_cast<relay::DropCause>(i)];
    }

    void settle() {
        std::erase_if(ending_, [this](const auto& output) {
            if (output->frames_waiting() > 0) return false;
            count(lines_, *output);
            return true;
        });
    }

    std::map<Key, Line> lines_;
    std::vector<std::shared_ptr<const relay::Output>> ending_;
};

}  // namespace weir::nodes
