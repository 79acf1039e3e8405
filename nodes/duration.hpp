#pragma once
// Seconds as people write them, as a duration.

#include <chrono>
#include <string>

#include "base/clock.hpp"
#include "base/number.hpp"

namespace weir::nodes {

inline Duration seconds(double value) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value));
}
inline std::string seconds_text(double value) {  // "0.5 s"
    return shortest(value) + " s";
}

}  // namespace weir::nodes
