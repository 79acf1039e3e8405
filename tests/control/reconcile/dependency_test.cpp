#include "support/catch.hpp"

#include "control/reconcile/fake_resource.hpp"

namespace {
using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using reconcile::Reconciler;
using reconcile::StateSet;

constexpr TimePoint start{1h};

// A connection that needs a device open, both wanted streaming, and one order of what was begun.
struct Pair {
    Reconciler reconciler{[] { return 0u; }};
    FakeResource device{"device"};
    FakeResource connection{"connection"};

    explicit Pair(StateSet mine = {open, streaming}) {
        device.join(reconciler);
        connection.join(reconciler, {.dependencies = {{mine, device.id, {open, streaming}}}});
        device.want(streaming);
        connection.want(streaming);
    }

    void bring_up() {
        device.automatic = connection.automatic = true;
        settle();
        REQUIRE(connection.current() == streaming);
        REQUIRE(device.current() == streaming);
        device.begun.clear();
        connection.begun.clear();
    }

    void settle() {
        for (int i = 0; i < 20; ++i) reconciler.tick(now);
    }

    TimePoint now = start;
};
}  // namespace

TEST_CASE("dependency: a step waits until the other resource is where it must be", "[reconcile]") {
    Pair pair;
    pair.reconciler.tick(start);
    CHECK(pair.connection.begun.empty());
    CHECK(pair.reconciler.status(pair.connection.id, start).waits_for == "device");

    pair.device.finish();
    pair.reconciler.tick(start);
    pair.reconciler.tick(start);

    CHECK(pair.connection.begun.size() == 1);
    CHECK(pair.reconciler.status(pair.connection.id, start).waits_for.empty());
}

TEST_CASE("dependency: a lost one takes its dependents back to the first state", "[reconcile]") {
    Pair pair;
    pair.bring_up();
    pair.device.automatic = false;

    pair.device.drop(closed);
    pair.reconciler.poke(pair.device.id);
    pair.settle();

    CHECK(pair.connection.current() == closed);
    pair.device.automatic = true;
    pair.now += 20ms;
    if (pair.device.step) pair.device.finish();
    pair.settle();
    CHECK(pair.connection.current() == streaming);
}

TEST_CASE("dependency: who falls with what it needs has no trouble of its own", "[reconcile]") {
    Pair pair;
    pair.bring_up();

    pair.device.drop(closed);
    pair.connection.drop(closed);
    pair.reconciler.poke(pair.connection.id);  // its turn comes first
    pair.reconciler.poke(pair.device.id);
    pair.reconciler.tick(start);

    CHECK(pair.connection.begun.empty());
    CHECK(pair.reconciler.status(pair.connection.id, start).error.empty());
    CHECK_FALSE(pair.reconciler.status(pair.device.id, start).error.empty());
    pair.now += 20ms;
    pair.settle();
    CHECK(pair.connection.current() == streaming);
}

TEST_CASE("dependency: dependents step back before what they need goes", "[reconcile]") {
    Pair pair;
    pair.bring_up();
    pair.connection.automatic = false;

    pair.device.want(closed);
    pair.settle();
    CHECK(pair.device.current() == open);  // as far as the connection allows
    CHECK(pair.reconciler.status(pair.device.id, start).waits_for == "connection");

    pair.connection.automatic = true;
    pair.connection.finish();
    pair.settle();
    CHECK(pair.connection.current() == closed);
    CHECK(pair.device.current() == closed);
}

TEST_CASE("dependency: a dependent that cannot step back is not waited for", "[reconcile]") {
    Pair pair;
    pair.bring_up();
    pair.connection.automatic = false;
    pair.device.want(closed);
    pair.settle();
    REQUIRE(pair.connection.step);

    pair.connection.fail("stuck");
    pair.settle();

    CHECK(pair.device.current() == closed);
}

TEST_CASE("dependency: listing only the way up orders the start and nothing else", "[reconcile]") {
    Pair pair({open});
    pair.bring_up();
    pair.device.automatic = false;

    pair.device.drop(closed);
    pair.reconciler.poke(pair.device.id);
    pair.settle();

    CHECK(pair.connection.current() == streaming);
}

TEST_CASE("dependency: a removed one counts as missing", "[reconcile]") {
    Pair pair;
    pair.bring_up();

    pair.reconciler.remove(pair.device.id);
    pair.settle();

    CHECK(pair.connection.current() == closed);
    CHECK(pair.reconciler.status(pair.connection.id, start).waits_for.empty());
}

TEST_CASE("dependency: a chain comes down from its end and up from its start", "[reconcile]") {
    Pair pair;
    FakeResource third("third");
    third.automatic = true;
    third.join(pair.reconciler,
               {.dependencies = {{{open, streaming}, pair.connection.id, {streaming}}}});
    third.want(streaming);
    pair.bring_up();
    std::vector<std::string> order;
    pair.reconciler.on_event([&](const reconcile::Event& event) {
        if (event.to != closed) return;
        order.emplace_back(pair.reconciler.status(event.id, start).name);
    });

    pair.device.want(closed);
    pair.settle();

    CHECK(order == std::vector<std::string>{"third", "connection", "device"});
}
