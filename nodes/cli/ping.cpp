// weir ping: how far away a node is, and how far its clock is off.

#include <algorithm>
#include <cmath>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/duration.hpp"

namespace weir::nodes::cli {
namespace {

std::string time_text(double us) {
    std::string text = std::to_string(std::abs(us) < 1000 ? us : us / 1000);
    text.resize(text.find('.') + 3);
    return text + (std::abs(us) < 1000 ? " us" : " ms");
}

}  // namespace

int run_ping(const PingOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({options.node});
    Table table{"echo",
                {{"NODE", "node"},
                 {"TRY", "try", true},
                 {"ROUND TRIP", "round_trip_us", true},
                 {"CLOCK OFFSET", "clock_offset_us", true}},
                {}};
    std::vector<LiveNetwork::Echo> echoes;
    std::uint64_t unanswered = 0;
    for (std::uint64_t i = 1; i <= options.count; ++i) {
        const auto echo = network.ping(options.node);
        if (network.interrupted()) break;
        if (!echo) {
            if (echo.error().code != Code::timed_out)
                return failed(of_node(network, options.node, echo.error()));
            note(echo.error().what);
            ++unanswered;
            continue;
        }
        echoes.push_back(*echo);
        table.rows.push_back({{echo->name},
                              count(i),
                              {time_text(echo->round_trip_us), echo->round_trip_us},
                              {time_text(echo->clock_offset_us), echo->clock_offset_us}});
        if (i < options.count && !network.wait(seconds(options.interval_seconds))) break;
    }
    if (!table.rows.empty() || !out.for_people()) out.show(table);
    if (echoes.empty()) return exit_timeout;
    std::ranges::sort(echoes, {}, &LiveNetwork::Echo::round_trip_us);
    // The shortest way is the least disturbed one, so its clock offset is the best known.
    out.line("");
    out.line("round trip " + time_text(echoes.front().round_trip_us) + " at best, " +
             time_text(echoes[echoes.size() / 2].round_trip_us) + " in the middle; its clock is " +
             time_text(std::abs(echoes.front().clock_offset_us)) +
             (echoes.front().clock_offset_us < 0 ? " behind" : " ahead") + ", give or take " +
             time_text(echoes.front().round_trip_us / 2));
    return unanswered == 0 ? exit_ok : exit_partly;
}

}  // namespace weir::nodes::cli
