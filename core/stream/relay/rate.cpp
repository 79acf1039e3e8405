#include "stream/relay/rate.hpp"

#include <algorithm>
#include <cmath>

namespace weir::relay {
namespace {

constexpr auto window = std::chrono::seconds(2);

}  // namespace

void RateMeter::add(TimePoint now, std::uint64_t bytes) {
    samples_[next_] = {now, bytes};
    next_ = (next_ + 1) % samples_max;
    count_ = std::min(count_ + 1, samples_max);
}

Rate RateMeter::at(TimePoint now) const {
    std::uint64_t intervals = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_of_older = 0;
    TimePoint newest{};
    TimePoint oldest{};
    for (std::size_t back = 1; back <= count_; ++back) {
        const Sample& sample = samples_[(next_ + samples_max - back) % samples_max];
        if (now - sample.at > window) break;
        if (back == 1) newest = sample.at;
        if (back > 1) ++intervals;
        oldest = sample.at;
        // The oldest frame only opens the first interval: its own bytes came before it.
        bytes += bytes_of_older;
        bytes_of_older = sample.bytes;
    }
    if (intervals == 0 || newest == oldest) return {};

    // A stream that has just stopped slows down in the figure before it leaves the window.
    const auto usual = (newest - oldest) / static_cast<Duration::rep>(intervals);
    const auto span = now - newest > 2 * usual ? now - oldest : newest - oldest;
    const double seconds = std::chrono::duration<double>(span).count();
    return {
        static_cast<std::uint32_t>(std::lround(static_cast<double>(intervals) * 1000.0 / seconds)),
        static_cast<std::uint64_t>(std::lround(static_cast<double>(bytes) * 8.0 / seconds))};
}

}  // namespace weir::relay
