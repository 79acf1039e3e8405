// weir peers: who announces itself.

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "nodes/neighbourhood.hpp"
#include "nodes/verbs.hpp"

namespace weir::nodes {
namespace {

std::string functions_of(const network::Peer& peer) {
    const auto flags = static_cast<gen::FunctionFlags>(peer.function_flags);
    std::string text;
    for (const auto& [flag, word] : {std::pair{gen::FunctionFlags::source, "source"},
                                     std::pair{gen::FunctionFlags::relay, "relay"},
                                     std::pair{gen::FunctionFlags::sink, "sink"},
                                     std::pair{gen::FunctionFlags::controller, "controller"}})
        if (gen::has(flags, flag)) text += (text.empty() ? "" : ",") + std::string(word);
    return text;
}

void print_json(const std::vector<network::Peer>& peers) {
    nlohmann::json list = nlohmann::json::array();
    for (const network::Peer& peer : peers)
        list.push_back({{"name", peer.name},
                        {"address", transport::text(peer.address)},
                        {"site_id", peer.site_id},
                        {"functions", functions_of(peer)},
                        {"duplicate", peer.duplicate}});
    const nlohmann::json all{{"api_version", 1}, {"peers", list}};
    std::printf("%s\n", all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void print_table(const std::vector<network::Peer>& peers) {
    std::printf("%-28s %-22s %s\n", "NAME", "ADDRESS", "FUNCTIONS");
    for (const network::Peer& peer : peers)
        std::printf("%-28s %-22s %s%s\n", peer.name.c_str(), transport::text(peer.address).c_str(),
                    functions_of(peer).c_str(),
                    peer.duplicate ? "  (another node has the same name)" : "");
}

}  // namespace

int run_peers(const PeersOptions& options) {
    if (!options.discovery.on) {
        std::fputs("weir: discovery is off, so nobody can be found; leave --discovery off away\n",
                   stderr);
        return exit_usage;
    }
    asio::io_context io(1);
    Neighbourhood neighbours(io.get_executor(), options.discovery, true, std::nullopt,
                             [](const auto&, const auto&) {});
    if (auto started = neighbours.start(); !started) {
        std::fprintf(stderr, "weir: %s\n", started.error().what.c_str());
        return exit_failed;
    }
    io.run_for(std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(options.wait_seconds)));
    const auto peers = neighbours.peers();
    neighbours.stop();
    if (options.json) {
        print_json(peers);
    } else if (peers.empty()) {
        std::fputs(
            "weir: no node has answered; start one with weir relay, or see whether multicast "
            "passes\n",
            stderr);
    } else {
        print_table(peers);
    }
    return peers.empty() ? exit_not_found : exit_ok;
}

}  // namespace weir::nodes
