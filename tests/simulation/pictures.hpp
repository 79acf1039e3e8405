#pragma once
// Frames that say what they are, so that whoever receives one can tell whether it is what was sent.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace weir::sim {

struct Picture {
    std::uint64_t source = 0;  // one start of one source
    std::uint32_t sequence = 0;

    bool operator==(const Picture&) const = default;
};

std::vector<std::byte> paint(const Picture& picture, std::size_t bytes);
// Nothing when a single byte is not as it was painted.
std::optional<Picture> recognise(std::span<const std::byte> payload);
// What it says of itself, the rest unread; `start` has picture_bytes_min bytes or more.
Picture glance(std::span<const std::byte> start);

inline constexpr std::size_t picture_bytes_min = 12;
inline constexpr std::uint32_t group_frames = 10;  // of an inter-coded stream: a keyframe each

}  // namespace weir::sim
