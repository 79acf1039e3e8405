#pragma once
// What each verb of the program does. All return the exit code and say on stderr what went wrong.

#include <string>
#include <vector>

#include "gen/messages.hpp"
#include "nodes/cli/options.hpp"

namespace weir::nodes {

int run_source(SourceOptions options);
int run_relay(NodeOptions options);
int run_cat(ReaderOptions options);
int run_record(ReaderOptions options);

// A stream in a window on this screen.
struct ViewOptions {
    ReaderOptions reader;
    gen::Display window;  // but for the stream
    bool placed = false;  // where the window says; else where the desktop wants it
};
int run_view(const ViewOptions& options);

// A node from configuration files; config show and check look at them.
struct ConfigOptions {
    std::string file;                      // --config; empty: none
    std::vector<std::string> assignments;  // --set KEY=VALUE
};
int run_node(const ConfigOptions& options);
int run_config_show(const ConfigOptions& options, bool origin, cli::Format format);
int run_config_check(const ConfigOptions& options);

}  // namespace weir::nodes
