#include "control/report/fit.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

#include "base/limits.hpp"

namespace weir::report {
namespace {

constexpr std::size_t list_count_max = 65535;  // list16
constexpr std::size_t size_prefix_bytes = 2;   // before each element of a list

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

std::size_t fit(gen::GetRuntimeStateReply& reply) {
    gen::GetRuntimeStateReply head;
    head.node_name = reply.node_name;
    std::size_t room = limits::control_payload_bytes_max - limits::response_head_bytes;
    room -= head.encoded_size();
    std::size_t left_out = keep_what_fits(reply.resources, room);
    left_out += keep_what_fits(reply.streams, room);
    left_out += keep_what_fits(reply.outputs, room);
    left_out += keep_what_fits(reply.peers, room);
    return left_out;
}

}  // namespace weir::report
