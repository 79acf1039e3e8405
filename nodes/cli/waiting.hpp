#pragma once
// Waiting for what was asked to be really there.

#include "nodes/cli/live_network.hpp"
#include "operations/edges.hpp"
#include "operations/topology.hpp"

namespace weir::nodes::cli {

// Whether the program at the end of an opaque edge takes its bytes: empty when it does, else why
// not. Returns as soon as the sending node says either.
std::string why_not_attached(LiveNetwork& network, const operations::EdgeWish& wish,
                             double timeout_seconds);

// timed_out with what is still missing.
Result<> wait_until_live(LiveNetwork& network, const operations::EdgeWish& wish,
                         double timeout_seconds);
Result<> wait_until_live(LiveNetwork& network, const operations::Topology& topology,
                         double timeout_seconds);

}  // namespace weir::nodes::cli
