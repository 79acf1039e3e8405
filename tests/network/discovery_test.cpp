#include "support/catch.hpp"

#include <memory>

#include "base/limits.hpp"
#include "network/discovery.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using network::Discovery;
using network::PeerEvent;
using What = PeerEvent::What;

const std::string log_problem = log::configure("discovery:off");

constexpr TimePoint start{1h};
const transport::Address neighbour{"10.0.0.8", 5353};

gen::Announcement node(std::string name, std::uint64_t nonce) {
    gen::Announcement made;
    made.protocol_version = 1;
    made.tcp_port = 8001;
    made.name = std::move(name);
    made.boot_nonce = nonce;
    return made;
}

// One node and everything it sent.
struct Bench {
    std::vector<std::uint16_t> sent;
    int wakes = 0;
    std::vector<What> events;
    bool link_up = true;
    Discovery discovery{node("cam:a", 1),
                        [this](std::span<const std::byte> datagram) {
                            sent.push_back(wire::load_header(datagram.data()).message_type);
                            return link_up;
                        },
                        [] { return 0u; }, [this] { ++wakes; }};

    Bench() {
        discovery.on_event([this](const PeerEvent& event) { events.push_back(event.what); });
    }

    template <typename Message>
    void hear(const Message& message, TimePoint now) {
        discovery.received(gen::to_message(message), neighbour, now);
    }
};
}  // namespace

TEST_CASE("discovery: announces and probes at start, then at every interval", "[network]") {
    Bench bench;

    const TimePoint next = bench.discovery.tick(start);
    CHECK(bench.sent == std::vector<std::uint16_t>{0x0010, 0x0011});
    CHECK(next == start + limits::announce_interval);

    bench.discovery.tick(next - 1ms);
    CHECK(bench.sent.size() == 2);
    bench.discovery.tick(next);
    CHECK(bench.sent.size() == 3);
}

TEST_CASE("discovery: jitter makes the next announcement early, never late", "[network]") {
    Discovery late(node("cam:a", 1), [](auto) { return true; }, [] { return 0xFFFFFFFFu; });

    const TimePoint next = late.tick(start);

    CHECK(next < start + limits::announce_interval);
    CHECK(next >= start + limits::announce_interval * 9 / 10);
}

TEST_CASE("discovery: a heard node is in the table with its listener's address", "[network]") {
    Bench bench;
    bench.discovery.tick(start);

    bench.hear(node("relay:main", 2), start);

    CHECK(bench.events == std::vector{What::found});
    const auto* peer = bench.discovery.peers().find("relay:main");
    REQUIRE(peer != nullptr);
    CHECK(transport::text(peer->address) == "10.0.0.8:8001");
}

TEST_CASE("discovery: its own voice is not a peer", "[network]") {
    Bench bench;
    bench.discovery.tick(start);

    bench.hear(node("cam:a", 1), start);
    bench.hear(gen::Probe{.boot_nonce = 1}, start);

    CHECK(bench.discovery.peers().size() == 0);
    CHECK(bench.wakes == 0);
}

TEST_CASE("discovery: a namesake of this node is a peer like any other", "[network]") {
    Bench bench;
    bench.discovery.tick(start);

    bench.hear(node("cam:a", 2), start);

    CHECK(bench.discovery.peers().size() == 1);
}

TEST_CASE("discovery: answers probes, but not more often than its spacing", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.sent.clear();
    TimePoint now = start;
    TimePoint next = start + limits::announce_interval;
    for (int i = 0; i < 1'000; ++i, now += 1ms) {
        bench.hear(gen::Probe{.boot_nonce = 2}, now);
        if (bench.wakes > 0 || now >= next) {
            bench.wakes = 0;
            next = bench.discovery.tick(now);
        }
    }

    CHECK(bench.sent.size() == 1s / limits::announce_spacing_min - 1);
    CHECK(bench.discovery.counters().probed == 1'000);
}

TEST_CASE("discovery: a lone probe is answered at once", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.sent.clear();

    bench.hear(gen::Probe{.boot_nonce = 2}, start + 1s);
    CHECK(bench.wakes == 1);
    bench.discovery.tick(start + 1s + limits::probe_answer_delay_max);

    CHECK(bench.sent == std::vector<std::uint16_t>{0x0010});
}

TEST_CASE("discovery: a change is announced at once", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.sent.clear();
    auto changed = node("cam:a", 1);
    changed.tcp_port = 9000;

    bench.discovery.change(changed, start + 1s);
    CHECK(bench.wakes == 1);
    bench.discovery.tick(start + 1s);

    CHECK(bench.sent.size() == 1);
}

TEST_CASE("discovery: a silent node is lost without anyone calling", "[network]") {
    Bench bench;
    TimePoint now = start;
    bench.discovery.tick(now);
    bench.hear(node("relay:main", 2), start);

    while (now < start + 20s) now = bench.discovery.tick(now);

    CHECK(bench.events == std::vector{What::found, What::lost});
}

TEST_CASE("discovery: malformed datagrams are counted and change nothing", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    const auto whole = gen::to_message(node("relay:main", 2));
    std::uint64_t expected = 0;
    for (std::size_t size = 0; size < whole.size(); ++size, ++expected)
        bench.discovery.received(std::span(whole).first(size), neighbour, start);
    bench.hear(node("", 2), start);

    CHECK(bench.discovery.counters().malformed == expected + 1);
    CHECK(bench.discovery.peers().size() == 0);
    bench.hear(gen::Ping{}, start);
    CHECK(bench.discovery.counters().unknown == 1);
}

TEST_CASE("discovery: who takes no connections is no peer, and no trouble either", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    auto controller = node("controller:desk", 2);
    controller.tcp_port = 0;

    bench.hear(controller, start);

    CHECK(bench.discovery.counters().malformed == 0);
    CHECK(bench.discovery.counters().heard == 1);
    CHECK(bench.discovery.peers().size() == 0);
}

TEST_CASE("discovery: a long sleep of this node is nobody else's silence", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.hear(node("relay:main", 2), start);
    bench.sent.clear();

    TimePoint now = start + 1h;  // stopped, or the machine slept
    bench.discovery.tick(now);

    CHECK(bench.discovery.peers().find("relay:main") != nullptr);
    CHECK(bench.sent == std::vector<std::uint16_t>{0x0010, 0x0011});
    while (now < start + 1h + 20s) now = bench.discovery.tick(now);
    CHECK(bench.discovery.peers().find("relay:main") == nullptr);
}

TEST_CASE("discovery: another interface is announced on and asked soon", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.sent.clear();

    bench.discovery.look_around(start + 1s);
    CHECK(bench.wakes == 1);
    bench.discovery.tick(start + 1s);

    CHECK(bench.sent == std::vector<std::uint16_t>{0x0010, 0x0011});
}

TEST_CASE("discovery: a missing node is asked for, once a second however often it is missed",
          "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.sent.clear();

    for (TimePoint now = start; now < start + 3s; now += 10ms)
        CHECK(bench.discovery.look_up("relay:main", now) == nullptr);

    CHECK(bench.sent == std::vector<std::uint16_t>{0x0011, 0x0011, 0x0011});
}

TEST_CASE("discovery: who is looked up again is asked for unless just heard", "[network]") {
    Bench bench;
    bench.discovery.tick(start);
    bench.hear(node("relay:main", 2), start);
    bench.sent.clear();

    CHECK(bench.discovery.look_up("relay:main", start + 10ms) != nullptr);
    CHECK(bench.sent.empty());
    CHECK(bench.discovery.look_up("relay:main", start + 2s) != nullptr);
    CHECK(bench.sent == std::vector<std::uint16_t>{0x0011});
}

TEST_CASE("discovery: random datagrams never break it", "[network]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    Bench bench;
    bench.discovery.tick(start);
    const auto whole = gen::to_message(node("relay:main", 2));
    for (int i = 0; i < 20'000; ++i) {
        auto bytes = whole;
        for (auto flips = 1 + random() % 4; flips > 0; --flips)
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
        bench.discovery.received(bytes, neighbour, start);
        REQUIRE(bench.discovery.peers().size() <= limits::peers_max);
    }
}

TEST_CASE("discovery: a link that is down is no end", "[network]") {
    Bench bench;
    bench.link_up = false;
    TimePoint now = bench.discovery.tick(start);
    CHECK(bench.discovery.counters().unsent == 2);

    bench.link_up = true;
    bench.discovery.tick(now);

    CHECK(bench.discovery.counters().unsent == 2);
    CHECK(bench.discovery.counters().announced == 2);
}

TEST_CASE("discovery: thirty nodes all know each other soon after the link gets well",
          "[network]") {
    const auto seed = GENERATE(range(1u, 6u));
    CAPTURE(seed);
    Random random = seeded_random(seed);
    struct Member {
        std::unique_ptr<Discovery> discovery;
        TimePoint due = start;
        std::vector<std::vector<std::byte>> outbox;
    };
    std::vector<Member> members(30);
    for (std::size_t i = 0; i < members.size(); ++i) {
        auto& outbox = members[i].outbox;
        members[i].discovery = std::make_unique<Discovery>(
            node("n:" + std::to_string(i), i + 1),
            [&outbox](auto bytes) {
                outbox.emplace_back(bytes.begin(), bytes.end());
                return true;
            },
            seeded_random(seed * 100 + i), [&due = members[i].due] { due = start; });
        members[i].due += random() % 2'000 * 1ms;
    }

    const auto copies = [&](TimePoint now) {
        if (now >= start + 30s) return 1u;
        return random() % 6 == 0 ? 2u : random() % 3;  // a third is lost, some arrive twice
    };
    for (TimePoint now = start; now < start + 30s + limits::announce_interval; now += 10ms)
        for (std::size_t i = 0; i < members.size(); ++i) {
            const transport::Address sender{"10.0.0." + std::to_string(i), 5353};
            if (members[i].due <= now) members[i].due = members[i].discovery->tick(now);
            for (const auto& datagram : std::exchange(members[i].outbox, {}))
                for (auto& other : members)
                    for (auto count = copies(now); count > 0; --count)
                        other.discovery->received(datagram, sender, now);
        }

    for (const auto& member : members)
        CHECK(member.discovery->peers().size() == members.size() - 1);
}
