#include "control/reconcile/back_off.hpp"

#include <cstdint>

#include "base/assert.hpp"
#include "base/planted.hpp"

namespace weir::reconcile {

Duration BackOff::after(unsigned failures, Random& random) const {
    WEIR_ASSERT(failures >= 1);
    WEIR_ASSERT(first > Duration::zero() && max >= first);
    if (planted(Fault::back_off_without_end)) return std::chrono::hours(1);
    Duration whole = first;
    for (unsigned i = 1; i < failures && whole < max; ++i) whole *= 2;
    if (whole > max) whole = max;

    const auto half = whole / 2;
    const double share = static_cast<double>(random()) / 4294967296.0;
    return half + Duration(static_cast<Duration::rep>(static_cast<double>(half.count()) * share));
}

}  // namespace weir::reconcile
