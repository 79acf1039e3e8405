// ./dev bench control: what wishes cost. One reconciler tick, discovery of many peers, a request's
// round trip, the report of a busy node, cold start of many nodes, a relay that is killed.
//
// Nothing here passes or fails by time. Medians of many rounds.

#include <cstdio>
#include <cstring>

#include "base/log.hpp"
#include "bench/control/benches.hpp"
#include "bench/control/figures.hpp"

int main(int argc, char** argv) {
    using namespace weir;
    const bool json = argc == 3 && std::strcmp(argv[1], "--json") == 0;
    if (argc != 1 && !json) {
        std::fputs("usage: control_bench [--json FILE]\n", stderr);
        return 2;
    }
    log::configure("*:off");
    bench::reconciler_ticks();
    bench::discovery_of(500, "500 peers");
    bench::discovery_of(10'000, "10,000 invented peers");
    bench::round_trips();
    bench::many_streams();
    bench::cold_start(10);
    bench::cold_start(100);
    bench::restarts(100);
    if (json) bench::write_figures(argv[2]);
    return 0;
}
