// weir get, describe and top: what there is.

#include <algorithm>
#include <chrono>
#include <map>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "nodes/cli/verbs.hpp"
#include "operations/diff.hpp"
#include "operations/names.hpp"

namespace weir::nodes::cli {
namespace {

using operations::NodeReport;
using operations::Site;

Duration seconds(double value) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value));
}

std::vector<std::string> only(const std::string& node) {
    return node.empty() ? std::vector<std::string>{} : std::vector{node};
}

// Everybody, or the one that was named.
Result<Site> look_at(LiveNetwork& network, const std::string& node) {
    Site site = operations::look(network, operations::Look::both, only(node));
    if (node.empty()) return site;
    const NodeReport* named = site.find(node);
    const bool heard = named != nullptr && (named->runtime || named->info.address.is_complete());
    if (!heard)
        return std::unexpected(
            no_such_node(operations::look(network, operations::Look::config), node));
    if (!named->runtime) return fail(Code::timed_out, node + " does not answer: " + named->trouble);
    return Site{{*named}};
}

Table devices_table(LiveNetwork& network, const Site& site) {
    Table table{"device",
                {{"NODE", "node"},
                 {"DEVICE", "path"},
                 {"NAME", "name"},
                 {"KIND", "kind"},
                 {"DRIVER", "driver"},
                 {"FORMATS", "formats"}},
                {}};
    for (const NodeReport& node : site.nodes) {
        const auto reply = operations::ask<gen::EnumDevicesReply>(network, node.info.name,
                                                                  gen::EnumDevicesRequest{});
        if (!reply) {
            note(node.info.name + ": " + reply.error().what);
            continue;
        }
        for (const gen::Device& device : reply->devices) {
            std::vector<std::string> formats;
            for (const auto& format : device.formats) {
                std::string text = std::string(gen::name(format.format)) + " " +
                                   std::to_string(format.width) + "x" +
                                   std::to_string(format.height);
                if (format.fps_n != 0)
                    text += "@" + std::to_string(format.fps_n / std::max<int>(format.fps_d, 1));
                formats.push_back(std::move(text));
            }
            std::string shown = formats.empty() ? "any" : formats.front();
            if (formats.size() > 1) shown += " and " + std::to_string(formats.size() - 1) + " more";
            table.rows.push_back({{node.info.name},
                                  {device.path},
                                  {device.name},
                                  {std::string(gen::name(device.kind))},
                                  {device.driver.empty() ? "-" : device.driver},
                                  {shown, texts(std::move(formats))}});
        }
    }
    return table;
}

Table monitors_table(LiveNetwork& network, const Site& site) {
    Table table{"monitor",
                {{"NODE", "node"},
                 {"NAME", "name"},
                 {"WIDTH", "width", true},
                 {"HEIGHT", "height", true},
                 {"X", "x", true},
                 {"Y", "y", true},
                 {"HZ", "refresh_hz", true}},
                {}};
    for (const NodeReport& node : site.nodes) {
        const auto reply = operations::ask<gen::EnumMonitorsReply>(network, node.info.name,
                                                                   gen::EnumMonitorsRequest{});
        if (!reply) {
            note(node.info.name + ": " + reply.error().what);
            continue;
        }
        for (const gen::Monitor& monitor : reply->monitors)
            table.rows.push_back({{node.info.name},
                                  {monitor.name},
                                  count(monitor.width),
                                  count(monitor.height),
                                  {std::to_string(monitor.x), std::int64_t{monitor.x}},
                                  {std::to_string(monitor.y), std::int64_t{monitor.y}},
                                  {fps_text(monitor.refresh), monitor.refresh / 1000.0}});
    }
    return table;
}

Table table_of(const std::string& what, LiveNetwork& network, const Site& site) {
    if (what == "nodes") return nodes_table(site);
    if (what == "streams") return streams_table(site);
    if (what == "edges") return edges_table(site);
    if (what == "devices") return devices_table(network, site);
    if (what == "monitors") return monitors_table(network, site);
    return events_table(site);
}

void say_none(const std::string& what, const Common& common) {
    if (what == "nodes")
        return note(common.discovery.on
                        ? "no node has answered; start one with weir relay, or name one with "
                          "--peer HOST:PORT"
                        : "discovery is off and no --peer answers; name one with --peer HOST:PORT");
    if (what == "streams")
        return note("no node has a stream; start one, for example: weir pattern --to relay:main");
    if (what == "edges")
        return note("no stream goes anywhere; lay an edge with weir connect SRC DST");
    note("there are no " + what);
}

// Of the site's tables what belongs to this node: only the site knows where streams come from.
void describe_node(const Output& out, const Site& site, const NodeReport& node) {
    if (!out.for_people()) return out.show(resources_table(node));
    out.line("Node      " + node.info.name);
    out.line("Address   " +
             (node.info.address.is_complete() ? transport::text(node.info.address) : "-"));
    out.line("Functions " + functions_text(node.info.functions));
    out.line("Up        " + age_text(node.runtime->uptime));
    out.line("Revision  " + std::to_string(node.config ? node.config->revision : 0));
    Table streams = streams_table(site);
    Table edges = edges_table(site);
    std::erase_if(streams.rows, [&](const auto& row) { return row[1].text != node.info.name; });
    std::erase_if(edges.rows, [&](const auto& row) { return row[1].text != node.info.name; });
    const auto section = [&](const std::string& title, const Table& table) {
        if (table.rows.empty()) return;
        out.line("");
        out.line(title);
        out.show(table);
    };
    section("Resources", resources_table(node));
    section("Streams", streams);
    section("Edges", edges);
    Table peers{
        "peer", {{"PEER", "name"}, {"ADDRESS", "address"}, {"HEARD", "last_seen_ms", true}}, {}};
    for (const auto& peer : node.runtime->peers)
        peers.rows.push_back({{peer.name},
                              {peer.address},
                              {age_text(peer.last_seen) + " ago", std::uint64_t{peer.last_seen}}});
    section("Peers", peers);
}

int describe_stream(const Output& out, const Site& site, const StreamAddress& stream) {
    Table streams = streams_table(site);
    Table edges = edges_table(site);
    const auto other = [&](const auto& row, std::size_t column) {
        return std::get<std::uint64_t>(row[column].value) != *stream.stream_id;
    };
    std::erase_if(streams.rows, [&](const auto& row) { return other(row, 2); });
    std::erase_if(edges.rows, [&](const auto& row) { return other(row, 0); });
    if (streams.rows.empty() && edges.rows.empty())
        return failed({Code::not_found, "no node has stream " + std::to_string(*stream.stream_id) +
                                            "; weir get streams lists what there is"});
    out.line("Stream " + std::to_string(*stream.stream_id) + ", node by node");
    out.show(streams);
    if (edges.rows.empty()) return exit_ok;
    out.line("");
    out.line("Edges");
    out.show(edges);
    return exit_ok;
}

}  // namespace

int run_get(const GetOptions& options) {
    LiveNetwork network(options.common);
    Output out(options.common.format);
    network.find(only(options.node));
    for (;;) {
        const auto site = look_at(network, options.node);
        if (!site && !options.watch) return failed(site.error());
        const Table table = table_of(options.what, network, site ? *site : Site{});
        if (options.watch) {
            out.show_again(table);
            if (!network.wait(seconds(options.interval_seconds))) return exit_ok;
            continue;
        }
        if (table.rows.empty() && out.for_people()) {
            say_none(options.what, options.common);
        } else {
            out.show(table);
        }
        return table.rows.empty() && options.what == "nodes" ? exit_not_found : exit_ok;
    }
}

int run_describe(const DescribeOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    const auto stream = parse_stream_address(options.what);
    const bool of_stream = stream && stream->stream_id;
    const std::string node = of_stream ? stream->node : options.what;
    network.find(only(node));
    const auto named = look_at(network, node);
    if (!named) return failed(named.error());
    const Site site = operations::look(network, operations::Look::both, only(node));
    if (of_stream) return describe_stream(out, site, *stream);
    describe_node(out, site, named->nodes.front());
    return exit_ok;
}

int run_top(const TopOptions& options) {
    LiveNetwork network(options.common);
    Output out(options.common.format);
    network.find();
    std::map<std::string, std::uint64_t> sent_before;
    for (std::uint64_t shown = 0; options.count == 0 || shown < options.count;) {
        const Site site = operations::look(network);
        Table table = streams_table(site);
        std::ranges::stable_sort(table.rows, std::greater{}, [](const auto& row) {
            return std::get<std::uint64_t>(row[6].value);
        });
        out.show_again(table);
        if (out.for_people()) {
            std::uint64_t bits = 0;
            for (const auto& row : table.rows) bits += std::get<std::uint64_t>(row[6].value);
            out.line(std::to_string(site.nodes.size()) + " nodes, " +
                     std::to_string(table.rows.size()) + " streams, " + rate_text(bits) +
                     " received" + (out.terminal() ? "; Ctrl-C ends" : ""));
        }
        if (++shown == options.count || !network.wait(seconds(options.interval_seconds))) break;
    }
    return exit_ok;
}

int run_names(const Common& common, const std::string& kind) {
    LiveNetwork network(common);
    network.find();
    const Site site = operations::look(
        network, kind == "nodes" ? operations::Look::runtime : operations::Look::both);
    for (const NodeReport& node : site.nodes) {
        if (kind == "nodes") std::printf("%s\n", node.info.name.c_str());
        if (kind == "streams")
            for (const auto id : stream_ids(node))
                std::printf("%s/%u\n", node.info.name.c_str(), static_cast<unsigned>(id));
    }
    if (kind == "devices")
        for (const auto& row : devices_table(network, site).rows)
            std::printf("%s\n", row[1].text.c_str());
    return exit_ok;
}

}  // namespace weir::nodes::cli
