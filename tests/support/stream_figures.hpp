#pragma once
// What a reader learns about a stream by watching it: counts, order, gaps, rates and ages. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace weir::support {

// Follows a number that should grow by one.
class Counting {
public:
    void saw(std::uint32_t number);

    std::optional<std::uint32_t> first;
    std::optional<std::uint32_t> last;
    std::uint64_t out_of_order = 0;  // not larger than all before it
    std::uint64_t gaps = 0;          // numbers that were passed over
};

struct StreamFigures {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;            // of payloads
    std::uint64_t plain_frames = 0;     // without a head
    std::uint64_t keyframes = 0;        // as their heads say
    std::uint64_t discontinuities = 0;  // as their heads say
    std::uint64_t connections = 0;      // that led to an output
    Counting sequence;                  // of the heads
    Counting picture;                   // of the numbers in the pictures
    std::uint64_t undecodable = 0;      // no picture, or a damaged one
    std::uint64_t unnumbered = 0;       // a picture without a number in it
    std::uint32_t width = 0;            // of the newest picture
    std::uint32_t height = 0;
    std::vector<std::int64_t> ages_us;  // arrival minus capture time
    std::vector<std::string> events;    // names of the stream events, in order
    std::uint64_t congestion_reports = 0;
    std::optional<TimePoint> first_at;
    std::optional<TimePoint> last_at;
    std::int64_t silence_us_max = 0;  // longest time between two frames
    std::string ended;                // frames, seconds, closed, refused, timeout

    void arrived(TimePoint now, std::uint64_t payload_bytes);
    double fps() const;  // 0 before the second frame
};

std::string json(const StreamFigures& figures);

}  // namespace weir::support
