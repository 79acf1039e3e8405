#include "operations/site.hpp"

#include <algorithm>
#include <set>

#include "operations/names.hpp"

namespace weir::operations {

const NodeReport* Site::find(const std::string& node) const {
    const auto address = target_of(node);
    return find(address.host, address.port);
}

const NodeReport* Site::find(const std::string& host, std::uint16_t port) const {
    const transport::Address address{host, port};
    if (address.is_complete()) {
        const auto at = std::ranges::find_if(
            nodes, [&](const NodeReport& report) { return report.info.address == address; });
        return at == nodes.end() ? nullptr : &*at;
    }
    const auto named = [&](const NodeReport& report) { return report.info.name == host; };
    const auto asked = [&](const NodeReport& report) { return report.asked_as == host; };
    auto at = std::ranges::find_if(nodes, named);
    if (at == nodes.end()) at = std::ranges::find_if(nodes, asked);
    return at == nodes.end() ? nullptr : &*at;
}

std::vector<std::string> Site::names() const {
    std::vector<std::string> all;
    for (const NodeReport& node : nodes)
        if (node.heard) all.push_back(node.info.name);
    return all;
}

std::vector<NodeReport> roll_call(Network& network, const std::vector<std::string>& besides) {
    Site site;
    for (NodeInfo& info : network.nodes())
        site.nodes.push_back({.info = std::move(info), .config = {}, .runtime = {}, .trouble = {}});
    for (const std::string& node : besides)
        if (site.find(node) == nullptr) {
            const auto target = target_of(node);
            site.nodes.push_back(
                {.info = {node, target.is_complete() ? target : transport::Address{}, {}},
                 .config = {},
                 .runtime = {},
                 .trouble = {},
                 .heard = false});
        }
    std::ranges::stable_sort(site.nodes, {}, [](const NodeReport& node) { return node.info.name; });
    return std::move(site.nodes);
}

std::string whom(const NodeInfo& info) {
    return info.address.is_complete() ? transport::text(info.address) : info.name;
}

void ask_state(Network& network, std::vector<NodeReport>& nodes, Look what) {
    const bool config = what != Look::runtime;
    const bool runtime = what != Look::config;
    std::vector<Question> questions;
    for (const NodeReport& node : nodes) {
        if (config) questions.push_back(question(whom(node.info), gen::GetConfigStateRequest{}));
        if (runtime) questions.push_back(question(whom(node.info), gen::GetRuntimeStateRequest{}));
    }
    const auto answers = network.ask(questions);

    std::size_t next = 0;
    for (NodeReport& node : nodes) {
        node.asked_as = node.info.name;
        if (config) {
            auto reply = answer<gen::GetConfigStateReply>(answers[next++]);
            if (reply)
                node.config = std::move(*reply);
            else
                node.trouble = reply.error().what;
        }
        if (runtime) {
            auto reply = answer<gen::GetRuntimeStateReply>(answers[next++]);
            if (reply) {
                node.runtime = std::move(*reply);
                if (!node.runtime->node_name.empty()) node.info.name = node.runtime->node_name;
            } else {
                node.trouble = reply.error().what;
            }
        }
    }
}

Site look(Network& network, Look what, const std::vector<std::string>& besides) {
    Site site{roll_call(network, besides)};
    ask_state(network, site.nodes, what);
    return site;
}

std::vector<std::uint16_t> stream_ids(const NodeReport& node) {
    std::set<std::uint16_t> ids;
    if (node.runtime)
        for (const auto& stream : node.runtime->streams) ids.insert(stream.stream_id);
    if (node.config)
        for (const auto& ingest : node.config->ingests) ids.insert(ingest.stream_id);
    return {ids.begin(), ids.end()};
}

Result<const NodeReport*> node_that_answers(const Site& site, const std::string& name) {
    const NodeReport* node = site.find(name);
    if (node == nullptr || (!node->heard && !node->runtime && !node->info.address.is_complete()))
        return std::unexpected(no_such_node(site, name));
    if (node->config) return node;
    return fail(node->heard ? Code::timed_out : Code::not_found,
                name + " does not answer, so it cannot be told anything: " + node->trouble);
}

Error no_such_node(const Site& site, const std::string& name) {
    return {Code::not_found, name + ": no node of that name is heard" +
                                 did_you_mean(name, site.names(),
                                              "; weir get nodes lists who is there, and HOST:PORT "
                                              "reaches who is not heard")};
}

}  // namespace weir::operations
