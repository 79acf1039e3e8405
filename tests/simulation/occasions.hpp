#pragma once
// How often an oracle that waits for an occasion had one. An oracle without any says nothing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::sim {

enum class Occasion : std::uint8_t {
    late_reader,  // came while a keyframe group was there, and was served in time
    slot_kept,    // a slot was offered a newer frame and kept the one that waited
    taken_back,   // an output that its scheduler had given up came back
    peer_silent,  // a peer was taken for dead
    memory_full,  // a payload was received above the ceiling
};

class Occasions {
public:
    static constexpr std::array<std::string_view, 5> names{
        "a late reader had its group",
        "a slot kept its older frame",
        "an output that was given up came back",
        "a silent peer was taken for dead",
        "what was being received did not fit below the memory ceiling",
    };

    void count(Occasion occasion) { ++times_[static_cast<std::size_t>(occasion)]; }
    void add(const Occasions& other) {
        for (std::size_t i = 0; i < times_.size(); ++i) times_[i] += other.times_[i];
    }
    std::uint64_t operator[](std::size_t occasion) const { return times_[occasion]; }

private:
    std::array<std::uint64_t, names.size()> times_{};
};

}  // namespace weir::sim
