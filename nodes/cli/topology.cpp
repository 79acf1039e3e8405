// weir apply, diff and export: many nodes from one file.

#include "operations/topology.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/cli/waiting.hpp"
#include "operations/diff.hpp"
#include "operations/plan.hpp"

namespace weir::nodes::cli {
namespace {

using operations::Plan;
using operations::Site;
using operations::Topology;

Result<Topology> read_file(const std::string& file) {
    std::string text;
    if (file == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), {});
        return operations::parse_topology(text, "standard input");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return fail(Code::not_found,
                    file + ": cannot be read; name a topology file, weir export writes one");
    text.assign(std::istreambuf_iterator<char>(in), {});
    return operations::parse_topology(text, file);
}

Table plan_table() {
    return {"step", {{"", "action"}, {"STEP", "step"}, {"", "node"}, {"RESULT", "result"}}, {}};
}

std::vector<Cell> plan_row(const operations::Step& step, const std::string& result, Tone tone) {
    const std::string sign(operations::sign(step.what));
    return {{sign, sign == "+"   ? "create"
                   : sign == "~" ? "change"
                                 : "delete"},
            {sign + " " + step.text(), step.text()},
            {step.node},
            {result, result, tone}};
}

void add_unreachable(Table& table, const Plan& plan) {
    for (const std::string& node : plan.unreachable)
        table.rows.push_back({{"?", "none"},
                              {"? " + node + ": does not answer", node + ": does not answer"},
                              {node},
                              {"not done", "not done", Tone::bad}});
}

int show_plan(const Output& out, const Plan& plan) {
    Table table = plan_table();
    for (const auto& step : plan.steps)
        table.rows.push_back(plan_row(step, "planned", Tone::faint));
    add_unreachable(table, plan);
    if (table.rows.empty() && out.for_people())
        note("nothing to do: the nodes are meant to do what the file says");
    else
        out.show(table);
    return plan.unreachable.empty() ? exit_ok : exit_partly;
}

int apply(LiveNetwork& network, const Output& out, const TopologyOptions& options,
          const Topology& topology, const Plan& plan) {
    const auto done = operations::take(network, plan);
    Table table = plan_table();
    std::size_t failures = plan.unreachable.size();
    for (const auto& step : done) {
        table.rows.push_back(step.result
                                 ? plan_row(step.step, "done", Tone::good)
                                 : plan_row(step.step, step.result.error().what, Tone::bad));
        failures += step.result ? 0 : 1;
    }
    add_unreachable(table, plan);
    if (!table.rows.empty() || !out.for_people()) out.show(table);
    // What was acknowledged is on the nodes' disks; whether it is what the file says is asked anew.
    const Plan rest = operations::make_plan(topology, operations::look(network), options.prune);
    if (failures == 0 && !rest.steps.empty()) {
        for (const auto& step : rest.steps)
            note("changed meanwhile by somebody else: " + step.text());
        failures = rest.steps.size();
    }
    if (failures > 0) {
        const bool some = failures < done.size() + plan.unreachable.size();
        note(std::to_string(failures) + " of " +
             std::to_string(done.size() + plan.unreachable.size()) +
             " steps were not done; apply again when the reason is gone");
        return some ? exit_partly : exit_failed;
    }
    if (done.empty()) note("nothing to do: the nodes are meant to do what the file says");
    if (!options.wait_live) return exit_ok;
    const auto live = wait_until_live(network, topology, options.common.timeout_seconds);
    if (!live) return failed(live.error());
    note("everything is live");
    return exit_ok;
}

}  // namespace

int run_apply(const TopologyOptions& options) {
    const auto topology = read_file(options.file);
    if (!topology) return failed(topology.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find(topology->nodes());
    const Plan plan = operations::make_plan(
        *topology, operations::look(network, operations::Look::both, topology->nodes()),
        options.prune);
    if (options.dry_run) return show_plan(out, plan);
    return apply(network, out, options, *topology, plan);
}

int run_diff(const TopologyOptions& options) {
    const auto topology = read_file(options.file);
    if (!topology) return failed(topology.error());
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find(topology->nodes());
    Table table{"difference",
                {{"NODE", "node"},
                 {"WHAT", "what"},
                 {"FILE", "file"},
                 {"WANTED", "wanted"},
                 {"CURRENT", "current"},
                 {"", "agrees"}},
                {}};
    bool same = true;
    for (const auto& row : operations::diff(
             *topology, operations::look(network, operations::Look::both, topology->nodes()))) {
        same = same && row.agrees;
        const auto side = [](const std::string& text, Tone tone) {
            return Cell(text.empty() ? "-" : text, text, tone);
        };
        const bool agree = row.file == row.wanted;
        table.rows.push_back({{row.node},
                              {row.what},
                              side(row.file, agree ? Tone::plain : Tone::doubtful),
                              side(row.wanted, agree ? Tone::plain : Tone::doubtful),
                              side(row.current, row.current == "live" ? Tone::good : Tone::bad),
                              {"", row.agrees}});
    }
    out.show(table);
    return same ? exit_ok : exit_failed;
}

int run_export(const TopologyOptions& options) {
    LiveNetwork network(options.common);
    network.find(options.nodes);
    Site site = operations::look(network, operations::Look::both, options.nodes);
    if (!options.nodes.empty()) {
        Site only;
        for (const std::string& name : options.nodes) {
            const auto* node = site.find(name);
            if (node == nullptr || (!node->config && !node->heard))
                return failed(no_such_node(site, name));
            if (!node->config)
                return failed({Code::timed_out, name + " does not answer: " + node->trouble});
            only.nodes.push_back(*node);
        }
        site = std::move(only);
    }
    const auto topology = operations::export_topology(site);
    for (const auto& node : site.nodes)
        if (!node.config)
            note(node.info.name + " does not answer and is left out: " + node.trouble);
    const std::string text = options.form == "json"    ? operations::to_json(topology)
                             : options.form == "jsonl" ? operations::to_json_lines(topology)
                                                       : operations::to_toml(topology);
    std::fputs(text.c_str(), stdout);
    return exit_ok;
}

}  // namespace weir::nodes::cli
