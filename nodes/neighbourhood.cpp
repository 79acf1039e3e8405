#include "nodes/neighbourhood.hpp"

#include <algorithm>
#include <utility>

namespace weir::nodes {

class Neighbourhood::Life {
public:
    network::PeerTable table;
};

Neighbourhood::Neighbourhood(asio::any_io_executor, const DiscoveryOptions& options, bool,
                             std::optional<Self>, Appeared)
    : options_(options), life_(std::make_shared<Life>()) {}
Neighbourhood::~Neighbourhood() = default;
Result<> Neighbourhood::start() {
    return {};
}
void Neighbourhood::stop() {}
void Neighbourhood::verified(std::uint16_t site_id, const std::string& name,
                             std::uint64_t boot_nonce) {
    life_->table.verified(site_id, name, boot_nonce);
}

Result<transport::Address> Neighbourhood::find(const std::string& name) const {
    const network::Peer* peer = life_->table.find(name);
    if (peer != nullptr) return transport::Address{peer->address.host, peer->address.port};
    return fail(Code::not_found, name + ": no node of that name has announced itself" +
                                     (options_.on ? "" : ", and discovery is off; use HOST:PORT"));
}

std::vector<transport::Address> Neighbourhood::addresses(const std::string& name) const {
    auto peers = life_->table.peers();
    std::erase_if(peers, [&](const network::Peer& peer) {
        return peer.address.port == 0 || (!name.empty() && peer.name != name);
    });
    const auto is_relay = [](const network::Peer& peer) {
        return gen::has(static_cast<gen::FunctionFlags>(peer.function_flags),
                        gen::FunctionFlags::relay) &&
               !gen::has(static_cast<gen::FunctionFlags>(peer.function_flags),
                         gen::FunctionFlags::source);
    };
    std::ranges::stable_partition(peers, std::not_fn(is_relay));
    std::vector<transport::Address> addresses;
    for (const auto& peer : peers) addresses.push_back({peer.address.host, peer.address.port});
    return addresses;
}

std::vector<network::Peer> Neighbourhood::peers() const {
    return life_->table.peers();
}

std::vector<gen::PeerState> Neighbourhood::states(TimePoint now) const {
    std::vector<gen::PeerState> states;
    for (const network::Peer& peer : life_->table.peers()) {
        gen::PeerState state;
        state.name = peer.name;
        state.address = transport::text(peer.address);
        state.site_id = peer.site_id;
        state.function_flags = static_cast<gen::FunctionFlags>(peer.function_flags);
        state.boot_nonce = peer.boot_nonce;
        state.last_seen = static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(now - peer.last_heard).count());
        state.duplicate = peer.duplicate;
        states.push_back(std::move(state));
    }
    return states;
}

}  // namespace weir::nodes
