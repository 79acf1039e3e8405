#pragma once
// A network of datagrams that are lost, doubled and late, and of pipes that break.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulation/control/virtual_time.hpp"
#include "transport/address.hpp"

namespace weir::sim::control {

using Bytes = std::vector<std::byte>;

// One end of a connection. Bytes arrive whole and in order, or the end is told that it broke.
struct PipeEnd {
    std::function<void(const Bytes&)> on_bytes;
    std::function<void()> on_broken;
};

// Both ends and what is under way. Lives as long as one of its hosts holds it.
struct Pipe {
    std::string hosts[2];
    PipeEnd ends[2];
    bool open = true;
    TimePoint stalled_since{};  // a partition lies between its ends
    std::vector<std::pair<int, Bytes>> stalled;
};

// What a process is to the others.
struct Host {
    std::function<void(const Bytes&, const transport::Address& from)> on_datagram;
    std::function<void(const std::shared_ptr<Pipe>&, int end)> on_accept;
    std::uint16_t port = 0;  // of its listener
};

class Network {
public:
    Network(VirtualTime& time, std::uint64_t seed) : time_(time), dice_(seed) {}

    bool calm = false;  // nothing is lost any more

    void plug(const std::string& name, Host host) { hosts_[name] = std::move(host); }
    // The process died: its pipes break, at the other end a moment later.
    void unplug(const std::string& name);

    void broadcast(const std::string& from, const Bytes& datagram);
    // `done(pipe)`: null when nobody listens there. A partition is waited out for connect_timeout.
    void dial(const std::string& from, const transport::Address& to,
              std::function<void(std::shared_ptr<Pipe>)> done);
    void send(const std::shared_ptr<Pipe>& pipe, int from_end, Bytes bytes);
    void hang_up(const std::shared_ptr<Pipe>& pipe);

    void cut(const std::string& a, const std::string& b, bool apart);
    void heal();
    bool apart(const std::string& a, const std::string& b) const {
        return partitions_.contains(std::minmax(a, b));
    }

private:
    void deliver(const std::shared_ptr<Pipe>& pipe, int to_end, const Bytes& bytes);
    void break_pipe(const std::shared_ptr<Pipe>& pipe, Duration wait);
    void resume(const std::string& a, const std::string& b);

    VirtualTime& time_;
    Dice dice_;
    std::map<std::string, Host> hosts_;
    std::set<std::pair<std::string, std::string>> partitions_;
    std::vector<std::weak_ptr<Pipe>> pipes_;
};

}  // namespace weir::sim::control
