#pragma once
// How often a connection may give an output up and take it back.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "simulation/node.hpp"
#include "simulation/occasions.hpp"

namespace weir::sim {

// What was given up comes back after limits::suppression_recovery on the same connection and no
// sooner; and as all was young then, it takes the time from suppression_age_low to
// suppression_age_high until something is given up again.
class SuppressionBooks {
public:
    using Expect = std::function<void(bool holds, const std::string& what)>;

    SuppressionBooks(const Events& events, Occasions& occasions, Expect expect)
        : events_(events), occasions_(occasions), expect_(std::move(expect)) {}

    // The node outlives these books, also when it has stopped.
    void check(const SimNode& node);

private:
    struct Look {
        std::uint64_t session = 0;
        bool suppressed = false;
        TimePoint at;
        TimePoint changed;  // or later, but before the next look
    };

    const Events& events_;
    Occasions& occasions_;
    Expect expect_;
    std::map<std::pair<const SimNode*, std::uint16_t>, Look> looks_;  // by node and output
};

}  // namespace weir::sim
