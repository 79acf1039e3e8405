#pragma once
// File, wanted and current side by side.

#include <string>
#include <string_view>
#include <vector>

#include "operations/topology.hpp"

namespace weir::operations {

// One thing that the file names, or that a node is meant to do, or that it does.
struct DiffRow {
    std::string node;
    std::string what;     // "stream 7 pattern:", "stream 7 to relay:main"
    std::string file;     // its settings, or empty: the file does not say it
    std::string wanted;   // its settings, or empty: the node is not meant to
    std::string current;  // "live", or why not
    bool agrees = false;  // file and wanted say the same, and it is so
};

// Of the nodes that the file names; with an empty file, of all.
std::vector<DiffRow> diff(const Topology& file, const Site& site);

// Whether an edge or stream that is wanted works now, for one word in a table: "live", "waiting",
// or the trouble that the node tells.
struct Condition {
    std::string word;    // live, waiting, failing, offline
    std::string reason;  // empty when live
};
Condition condition(const NodeReport& node, const gen::Ingest& ingest);
Condition condition(const NodeReport& node, const gen::Sink& sink);
Condition condition(const NodeReport& node, const gen::Display& window);
// Without an output_id it is the push of a capture.
Condition condition(const NodeReport& node, const gen::RelayEdge& edge);
inline constexpr std::string_view not_connected = "not connected";  // and no reason is told yet

}  // namespace weir::operations
