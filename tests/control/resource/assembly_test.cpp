#include "control/resource/assembly.hpp"

#include <algorithm>
#include <asio/io_context.hpp>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "control/resource/background.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using resource::Assembly;
using resource::Target;

// A node with edges to places that nobody answers at, and a note of every attempt to reach one.
struct Node {
    Node()
        : assembly({reconciler, relay, ledger, background, io.get_executor()}, deliveries,
                   outside()) {}

    Assembly::Outside outside() {
        Assembly::Outside outside;
        outside.resolve = [this](const Target& target) -> Result<transport::Address> {
            dialled.push_back(target.text());
            return fail(Code::not_found, target.text() + ": nobody of that name");
        };
        outside.begin = [](auto) { return nullptr; };
        outside.next_owner = [] { return relay::Owner{1}; };
        outside.finished = [](std::uint16_t) {};
        outside.closing = [](const std::shared_ptr<relay::Output>&) {};
        return outside;
    }
    void connect(const Target& target) { REQUIRE(assembly.start_edge({.stream_id = 7}, target)); }
    // How often that one is dialled in so long.
    std::size_t attempts(const std::string& target, Duration time) {
        dialled.clear();
        for (const TimePoint end = now + time; now < end; now += std::chrono::milliseconds(10))
            reconciler.tick(now);
        return static_cast<std::size_t>(std::ranges::count(dialled, target));
    }
    // Until nothing is tried more often than once in half of the longest wait.
    void fail_for_long() {
        attempts("", 20 * limits::backoff_max);
        dialled_now();
    }
    // What is dialled without any time passing.
    std::vector<std::string> dialled_now() {
        dialled.clear();
        for (int turn = 0; turn < 4; ++turn) reconciler.tick(now);
        std::ranges::sort(dialled);
        return dialled;
    }

    TimePoint now{std::chrono::seconds(1)};
    asio::io_context io{1};
    Ledger ledger;
    relay::Relay relay;
    int woken = 0;
    reconcile::Reconciler reconciler{seeded_random(1), [this] { ++woken; }};
    resource::Background background{io.get_executor(), 1};
    resource::Deliveries deliveries{relay, 1, now, [] {}};
    std::vector<std::string> dialled;
    Assembly assembly;
};

}  // namespace

TEST_CASE("assembly: who is announced is dialled in the same turn, however long the wait was",
          "[resource]") {
    Node node;
    node.connect({"relay:main", 0});
    node.connect({"relay:other", 0});
    node.fail_for_long();
    CHECK(node.attempts("relay:main", limits::backoff_max / 4) <= 1);
    node.dialled_now();
    REQUIRE(node.dialled_now().empty());

    node.woken = 0;
    node.assembly.peer_appeared("relay:main", {"10.0.0.7", 8001});

    CHECK(node.woken == 1);
    CHECK(node.dialled_now() == std::vector<std::string>{"relay:main"});
}

TEST_CASE("assembly: a place that is announced is dialled by whoever waits for it as an address",
          "[resource]") {
    Node node;
    node.connect({"10.0.0.7", 8001});
    node.connect({"10.0.0.7", 8002});
    node.fail_for_long();
    REQUIRE(node.dialled_now().empty());

    node.assembly.peer_appeared("relay:main", {"10.0.0.7", 8001});

    CHECK(node.dialled_now() == std::vector<std::string>{"10.0.0.7:8001"});
}

TEST_CASE("assembly: the announcement of somebody else cuts no wait short", "[resource]") {
    Node node;
    node.connect({"relay:main", 0});
    node.fail_for_long();
    REQUIRE(node.dialled_now().empty());

    node.assembly.peer_appeared("relay:other", {"10.0.0.7", 8001});

    CHECK(node.dialled_now().empty());
}
