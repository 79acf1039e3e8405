#pragma once
// What verbs have in common that look at one node or at all of them.

#include <string>
#include <vector>

#include "nodes/cli/live_network.hpp"
#include "operations/site.hpp"

namespace weir::nodes::cli {

std::vector<std::string> only(const std::string& node);  // none when it is empty

// Everybody, or with a name that one alone. not_found with what could have been meant, timed_out
// when it is there and does not answer.
Result<operations::Site> one_of_them(const operations::Site& site, const std::string& node);
Result<operations::Site> look_at(LiveNetwork& network, const std::string& node);

// The same, for verbs that name the node in question to it: its refusal, or no_such_node.
Error of_node(LiveNetwork& network, const std::string& node, const Error& why);

}  // namespace weir::nodes::cli
