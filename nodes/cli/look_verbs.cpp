// The options of verbs that only look: get, describe, top, peers.

#include <CLI/CLI.hpp>
#include <memory>

#include "nodes/cli/command_options.hpp"
#include "nodes/cli/manual.hpp"
#include "nodes/cli/verbs.hpp"

namespace weir::nodes::cli {
namespace {

Verb get(CLI::App& root) {
    auto* app = add_verb(root, "get", "List nodes, streams, edges, devices, monitors or events",
                         control_group);
    auto options = std::make_shared<GetOptions>();
    add_choice(*app, "what", options->what,
               {"nodes", "streams", "edges", "devices", "monitors", "events"}, "What to list")
        ->required();
    app->add_option("node", options->node, "Only of this node")->type_name("NODE");
    app->add_flag("-w,--watch", options->watch, "Show it again whenever it changes");
    add_interval(*app, options->interval_seconds);
    add_common(*app, options->common);
    return {app, [options] { return run_get(*options); }};
}

Verb describe(CLI::App& root) {
    auto* app =
        add_verb(root, "describe", "Show everything about one node or stream", control_group);
    auto options = std::make_shared<DescribeOptions>();
    app->add_option("what", options->what, "A node, or a stream as NODE/ID")
        ->type_name("NODE|STREAM")
        ->required();
    add_common(*app, options->common);
    return {app, [options] { return run_describe(*options); }};
}

Verb top(CLI::App& root) {
    auto* app = add_verb(root, "top", "Watch all streams, the largest first", control_group);
    auto options = std::make_shared<TopOptions>();
    app->add_option("--count", options->count, "Stop after so many looks (default: never)")
        ->type_name("N");
    add_interval(*app, options->interval_seconds);
    add_common(*app, options->common);
    return {app, [options] { return run_top(*options); }};
}

Verb peers(CLI::App& root) {
    auto* app =
        add_verb(root, "peers", "List who announces itself, without asking anybody", control_group);
    auto options = std::make_shared<PeersOptions>();
    app->add_option("--wait", options->wait_seconds, "How long to listen (default 1.5)")
        ->type_name("S")
        ->check(more_than_zero());
    add_common(*app, options->common);
    return {app, [options] { return run_peers(*options); }};
}

}  // namespace

void add_look_verbs(CLI::App& root, std::vector<Verb>& verbs) {
    for (const auto& make : {peers, get, describe, top}) verbs.push_back(make(root));
}

}  // namespace weir::nodes::cli
