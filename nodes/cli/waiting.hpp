#pragma once
// Waiting for what was asked to be really there.

#include "nodes/cli/live_network.hpp"
#include "operations/edges.hpp"
#include "operations/topology.hpp"

namespace weir::nodes::cli {

// timed_out with what is still missing.
Result<> wait_until_live(LiveNetwork& network, const operations::EdgeWish& wish,
                         double timeout_seconds);
Result<> wait_until_live(LiveNetwork& network, const operations::Topology& topology,
                         double timeout_seconds);

}  // namespace weir::nodes::cli
