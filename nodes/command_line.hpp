#pragma once
// The command line of `weir`: one verb per role. Help and error texts are written here and nowhere
// else.

#include <variant>

#include "nodes/options.hpp"

namespace weir::nodes {

struct RunSource {
    SourceOptions options;
};
struct RunRelay {
    NodeOptions options;
};
struct RunCat {
    ReaderOptions options;
};
struct RunRecord {
    ReaderOptions options;
};
struct RunPeers {
    PeersOptions options;
};
struct Exit {
    int code;
};  // help was shown, or the problem was said on stderr

using Action = std::variant<RunSource, RunRelay, RunCat, RunRecord, RunPeers, Exit>;

Action parse_command_line(int argc, char** argv);

}  // namespace weir::nodes
