#pragma once
// Discovery on a real socket: who is out there, and telling them who we are.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "gen/messages.hpp"
#include "network/peer_table.hpp"
#include "nodes/options.hpp"
#include "transport/address.hpp"
#include "transport/name_lookup.hpp"

namespace weir::nodes {

// Lives on the node thread. With discovery off it finds nobody and says so.
class Neighbourhood {
public:
    struct Self {
        std::string name;
        std::uint16_t port;
        std::string host;  // where it listens: numeric, or "*"
        gen::FunctionFlags functions;
        std::uint64_t boot_nonce;
    };
    using Appeared =
        std::function<void(const std::string& node_name, const transport::Address& place)>;

    // `every_interface`: else only this machine is asked and told. Without `self` it only listens.
    // `ask`: who knows hosts by name.
    Neighbourhood(asio::any_io_executor executor, const DiscoveryOptions& options,
                  bool every_interface, const std::optional<Self>& self, Appeared appeared,
                  transport::NameLookup::Ask ask = transport::NameLookup::ask_system);
    ~Neighbourhood();

    // Whatever is heard of others; before start().
    void on_event(std::function<void(const network::PeerEvent&)> handler);

    Result<> start();  // os_failure when the group cannot be joined
    void stop();

    // A connection proved that this node is what it says.
    void verified(std::uint16_t site_id, const std::string& name, std::uint64_t boot_nonce);

    // Where the node of that name was heard last; not_found with the next step.
    Result<transport::Address> find(const std::string& name) const;
    // Nodes of that name, or all when it is empty, the best ones last: relays after others.
    std::vector<transport::Address> addresses(const std::string& name) const;
    std::vector<network::Peer> peers() const;
    std::vector<gen::PeerState> states(TimePoint now) const;

private:
    class Life;

    DiscoveryOptions options_;
    bool every_interface_;
    std::shared_ptr<Life> life_;
};

}  // namespace weir::nodes
