#include "network/unicast_peers.hpp"

#include <algorithm>
#include <utility>

namespace weir::network {
namespace {

constexpr Duration interval = limits::announce_interval;
// Two announcements are missing, so it is not one lost datagram; a third of the time is left.
constexpr Duration silence = interval * 2 + interval / 4;

}  // namespace

void UnicastPeers::name(std::vector<transport::Address> addresses) {
    named_ = std::move(addresses);
    if (named_.size() > limits::unicast_peers_max) named_.resize(limits::unicast_peers_max);
    hurry();
}

std::vector<transport::Address> UnicastPeers::due(const PeerTable& known, TimePoint now) {
    std::vector<transport::Address> ask;
    if (now < next_) return ask;
    if (now >= next_named_) {
        ask = named_;
        next_named_ = now + interval;
    }
    std::size_t silent = 0;
    for (const Peer& peer : known.silent_since(now - silence)) {
        if (silent == limits::unicast_peers_max) break;
        if (std::ranges::count(ask, peer.address) > 0) continue;
        ask.push_back(peer.address);
        ++silent;
    }
    next_ = now + interval / 4;
    if (named_.empty() && known.size() == 0) next_ = now + interval;
    return ask;
}

}  // namespace weir::network
