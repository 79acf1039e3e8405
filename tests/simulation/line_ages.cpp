#include "simulation/line_ages.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace weir::sim {
namespace {

using namespace std::chrono_literals;

// Readiness comes late, and what crosses the cable meanwhile lies behind the frame.
constexpr auto rest_max = 2ms;
constexpr std::size_t behind_bytes_max = 34u << 10;  // two chunks, and a few small messages

}  // namespace

void LineAges::follow(const std::string& reader, std::uint16_t stream_id,
                      std::size_t frame_bytes_max, const Cable& cable) {
    lines_.push_back({reader, stream_id, frame_bytes_max, &cable});
}

void LineAges::offered(std::uint16_t stream_id, const Picture& picture) {
    for (const Line& line : lines_)
        if (line.stream_id == stream_id)
            offered_[{line.reader, picture.source, picture.sequence}] = {
                line.cable->carried, line.cable->rested(events_.now()), line.cable->connections};
}

void LineAges::arrived(const std::string& reader, std::uint16_t stream_id, const Picture& picture,
                       std::size_t bytes) {
    const auto line = std::ranges::find_if(lines_, [&](const Line& one) {
        return one.reader == reader && one.stream_id == stream_id;
    });
    if (line == lines_.end()) return;
    const auto offer = offered_.extract({reader, picture.source, picture.sequence});
    if (offer.empty() || offer.mapped().connections != line->cable->connections) return;
    const std::uint64_t carried = line->cable->carried - offer.mapped().carried;
    const Duration rested = line->cable->rested(events_.now()) - offer.mapped().rested;
    const std::string what = reader + ", frame " + std::to_string(picture.sequence) +
                             " of stream " + std::to_string(stream_id) + ": ";
    expect_(
        carried <= limits::notsent_lowat_bytes + line->frame_bytes_max + bytes + behind_bytes_max,
        what + std::to_string(carried) + " bytes went before it");
    expect_(
        rested <= rest_max,
        what + "waited while the line had nothing to carry for " +
            std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(rested).count()) +
            " us");
    ++frames_checked_;
}

}  // namespace weir::sim
