#pragma once
// What each verb of a controller does. All return the exit code, write data to stdout and say on
// stderr what went wrong.

#include <string>
#include <vector>

#include "nodes/cli/options.hpp"

namespace weir::nodes::cli {

int run_peers(const PeersOptions& options);
int run_get(const GetOptions& options);
int run_describe(const DescribeOptions& options);
int run_explain(const std::string& what, Format format);
int run_connect(const ConnectOptions& options);
int run_disconnect(const ConnectOptions& options);
int run_apply(const TopologyOptions& options);
int run_diff(const TopologyOptions& options);
int run_export(const TopologyOptions& options);
int run_control(const ControlOptions& options);
int run_snap(const SnapOptions& options);
int run_top(const TopOptions& options);
int run_ping(const PingOptions& options);
int run_trace(const TraceOptions& options);
int run_doctor(const Common& common);
int run_display(const EndOptions& options);
int run_sink(const EndOptions& options);
int run_tell(const TellOptions& options);
// Live names for a shell, as Completion::live calls them.
int run_names(const Common& common, const std::string& kind);

}  // namespace weir::nodes::cli
