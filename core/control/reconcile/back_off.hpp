#pragma once
// How long to wait after the n-th failure in a row: doubling, bounded, with jitter.

#include "base/clock.hpp"
#include "base/random.hpp"

namespace weir::reconcile {

struct BackOff {
    Duration first;  // > 0
    Duration max;    // >= first

    // Uniform in [d/2, d], d = min(first * 2^(failures - 1), max). The jitter keeps a hundred nodes
    // that lost the same relay from coming back in the same millisecond. `failures` >= 1.
    Duration after(unsigned failures, Random& random) const;
};

}  // namespace weir::reconcile
