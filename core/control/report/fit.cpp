#include "control/report/runtime_report.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/limits.hpp"

namespace weir::report {
namespace {

constexpr std::size_t list_count_max = 65535;  // list16
constexpr std::size_t size_prefix_bytes = 2;   // before each element of a list
constexpr std::size_t response_head_bytes = 6;

// Keeps from the front what fits into `room`, and returns how many had to go.
template <typename Item>
std::size_t keep_what_fits(std::vector<Item>& items, std::size_t& room) {
    std::size_t kept = 0;
    for (; kept < std::min(items.size(), list_count_max); ++kept) {
        const std::size_t size = size_prefix_bytes + items[kept].encoded_size();
        if (size > room) break;
        room -= size;
    }
    const std::size_t gone = items.size() - kept;
    items.resize(kept);
    return gone;
}

}  // namespace

std::uint64_t whole_ms(Duration duration) {
    const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
    return count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

std::uint32_t short_ms(Duration duration) {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(whole_ms(duration), largest));
}

RuntimeReport runtime_report(Facts facts) {
    RuntimeReport report;
    gen::GetRuntimeStateReply& reply = report.reply;
    reply.node_name = std::move(facts.node_name);
    reply.boot_nonce = facts.boot_nonce;
    reply.uptime = whole_ms(facts.uptime);

    std::size_t room = limits::control_payload_bytes_max - response_head_bytes;
    room -= reply.encoded_size();
    report.left_out += keep_what_fits(facts.resources, room);
    report.left_out += keep_what_fits(facts.streams, room);
    report.left_out += keep_what_fits(facts.outputs, room);
    report.left_out += keep_what_fits(facts.peers, room);
    reply.resources = std::move(facts.resources);
    reply.streams = std::move(facts.streams);
    reply.outputs = std::move(facts.outputs);
    reply.peers = std::move(facts.peers);
    return report;
}

}  // namespace weir::report
