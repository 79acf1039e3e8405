#pragma once
// Asks a relay something again and again while it is under load, on a thread of its own.

#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace weir::bench {

class Questions {
public:
    // Begins at once; `ask` may be empty.
    explicit Questions(std::function<Result<>()> ask);

    // Ends the asking. How long the answers took, sorted, in nanoseconds.
    std::vector<std::int64_t> finish();

private:
    std::function<Result<>()> ask_;
    std::vector<std::int64_t> answers_ns_;  // of the thread, until finish()
    std::jthread thread_;                   // last: it uses the others
};

}  // namespace weir::bench
