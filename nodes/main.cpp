// The program `weir`: reads the command line and runs one role.

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <utility>
#include <variant>

#include "nodes/command_line.hpp"
#include "nodes/verbs.hpp"

namespace {

using namespace weir::nodes;

struct Run {
    int operator()(RunSource& action) const { return run_source(std::move(action.options)); }
    int operator()(RunRelay& action) const { return run_relay(std::move(action.options)); }
    int operator()(RunCat& action) const { return run_cat(std::move(action.options)); }
    int operator()(RunRecord& action) const { return run_record(std::move(action.options)); }
    int operator()(RunPeers& action) const { return run_peers(action.options); }
    int operator()(Exit& action) const { return action.code; }
};

}  // namespace

int main(int argc, char** argv) {
    // A peer or a pipe that goes away is an error code where it happens, not the end of the node.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        auto action = parse_command_line(argc, argv);
        return std::visit(Run{}, action);
    } catch (const std::bad_alloc&) {
        std::fputs("weir: out of memory; fewer or smaller streams, or more memory\n", stderr);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "weir: %s; please report this with the log before it\n",
                     problem.what());
    }
    return exit_failed;
}
