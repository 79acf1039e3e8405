// weir top: what flows, how much waits, and what is lost.

#include "nodes/cli/follower.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/cli/tables.hpp"
#include "nodes/cli/verbs.hpp"
#include "nodes/duration.hpp"

namespace weir::nodes::cli {
namespace {

std::string counted(std::size_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string summary(const operations::Site& site) {
    std::size_t streams = 0;
    std::size_t outputs = 0;
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    for (const auto& node : site.nodes) {
        if (!node.runtime) continue;
        streams += node.runtime->streams.size();
        outputs += node.runtime->outputs.size();
        for (const auto& stream : node.runtime->streams) in += stream.bits_per_second;
        for (const auto& output : node.runtime->outputs) out += output.bits_per_second;
    }
    return counted(site.nodes.size(), "node") + ", " + counted(streams, "stream") + " in " +
           rate_text(in) + ", " + counted(outputs, "output") + " out " + rate_text(out);
}

}  // namespace

int run_top(const TopOptions& options) {
    LiveNetwork network(options.common);
    Output out(options.common.format);
    network.find();
    const Duration interval = seconds(options.interval_seconds);
    Follower follower(network, interval);
    for (std::uint64_t shown = 1;; ++shown) {
        const operations::Site site = follower.site();
        out.show_again(top_table(site), summary(site));
        if (shown == options.count || !follower.wait(interval)) return exit_ok;
    }
}

}  // namespace weir::nodes::cli
