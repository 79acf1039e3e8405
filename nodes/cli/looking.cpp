#include "nodes/cli/looking.hpp"

namespace weir::nodes::cli {

using operations::NodeReport;
using operations::Site;

std::vector<std::string> only(const std::string& node) {
    return node.empty() ? std::vector<std::string>{} : std::vector{node};
}

Result<Site> one_of_them(const Site& site, const std::string& node) {
    if (node.empty()) return site;
    const NodeReport* named = site.find(node);
    const bool known =
        named != nullptr && (named->heard || named->runtime || named->info.address.is_complete());
    if (!known) return std::unexpected(no_such_node(site, node));
    if (!named->runtime) return fail(Code::timed_out, node + " does not answer: " + named->trouble);
    return Site{{*named}};
}

Result<Site> look_at(LiveNetwork& network, const std::string& node) {
    return one_of_them(operations::look(network, operations::Look::both, only(node)), node);
}

Error of_node(LiveNetwork& network, const std::string& node, const Error& why) {
    if (why.code != Code::not_found || operations::target_of(node).is_complete()) return why;
    const Site site = operations::look(network, operations::Look::runtime);
    return site.find(node) == nullptr ? no_such_node(site, node) : why;
}

}  // namespace weir::nodes::cli
