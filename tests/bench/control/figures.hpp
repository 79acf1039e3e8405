#pragma once
// What a bench of the control plane measures, told as it goes and kept for the file at the end.

#include <chrono>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace weir::bench {

using SteadyClock = std::chrono::steady_clock;

// Prints the figure on stderr and keeps it for write_figures().
void tell(std::string name, std::string unit, double value, std::string note = "");
// JSON with an api_version; ends the program where the file cannot be written.
void write_figures(const char* path);

[[noreturn]] void give_up(const std::string& why);

template <typename T>
T must(Result<T> result) {
    if (!result) give_up(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double milliseconds_since(SteadyClock::time_point begun);
double milliseconds_of(const std::function<void()>& work);
// The value that `part` (0 to 1) of all are not above. `values` has at least one.
double share(std::vector<double> values, double part);

}  // namespace weir::bench
