#pragma once
// Whom to ask one by one, because multicast does not reach them.

#include <cstddef>
#include <vector>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "network/peer_table.hpp"
#include "transport/address.hpp"

namespace weir::network {

// Peers that somebody named are asked at every announce interval, for as long as the node runs.
// Known ones that have fallen silent are asked before they are given up: a switch that stops to
// forward multicast must not make a running node vanish. At most limits::unicast_peers_max of each
// at a time. Pure; lives on the node thread.
class UnicastPeers {
public:
    // What exceeds limits::unicast_peers_max is left out.
    void name(std::vector<transport::Address> addresses);

    // Everyone who is to be asked now.
    std::vector<transport::Address> due(const PeerTable& known, TimePoint now);
    TimePoint next_due() const { return next_; }

    // Ask all named ones again with the next due().
    void hurry() { next_named_ = next_ = TimePoint::min(); }

private:
    std::vector<transport::Address> named_;
    TimePoint next_named_ = TimePoint::min();
    TimePoint next_ = TimePoint::min();
};

}  // namespace weir::network
