#pragma once
// What all nodes say of themselves, put together: there is no hub that would know.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "operations/network.hpp"

namespace weir::operations {

struct NodeReport {
    NodeInfo info;
    std::optional<gen::GetConfigStateReply> config;    // empty: not asked or not answered
    std::optional<gen::GetRuntimeStateReply> runtime;  // empty: not asked or not answered
    std::string trouble;                               // why it did not answer; empty: it did
    bool heard = true;          // false: the network knows nothing of it, somebody named it
    std::string asked_as = {};  // the name it was asked by, which it may have changed since
};

struct Site {
    std::vector<NodeReport> nodes;  // by name

    // By name, or by address as host:port. A node that answers to another name than it was asked
    // by is found by both. Null when there is none.
    const NodeReport* find(const std::string& node) const;
    // The node that an edge leads to.
    const NodeReport* find(const std::string& host, std::uint16_t port) const;
    std::vector<std::string> names() const;
};

enum class Look { config = 1, runtime = 2, both = 3 };

// Everybody that the network knows, and those of `besides` that it does not; nobody is asked yet.
std::vector<NodeReport> roll_call(Network& network, const std::vector<std::string>& besides);
// What questions about it are addressed to.
std::string whom(const NodeInfo& info);
// Asks these nodes, all at once.
void ask_state(Network& network, std::vector<NodeReport>& nodes, Look what);

// Asks everybody that the network knows, and those of `besides` that it does not.
Site look(Network& network, Look what = Look::both, const std::vector<std::string>& besides = {});

// Of the node and its streams: what it captures or receives now, or is meant to capture.
std::vector<std::uint16_t> stream_ids(const NodeReport& node);

// The node, when it has said what it is meant to do. Else timed_out with the reason, or not_found
// when nobody has heard of it.
Result<const NodeReport*> node_that_answers(const Site& site, const std::string& name);

// not_found with what could have been meant.
Error no_such_node(const Site& site, const std::string& name);

}  // namespace weir::operations
