#pragma once
// Real nodes as processes on free loopback ports, with a discovery group of their own.

#include <cstdint>
#include <filesystem>
#include <string>

#include "child.hpp"
#include "control/wanted/wanted_state.hpp"
#include "support/wire_peer.hpp"

namespace weir::bench {

class NodeProcess {
public:
    // Starts a relay of this name on `port` (0: any free one), with the state it left in `folder`.
    void start(const std::filesystem::path& folder, const std::string& name,
               std::uint16_t port = 0);
    void kill() { child_.stop(); }
    // Waits until the node listens.
    std::uint16_t port();
    support::WirePeer connect();

private:
    Child child_;
    std::filesystem::path port_file_;
    std::uint16_t port_ = 0;
};

gen::GetRuntimeStateReply state_of(support::WirePeer& peer);
// All of `resources` resources are as they should be.
bool green(support::WirePeer& peer, std::size_t resources);
void wait_until_green(NodeProcess& node, std::size_t resources);

// What a node was told before it was switched off.
void leave_wishes(const std::filesystem::path& folder, const std::string& name,
                  const wanted::WantedState& wishes);
// A pattern of 160 x 120 at `fps`, made by the node itself.
gen::Ingest small_pattern(std::uint16_t stream_id, std::uint16_t fps);
gen::RelayEdge edge_to(const std::string& node, std::uint16_t stream_id, gen::DeliveryMode mode);

}  // namespace weir::bench
