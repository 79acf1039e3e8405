// The program `weir`: reads the command line and runs one role.

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

#include "nodes/command_line.hpp"
#include "nodes/options.hpp"

using namespace weir::nodes;

int main(int argc, char** argv) {
    // A peer or a pipe that goes away is an error code where it happens, not the end of the node.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const Action action = parse_command_line(argc, argv);
        return action();
    } catch (const std::bad_alloc&) {
        std::fputs("weir: out of memory; fewer or smaller streams, or more memory\n", stderr);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "weir: %s; please report this with the log before it\n",
                     problem.what());
    }
    return exit_failed;
}
