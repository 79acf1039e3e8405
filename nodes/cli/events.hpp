#pragma once
// What happened at the nodes, in the order in which it happened.

#include <string>
#include <vector>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/options.hpp"
#include "nodes/cli/output.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {

struct PastEvent {
    std::string node;
    gen::NodeEvent event;
};

// Everything that these nodes still know, the oldest first. A node that keeps no history is left
// out, and `without` names it.
std::vector<PastEvent> history(LiveNetwork& network, const operations::Site& site,
                               std::vector<std::string>* without = nullptr);
Table events_table(const std::vector<PastEvent>& events);

// weir get events
int get_events(LiveNetwork& network, Output& out, const GetOptions& options);

}  // namespace weir::nodes::cli
