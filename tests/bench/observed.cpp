#include "observed.hpp"

#include <algorithm>
#include <cmath>

namespace weir::bench {

double percentile_us(std::vector<std::int64_t>& values_ns, double share) {
    if (values_ns.empty()) return 0;
    std::ranges::sort(values_ns);
    const auto rank = std::ceil(share * static_cast<double>(values_ns.size()));
    return static_cast<double>(values_ns[static_cast<std::size_t>(std::max(rank, 1.0)) - 1]) / 1e3;
}

void Observed::healthy_frame(const Stamp& stamp, TimePoint now) {
    latencies_ns_.push_back(age(stamp, now).count());
}

void Observed::slow_frame(const Stamp& stamp, TimePoint& latest, TimePoint now) {
    slow_ages_ns_.push_back(age(stamp, now).count());
    if (latest != TimePoint{}) slow_transfers_ns_.push_back((now - latest).count());
    latest = now;
}

double Observed::slow_age() {
    const double transfer_us = percentile_us(slow_transfers_ns_, 0.50);
    return transfer_us > 0 ? percentile_us(slow_ages_ns_, 0.99) / transfer_us : 0;
}

}  // namespace weir::bench
