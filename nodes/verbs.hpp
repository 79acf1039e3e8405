#pragma once
// What each verb of the program does. All return the exit code and say on stderr what went wrong.

#include "nodes/options.hpp"

namespace weir::nodes {

int run_source(SourceOptions options);
int run_relay(NodeOptions options);
int run_cat(ReaderOptions options);
int run_record(ReaderOptions options);
int run_peers(const PeersOptions& options);

}  // namespace weir::nodes
