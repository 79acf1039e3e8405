// weir tell: steers a node itself.

#include "nodes/cli/live_network.hpp"
#include "nodes/cli/looking.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/verbs.hpp"

namespace weir::nodes::cli {
namespace {

// What the node does now, in words that follow its name.
template <typename Reply, typename Request, typename Say>
Result<std::string> tell(LiveNetwork& network, const std::string& node, const Request& request,
                         Say say) {
    const auto reply = operations::ask<Reply>(network, node, request);
    if (!reply) return std::unexpected(of_node(network, node, reply.error()));
    return say(*reply);
}

Result<std::string> tell(LiveNetwork& network, const TellOptions& options) {
    if (options.what == "log")
        return tell<gen::SetLogLevelReply>(network, options.node,
                                           gen::SetLogLevelRequest{.levels = options.levels},
                                           [&](const auto&) { return "logs " + options.levels; });
    if (options.what == "reconcile")
        return tell<gen::ReconcileNowReply>(
            network, options.node, gen::ReconcileNowRequest{}, [](const auto& reply) {
                return "looks again at " + std::to_string(reply.resources) + " resources";
            });
    return tell<gen::ShutdownReply>(network, options.node, gen::ShutdownRequest{},
                                    [](const auto&) { return std::string("ends"); });
}

}  // namespace

int run_tell(const TellOptions& options) {
    LiveNetwork network(options.common);
    const Output out(options.common.format);
    network.find({options.node});
    const auto said = tell(network, options);
    if (!said) return failed(said.error());
    out.say(options.node + " " + *said, {"told",
                                         {{"NODE", "node"}, {"TOLD", "told"}, {"SAID", "said"}},
                                         {{{options.node}, {options.what}, {*said}}}});
    return exit_ok;
}

}  // namespace weir::nodes::cli
