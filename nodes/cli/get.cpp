// weir get: lists of what there is.

#include <algorithm>
#include <set>

#include "nodes/cli/events.hpp"
#include "nodes/cli/follower.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/duration.hpp"

namespace weir::nodes::cli {
namespace {

using operations::Site;

Table table_of(const std::string& what, LiveNetwork& network, const Site& site,
               std::vector<std::string>& troubles) {
    if (what == "nodes") return nodes_table(site);
    if (what == "streams") return streams_table(site);
    if (what == "edges") return edges_table(site);
    if (what == "devices") return devices_table(network, site, troubles);
    return monitors_table(network, site, troubles);
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

int get_once(LiveNetwork& network, const Output& out, const GetOptions& options) {
    const auto site = look_at(network, options.node);
    if (!site) return failed(site.error());
    std::vector<std::string> troubles;
    const Table table = table_of(options.what, network, *site, troubles);
    for (const std::string& trouble : troubles) note(trouble);
    if (table.rows.empty() && out.for_people())
        say_none(options.what, options.common);
    else
        out.show(table);
    if (table.rows.empty() && options.what == "nodes") return exit_not_found;
    return troubles.empty() ? exit_ok : exit_partly;
}

// Says each trouble once, until it is over.
class Troubles {
public:
    void say(const std::vector<std::string>& now) {
        for (const std::string& trouble : now)
            if (!said_.contains(trouble)) note(trouble);
        said_ = {now.begin(), now.end()};
    }

private:
    std::set<std::string> said_;
};

int watch(LiveNetwork& network, Output& out, const GetOptions& options) {
    Follower follower(network, seconds(options.interval_seconds), only(options.node));
    Troubles troubles;
    do {
        const Site all = follower.site();
        const auto site = one_of_them(all, options.node);
        std::vector<std::string> now;
        if (!site) now.push_back(site.error().what);
        const Table table = table_of(options.what, network, site ? *site : Site{}, now);
        out.show_again(table);
        troubles.say(now);
    } while (follower.wait(seconds(options.interval_seconds)));
    return exit_ok;
}

}  // namespace

int run_get(const GetOptions& options) {
    LiveNetwork network(options.common);
    Output out(options.common.format);
    network.find(only(options.node));
    if (options.what == "events") return get_events(network, out, options);
    return options.watch ? watch(network, out, options) : get_once(network, out, options);
}

int run_names(const Common& common, const std::string& kind) {
    LiveNetwork network(common);
    network.find();
    const Site site = operations::look(network);
    std::set<std::string> names;
    for (const auto& node : site.nodes) {
        if (kind.starts_with("nodes")) names.insert(node.info.name);
        if (kind.ends_with("streams"))
            for (const auto id : stream_ids(node))
                names.insert(node.info.name + "/" + std::to_string(id));
    }
    std::vector<std::string> silent;
    if (kind == "devices")
        for (const auto& row : devices_table(network, site, silent).rows) names.insert(row[1].text);
    for (const std::string& name : names)
        if (may_be_offered(name)) std::printf("%s\n", name.c_str());
    return exit_ok;
}

}  // namespace weir::nodes::cli
