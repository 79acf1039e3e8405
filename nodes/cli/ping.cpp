// weir ping: how far away a node is, and how far its clock is off. weir tell: steers a node.

#include <algorithm>
#include <chrono>
#include <cmath>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "operations/site.hpp"

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
                return failed(
                    echo.error().code == Code::not_found
                        ? no_such_node(operations::look(network, operations::Look::runtime),
                                       options.node)
                        : echo.error());
            note(echo.error().what);
            ++unanswered;
            continue;
        }
        echoes.push_back(*echo);
        table.rows.push_back({{echo->name},
                              count(i),
                              {time_text(echo->round_trip_us), echo->round_trip_us},
                              {time_text(echo->clock_offset_us), echo->clock_offset_us}});
        if (i < options.count && !network.wait(std::chrono::duration_cast<Duration>(
                                     std::chrono::duration<double>(options.interval_seconds))))
            break;
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

int run_tell(const TellOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({options.node});
    Result<> done;
    std::string said;
    if (options.what == "log") {
        const auto reply = operations::ask<gen::SetLogLevelReply>(
            network, options.node, gen::SetLogLevelRequest{.levels = options.levels});
        if (!reply) done = std::unexpected(reply.error());
        said = "logs " + options.levels;
    } else if (options.what == "reconcile") {
        const auto reply = operations::ask<gen::ReconcileNowReply>(network, options.node,
                                                                   gen::ReconcileNowRequest{});
        if (!reply)
            done = std::unexpected(reply.error());
        else
            said = "looks again at " + std::to_string(reply->resources) + " resources";
    } else {
        const auto reply =
            operations::ask<gen::ShutdownReply>(network, options.node, gen::ShutdownRequest{});
        if (!reply) done = std::unexpected(reply.error());
        said = "ends";
    }
    if (!done)
        return failed(
            done.error().code == Code::not_found
                ? no_such_node(operations::look(network, operations::Look::runtime), options.node)
                : done.error());
    out.line(options.node + " " + said);
    return exit_ok;
}

}  // namespace weir::nodes::cli
