#include "support/catch.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "network/peer_table.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using network::Peer;
using network::PeerEvent;
using network::PeerTable;
using network::Standing;
using What = PeerEvent::What;

constexpr TimePoint start{1h};
constexpr Duration interval = limits::announce_interval;

Peer node(std::string name, std::uint64_t nonce, transport::Address address = {"10.0.0.7", 8001}) {
    return {.name = std::move(name), .boot_nonce = nonce, .address = std::move(address)};
}

std::vector<What> whats(const std::vector<PeerEvent>& events) {
    std::vector<What> all;
    for (const auto& event : events) all.push_back(event.what);
    return all;
}
}  // namespace

TEST_CASE("peer table: a node is found once and stays while it is heard", "[network]") {
    PeerTable table;
    CHECK(whats(table.heard(node("relay:main", 1), start)) == std::vector{What::found});

    TimePoint now = start;
    for (int i = 0; i < 10; ++i) {
        now += interval;
        CHECK(table.heard(node("relay:main", 1), now).empty());
        CHECK(table.expire(now).empty());
    }

    CHECK(transport::text(table.find("relay:main")->address) == "10.0.0.7:8001");
    CHECK(table.find("relay:other") == nullptr);
}

TEST_CASE("peer table: three silent intervals make a node lost", "[network]") {
    PeerTable table;
    table.heard(node("relay:main", 1), start);

    CHECK(table.next_expiry() == start + 3 * interval);
    CHECK(table.expire(start + 3 * interval - 1ms).empty());
    CHECK(whats(table.expire(start + 3 * interval)) == std::vector{What::lost});

    CHECK(table.size() == 0);
    CHECK(table.next_expiry() == TimePoint::max());
}

TEST_CASE("peer table: a new boot nonce at the same place is a restart", "[network]") {
    PeerTable table;
    table.heard(node("relay:main", 1), start);

    const auto events = table.heard(node("relay:main", 2), start + 1s);

    CHECK(whats(events) == std::vector{What::restarted});
    CHECK(table.size() == 1);
    CHECK(table.find("relay:main")->boot_nonce == 2);
    CHECK_FALSE(table.find("relay:main")->duplicate);
}

TEST_CASE("peer table: a restart on another port is no duplicate, and the newest is found",
          "[network]") {
    PeerTable table;
    table.heard(node("relay:main", 1), start);

    table.heard(node("relay:main", 2, {"10.0.0.7", 9000}), start + 1s);
    TimePoint now = start + 1s;
    for (int i = 0; i < 4; ++i, now += interval) {
        CHECK(table.heard(node("relay:main", 2, {"10.0.0.7", 9000}), now).empty());
        table.expire(now);
    }

    CHECK(table.size() == 1);
    CHECK(table.find("relay:main")->address.port == 9000);
}

TEST_CASE("peer table: two nodes with one name both stay, with one warning", "[network]") {
    PeerTable table;
    std::vector<What> seen;
    for (int i = 0; i < 5; ++i) {
        const TimePoint now = start + i * interval;
        for (const auto& event : table.heard(node("cam:a", 1, {"10.0.0.7", 8001}), now))
            seen.push_back(event.what);
        for (const auto& event : table.heard(node("cam:a", 2, {"10.0.0.8", 8001}), now + 1ms))
            seen.push_back(event.what);
    }

    CHECK(seen == std::vector{What::found, What::found, What::duplicate});
    CHECK(table.size() == 2);
    CHECK(std::ranges::all_of(table.peers(), &Peer::duplicate));
    CHECK(table.find("cam:a")->boot_nonce == 2);
}

TEST_CASE("peer table: the last of two nodes with one name is no duplicate any more", "[network]") {
    PeerTable table;
    table.heard(node("cam:a", 1), start);
    table.heard(node("cam:a", 2, {"10.0.0.8", 1}), start + 1s);
    table.heard(node("cam:a", 1), start + 2s);
    REQUIRE(table.find("cam:a")->duplicate);

    table.heard(node("cam:a", 1), start + 17s);
    const auto events = table.expire(start + 17s);

    CHECK(whats(events) == std::vector{What::lost});
    CHECK_FALSE(table.find("cam:a")->duplicate);
}

TEST_CASE("peer table: the same name in another site is another node", "[network]") {
    PeerTable table;
    auto remote = node("cam:a", 2);
    remote.site_id = 9;
    table.heard(node("cam:a", 1), start);

    CHECK(whats(table.heard(remote, start)) == std::vector{What::found});
    CHECK(table.heard(node("cam:a", 1), start + 1s).empty());

    CHECK(table.find("cam:a")->boot_nonce == 1);
    CHECK(table.find("cam:a", 9)->boot_nonce == 2);
}

TEST_CASE("peer table: a changed port or function is an event", "[network]") {
    PeerTable table;
    table.heard(node("cam:a", 1), start);

    auto changed = node("cam:a", 1, {"10.0.0.7", 9000});
    changed.function_flags = 4;

    CHECK(whats(table.heard(changed, start + 1s)) == std::vector{What::changed});
    CHECK(table.find("cam:a")->address.port == 9000);
    CHECK(table.find("cam:a")->function_flags == 4);
}

TEST_CASE("peer table: a node heard on two interfaces is one, at the first while it lasts",
          "[network]") {
    PeerTable table;
    const auto wired = node("cam:a", 1, {"10.0.0.7", 8001});
    const auto wireless = node("cam:a", 1, {"192.168.1.7", 8001});
    table.heard(wired, start);
    CHECK(table.heard(wireless, start + 1ms).empty());
    CHECK(table.heard(wireless, start + interval).empty());
    CHECK(table.find("cam:a")->address == wired.address);

    const auto events = table.heard(wireless, start + 2 * interval);

    CHECK(whats(events) == std::vector{What::changed});
    CHECK(table.find("cam:a")->address == wireless.address);
    CHECK(table.size() == 1);
}

TEST_CASE("peer table: a node of this machine is reached over loopback", "[network]") {
    PeerTable table;
    table.heard(node("cam:a", 1, {"10.0.0.7", 8001}), start);

    const auto events = table.heard(node("cam:a", 1, {"127.0.0.1", 8001}), start + 1ms);
    table.heard(node("cam:a", 1, {"10.0.0.7", 8001}), start + 2ms);

    CHECK(whats(events) == std::vector{What::changed});
    CHECK(table.find("cam:a")->address.host == "127.0.0.1");
}

TEST_CASE("peer table: a late datagram of a process that is gone misleads nobody for long",
          "[network]") {
    PeerTable table;
    table.heard(node("cam:a", 2, {"10.0.0.8", 9002}), start);
    table.heard(node("cam:a", 1, {"10.0.0.8", 9001}), start + 100ms);  // the boot before, late

    table.heard(node("cam:a", 2, {"10.0.0.8", 9002}), start + 1s);

    CHECK(table.find("cam:a")->address.port == 9002);
}

TEST_CASE("peer table: a storm of inventions stays within bounds and spares real peers",
          "[network]") {
    const auto seed = GENERATE(1u, 2u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    PeerTable table;
    TimePoint now = start;
    table.heard(node("relay:main", 1), now);
    table.heard(node("relay:spoken", 2), now);
    table.verified(0, "relay:spoken", 2);
    table.heard(node("relay:main", 1), now + interval);
    REQUIRE(table.find("relay:main")->standing == Standing::steady);

    now += interval;
    for (int i = 0; i < 10'000; ++i) {
        const transport::Address where{"10.1." + std::to_string(random() % 200) + ".1", 1};
        table.heard(node("forged:" + std::to_string(i), random(), where), now + i * 1us);
        REQUIRE(table.size() <= limits::peers_max);
    }

    CHECK(table.find("relay:main") != nullptr);
    CHECK(table.find("relay:spoken") != nullptr);
    table.expire(now + 3 * interval + 1s);
    CHECK(table.size() == 0);
}

TEST_CASE("peer table: one host cannot fill the table", "[network]") {
    PeerTable table;
    for (std::uint64_t i = 0; i < 10'000; ++i)
        table.heard(node("forged:" + std::to_string(i), i), start);
    CHECK(table.size() == limits::peers_per_address_max);
    CHECK(table.turned_away() == 10'000 - limits::peers_per_address_max);

    table.heard(node("relay:main", 1, {"10.0.0.9", 1}), start);

    CHECK(table.find("relay:main") != nullptr);
}

TEST_CASE("peer table: patient inventions leave room for newcomers", "[network]") {
    PeerTable table;
    for (int round = 0; round < 3; ++round)
        for (std::uint64_t i = 0; i < limits::peers_max; ++i)
            table.heard(
                node("forged:" + std::to_string(i), i, {"10.1.0." + std::to_string(i % 16), 1}),
                start + round * interval);

    const auto events = table.heard(node("relay:new", 1), start + 3 * interval);

    CHECK(whats(events) == std::vector{What::found});
    CHECK(table.size() == limits::peers_max);
}

TEST_CASE("peer table: random life keeps its promises", "[network]") {
    const auto seed = GENERATE(range(1u, 21u));
    CAPTURE(seed);
    Random random = seeded_random(seed);
    PeerTable table;
    TimePoint now = start;
    int balance = 0;  // found - lost
    const auto count = [&](const std::vector<PeerEvent>& events) {
        for (const auto& event : events)
            balance += event.what == What::found ? 1 : event.what == What::lost ? -1 : 0;
    };

    for (int i = 0; i < 2'000; ++i) {
        now += random() % 500 * 1ms;
        const auto name = "n:" + std::to_string(random() % 8);
        const transport::Address where{"10.0.0." + std::to_string(random() % 3), 1};
        if (random() % 4 == 0) table.verified(0, name, random() % 3);
        count(table.heard(node(name, random() % 3, where), now));
        if (random() % 8 == 0) count(table.expire(now));
        REQUIRE(balance == static_cast<int>(table.size()));
        REQUIRE(table.find(name) != nullptr);
    }
    count(table.expire(now + 4 * interval));
    CHECK(balance == 0);
}
