#pragma once
// What the readers saw within the measured time. Pure.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "reader.hpp"

namespace weir::bench {

// The value that `share` (0 to 1) of all are not above, in microseconds; 0 where there is none.
// `values_ns` come back sorted.
double percentile_us(std::vector<std::int64_t>& values_ns, double share);

class Observed {
public:
    void clear() { *this = {}; }
    void healthy_frame(const Stamp& stamp, TimePoint now);
    // Of a reader that always has something to read: it takes as long for a frame as lies between
    // two. `latest` is when its frame before was whole, and is brought up to date.
    void slow_frame(const Stamp& stamp, TimePoint& latest, TimePoint now);

    std::size_t frames() const { return latencies_ns_.size(); }
    double latency_us(double share) { return percentile_us(latencies_ns_, share); }
    // p99 of the slow readers' frames, in times that it takes to read one; 0: none were read.
    double slow_age();

private:
    std::vector<std::int64_t> latencies_ns_;
    std::vector<std::int64_t> slow_ages_ns_;
    std::vector<std::int64_t> slow_transfers_ns_;
};

}  // namespace weir::bench
