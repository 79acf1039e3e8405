// weir describe: everything about one node or one stream.

#include <algorithm>

#include "nodes/cli/events.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "nodes/cli/verbs.hpp"

namespace weir::nodes::cli {
namespace {

using operations::NodeReport;
using operations::Site;

constexpr std::size_t events_shown = 10;  // the newest; weir get events shows all

std::string memory_text(const gen::GetRuntimeStateReply& state) {
    if (state.memory_max == 0) return {};
    return size_text(state.memory_held) + " of " + size_text(state.memory_max);
}

Table node_table(const NodeReport& node) {
    const auto& state = *node.runtime;
    const bool meant = node.config.has_value();
    const std::uint64_t revision = meant ? node.config->revision : 0;
    const auto failing = troubles(node);
    const std::string address =
        node.info.address.is_complete() ? transport::text(node.info.address) : "";
    return {"node",
            {{"Node", "name"},
             {"Address", "address"},
             {"State", "state"},
             {"Functions", "functions"},
             {"Up", "uptime_ms"},
             {"Memory", "memory_held"},
             {"", "memory_max"},
             {"Revision", "revision"},
             {"Boot", "boot_nonce"}},
            {{{node.info.name},
              {address},
              state_word(failing.empty() ? "ok" : "waiting"),
              {functions_text(node.info.functions), texts(function_words(node.info.functions))},
              {age_text(state.uptime), state.uptime},
              {memory_text(state), state.memory_held},
              {"", state.memory_max},
              {std::to_string(revision), known(meant, revision)},
              {std::to_string(state.boot_nonce), std::to_string(state.boot_nonce)}}}};
}

Table peers_table(const NodeReport& node) {
    Table table{"peer",
                {{"PEER", "name"},
                 {"ADDRESS", "address"},
                 {"FUNCTIONS", "functions"},
                 {"HEARD", "last_seen_ms", true},
                 {"", "site_id"},
                 {"", "boot_nonce"},
                 {"", "duplicate"}},
                {}};
    for (const gen::PeerState& peer : node.runtime->peers)
        table.rows.push_back(
            {{peer.name},
             {peer.address},
             {functions_text(peer.function_flags), texts(function_words(peer.function_flags))},
             {age_text(peer.last_seen) + " ago", std::uint64_t{peer.last_seen}},
             {"", std::uint64_t{peer.site_id}},
             {"", std::to_string(peer.boot_nonce)},
             {"", peer.duplicate}});
    return table;
}

template <typename Keep>
Table part(Table table, Keep keep) {
    std::erase_if(table.rows, [&](const auto& row) { return !keep(row); });
    return table;
}

// Of the site's tables what belongs to this node: only the site knows where streams come from.
void describe_node(LiveNetwork& network, const Output& out, const Site& site,
                   const NodeReport& node) {
    const auto here = [&](const auto& row) { return row[1].text == node.info.name; };
    Table events = events_table(history(network, Site{{node}}));
    if (events.rows.size() > events_shown)
        events.rows.erase(events.rows.begin(), events.rows.end() - events_shown);
    out.show("description", {{"", "node", node_table(node), true},
                             {"Resources", "resources", resources_table(node)},
                             {"Streams", "streams", part(streams_table(site), here)},
                             {"Edges", "edges", part(edges_table(site), here)},
                             {"Peers", "peers", peers_table(node)},
                             {"Latest events", "events", std::move(events)}});
}

int describe_stream(const Output& out, const Site& site, std::uint16_t id) {
    const auto in_column = [id](std::size_t column) {
        return [=](const auto& row) { return std::get<std::uint64_t>(row[column].value) == id; };
    };
    Table streams = part(streams_table(site), in_column(2));
    Table edges = part(edges_table(site), in_column(0));
    if (streams.rows.empty() && edges.rows.empty())
        return failed({Code::not_found, "no node has stream " + std::to_string(id) +
                                            "; weir get streams lists what there is"});
    const Table stream{"stream", {{"Stream", "stream_id"}}, {{count(id)}}};
    out.show("description", {{"", "stream", stream, true},
                             {"Node by node", "streams", std::move(streams)},
                             {"Edges", "edges", std::move(edges)}});
    return exit_ok;
}

}  // namespace

int run_describe(const DescribeOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    const auto stream = parse_stream_address(options.what);
    const bool of_stream = stream && stream->stream_id;
    const std::string node = of_stream ? stream->node : options.what;
    network.find(only(node));
    const Site site = operations::look(network, operations::Look::both, only(node));
    const auto named = one_of_them(site, node);
    if (!named) return failed(named.error());
    if (of_stream) return describe_stream(out, site, *stream->stream_id);
    describe_node(network, out, site, named->nodes.front());
    return exit_ok;
}

}  // namespace weir::nodes::cli
