#pragma once
// The command line of `weir`: one verb per role and per question. Help and error texts are written
// where the options are declared, and nowhere else.

#include <functional>

#include "nodes/cli/manual.hpp"

namespace weir::nodes {

// What the command line asks for; returns the exit code. When it asks for nothing that can be done,
// that was said already.
using Action = std::function<int()>;

Action parse_command_line(int argc, char** argv);

// Every verb and option, as `--help`, the manual pages and the completion have it.
cli::Manual manual();

}  // namespace weir::nodes
