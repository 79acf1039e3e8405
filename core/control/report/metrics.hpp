#pragma once
// The figures of a node as Prometheus reads them, and whether it is where it should be. Pure.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gen/messages.hpp"

namespace weir::report {

// All outputs of one stream and mode since the start, those that are gone included: so counters
// never fall, and readers that come and go make no new series.
struct OutputSum {
    std::uint16_t stream_id = 0;
    gen::DeliveryMode mode{};
    std::uint64_t outputs = 0;  // there now
    std::uint64_t connected = 0;
    std::uint64_t frames_received = 0;
    std::uint64_t frames_sent = 0;
    std::uint64_t frames_waiting = 0;
    std::uint64_t bytes_waiting = 0;
    std::uint32_t oldest_ms = 0;  // the oldest waiting frame of all
    std::map<gen::DropCause, std::uint64_t> dropped;
};

struct Metrics {
    std::string version;
    std::uint64_t revision = 0;
    gen::GetRuntimeStateReply state;
    std::vector<OutputSum> outputs;
};

// Text exposition format 0.0.4. Labels are stream ids, modes, causes, kinds and states only.
std::string exposition(const Metrics& metrics);

// What is not as it should be, one sentence a line; empty: wanted is current.
std::string unready(const gen::GetRuntimeStateReply& state);

}  // namespace weir::report
