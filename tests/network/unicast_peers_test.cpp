#include "network/unicast_peers.hpp"

#include <map>
#include <memory>

#include "base/limits.hpp"
#include "network/discovery.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using network::Discovery;
using network::Way;
using transport::Address;

constexpr TimePoint start{1h};

gen::Announcement node(std::string name, std::uint64_t nonce) {
    gen::Announcement made;
    made.tcp_port = 8001;
    made.name = std::move(name);
    made.boot_nonce = nonce;
    return made;
}

// Nodes that hear nothing but what is sent to them alone.
class Unreachable {
public:
    void add(std::uint64_t nonce, std::vector<Address> named) {
        auto& one = nodes_[host(nonce)];
        one = std::make_unique<Discovery>(
            node("n:" + std::to_string(nonce), nonce), [](auto) { return true; },
            [] { return 0u; });
        one->reach(std::move(named), [this, nonce](auto bytes, const Address& to) {
            ++sent;
            last_to = to;
            const auto found = nodes_.find(to.host);
            if (found == nodes_.end() || cut) return true;
            found->second->received(bytes, {host(nonce), 8001}, now, Way::direct);
            return true;
        });
    }

    void run(Duration duration) {
        for (const TimePoint end = now + duration; now < end; now += 50ms)
            for (auto& [name, one] : nodes_) one->tick(now);
    }
    Discovery& at(std::uint64_t nonce) { return *nodes_.at(host(nonce)); }
    static std::string host(std::uint64_t nonce) { return "10.0.0." + std::to_string(nonce); }

    TimePoint now = start;
    bool cut = false;
    std::size_t sent = 0;
    Address last_to;

private:
    std::map<std::string, std::unique_ptr<Discovery>> nodes_;
};

const std::string log_problem = log::configure("discovery:off");
}  // namespace

TEST_CASE("unicast peers: one named address is enough for both to know each other", "[network]") {
    Unreachable world;
    world.add(1, {{Unreachable::host(2), 8001}});
    world.add(2, {});

    world.run(1s);

    REQUIRE(world.at(1).peers().find("n:2") != nullptr);
    CHECK(world.at(1).peers().find("n:2")->address == Address{Unreachable::host(2), 8001});
    REQUIRE(world.at(2).peers().find("n:1") != nullptr);
}

TEST_CASE("unicast peers: a named node that comes later is found", "[network]") {
    Unreachable world;
    world.add(1, {{Unreachable::host(2), 8001}});
    world.run(60s);

    world.add(2, {});
    world.run(limits::announce_interval + 1s);

    CHECK(world.at(1).peers().find("n:2") != nullptr);
    CHECK(world.at(2).peers().find("n:1") != nullptr);
}

TEST_CASE("unicast peers: they stay known for as long as they answer, and are lost after",
          "[network]") {
    Unreachable world;
    world.add(1, {{Unreachable::host(2), 8001}});
    world.add(2, {});
    world.run(300s);
    CHECK(world.at(1).peers().find("n:2") != nullptr);
    CHECK(world.at(2).peers().find("n:1") != nullptr);

    world.cut = true;
    world.run(20s);
    CHECK(world.at(1).peers().find("n:2") == nullptr);

    world.cut = false;
    world.run(limits::announce_interval + 1s);
    CHECK(world.at(1).peers().find("n:2") != nullptr);
}

TEST_CASE("unicast peers: a known one that falls silent is asked before it is given up",
          "[network]") {
    Unreachable world;
    world.add(1, {});
    world.add(2, {});
    // Multicast worked until now.
    for (int i = 0; i < 3; ++i) {
        world.at(1).received(gen::to_message(node("n:2", 2)), {Unreachable::host(2), 5353},
                             world.now);
        world.run(5s);
    }

    world.run(60s);

    CHECK(world.at(1).peers().find("n:2") != nullptr);
}

TEST_CASE("unicast peers: invented ones are not asked, and answers have a bound", "[network]") {
    Unreachable world;
    world.add(1, {});
    for (std::uint64_t i = 0; i < 1'000; ++i)
        world.at(1).received(gen::to_message(node("x:" + std::to_string(i), 100 + i)),
                             {"10.1.0." + std::to_string(i % 250), 5353}, world.now);
    world.run(20s);
    CHECK(world.sent == 0);

    for (int i = 0; i < 10'000; ++i)
        world.at(1).received(gen::to_message(gen::Probe{.boot_nonce = 9}), {"10.1.0.1", 77},
                             world.now, Way::direct);
    CHECK(world.sent == limits::unicast_peers_max);
    CHECK(world.last_to == Address{"10.1.0.1", 77});
}

TEST_CASE("unicast peers: more names than the limit are left out", "[network]") {
    network::UnicastPeers peers;
    std::vector<Address> many;
    for (std::size_t i = 0; i < 2 * limits::unicast_peers_max; ++i)
        many.push_back({Unreachable::host(i), 8001});

    peers.name(many);

    CHECK(peers.due({}, start).size() == limits::unicast_peers_max);
    CHECK(peers.due({}, start + 1s).empty());
    CHECK(peers.due({}, start + limits::announce_interval).size() == limits::unicast_peers_max);
}
