#pragma once
// A network that stalls, cuts, dribbles and reorders readiness, as its dice say.

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/events.hpp"
#include "transport/connector.hpp"
#include "transport/socket.hpp"

namespace weir::sim {

inline constexpr auto latency = std::chrono::microseconds(200);  // of any cable

// A process: when it is frozen nothing of it runs until it thaws.
struct Host {
    std::string name;
    bool up = true;
    bool frozen = false;
    std::vector<Call> parked;
    std::function<void(std::shared_ptr<transport::Connection>)> accept;
    std::function<void(std::unique_ptr<transport::Socket>)> accept_bytes;  // instead, if set
    transport::ConnectionSettings settings;

    void run(Call call);
    void thaw();
};

class Wire;

// What the network does to the connections between two hosts. Lives as long as the network.
struct Cable {
    std::uint64_t bytes_per_second = 200'000'000;
    std::size_t send_room = 256u << 10;     // bytes the sender's kernel holds
    std::size_t receive_room = 128u << 10;  // bytes the receiver's kernel holds
    bool stalled = false;
    std::optional<std::uint64_t> cut_after;  // bytes from now on, both ways together
    std::uint64_t connections = 0;
    std::uint64_t cuts = 0;  // by cut_after

    // Of the newest connection, from who dialled: how much has arrived, and for how long there was
    // nothing to carry.
    const Wire* newest = nullptr;
    std::uint64_t carried = 0;
    Duration rested(TimePoint now) const {
        return rested_ + (resting_since_ ? now - *resting_since_ : Duration{});
    }
    void rest_begins(TimePoint now) {
        if (!resting_since_) resting_since_ = now;
    }
    void rest_ends(TimePoint now) {
        rested_ = rested(now);
        resting_since_.reset();
    }

private:
    Duration rested_{};
    std::optional<TimePoint> resting_since_;
};

class Net {
public:
    Net(Events& events, std::uint64_t seed) : events_(events), seed_(seed) {}

    Events& events() { return events_; }
    // Names are looked up at the time of dialling: who restarted is another host of the same name.
    void announce(Host& host) { hosts_[host.name] = &host; }
    Host* find(const std::string& name);
    Cable& cable(const std::string& a, const std::string& b);

    // Whom it dials: a program is only sent to.
    enum class Peer { node, program };
    std::unique_ptr<transport::Dialler> dialler(Host& from, Peer peer = Peer::node);
    void stall(Cable& cable, bool stalled);
    void cut(Cable& cable);

private:
    friend class SimDialler;
    void connect(Host& from, const std::string& to, Peer peer, transport::Dialler::Done done);

    Events& events_;
    std::uint64_t seed_;
    std::uint64_t wires_made_ = 0;
    std::map<std::string, Host*> hosts_;
    std::map<std::pair<std::string, std::string>, Cable> cables_;
    std::vector<std::pair<Cable*, std::weak_ptr<Wire>>> wires_;
};

}  // namespace weir::sim
