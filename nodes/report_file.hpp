#pragma once
// The counters of a node as JSON, for scripts and for the end of a run.

#include <string>

#include "gen/messages.hpp"
#include "nodes/totals.hpp"

namespace weir::nodes {

// {"node", "streams": [...], "outputs": [...], "past_outputs": [...]}; drops by cause, by name.
std::string report_json(const gen::GetRuntimeStateReply& state, const Totals& past);

}  // namespace weir::nodes
