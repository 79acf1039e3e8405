// weir peers: who announces itself.

#include <algorithm>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/duration.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

std::vector<Cell> row_of(const network::Peer& peer, TimePoint now) {
    const auto functions = static_cast<gen::FunctionFlags>(peer.function_flags);
    const auto heard = std::chrono::duration_cast<std::chrono::milliseconds>(now - peer.last_heard);
    const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(heard.count(), 0));
    return {{peer.name},
            {transport::text(peer.address)},
            {functions_text(functions), texts(function_words(functions))},
            {age_text(ms) + " ago", ms},
            {peer.duplicate ? "another node has this name" : "", peer.duplicate, Tone::doubtful},
            {"", std::uint64_t{peer.site_id}},
            {"", std::to_string(peer.boot_nonce)},
            {"", std::uint64_t{peer.protocol_version}}};
}

// Nodes that multicast does not reach are asked by single datagrams, as nodes ask each other.
Common asking_by_datagrams(Common common) {
    for (const std::string& peer : common.peers)
        if (const auto at = operations::target_of(peer); at.is_complete() && !at.is_unix())
            common.discovery.peers.push_back(at);
    return common;
}

}  // namespace

int run_peers(const PeersOptions& options) {
    const Common common = asking_by_datagrams(options.common);
    if (!common.discovery.on && common.discovery.peers.empty())
        return failed({Code::bad_request,
                       "discovery is off, so nobody can be found; leave --discovery off away, or "
                       "name a node with --peer HOST:PORT"});
    LiveNetwork network(common);
    const Output out(common.format);
    network.wait(seconds(options.wait_seconds));
    Table table{"peer",
                {{"NAME", "name"},
                 {"ADDRESS", "address"},
                 {"FUNCTIONS", "functions"},
                 {"HEARD", "last_heard_ms", true},
                 {"NOTE", "duplicate"},
                 {"", "site_id"},
                 {"", "boot_nonce"},
                 {"", "protocol_version"}},
                {}};
    const TimePoint now = monotonic_now();
    for (const network::Peer& peer : network.peers()) table.rows.push_back(row_of(peer, now));
    if (table.rows.empty() && out.for_people())
        note("no node has answered; start one with weir relay, or see whether multicast passes");
    else
        out.show(table);
    return table.rows.empty() ? exit_not_found : exit_ok;
}

}  // namespace weir::nodes::cli
