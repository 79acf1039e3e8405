#include "support/catch.hpp"

#include <algorithm>
#include <deque>
#include <iostream>

#include "control/reconcile/fake_resource.hpp"

namespace {
using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;

double milliseconds(const std::function<void()>& work) {
    const TimePoint before = monotonic_now();
    work();
    return std::chrono::duration<double, std::milli>(monotonic_now() - before).count();
}
}  // namespace

// Prints figures and asserts none: `test_reconcile "[measure]"`.
TEST_CASE("reconciler: what 10,000 resources cost", "[.measure]") {
    reconcile::Reconciler reconciler([] { return 0u; });
    std::deque<FakeResource> all;
    for (int i = 0; i < 10'000; ++i) {
        all.emplace_back("camera" + std::to_string(i)).automatic = true;
        all.back().join(reconciler);
        all.back().want(streaming);
    }
    TimePoint now{1h};
    const double first = milliseconds([&] { reconciler.tick(now); });
    while (!reconciler.settled()) reconciler.tick(now);
    now += 1h;

    double sweep = 1e9;
    for (int i = 0; i < 20; ++i, now += 1s)
        sweep = std::min(sweep, milliseconds([&] { reconciler.tick(now); }));
    reconciler.poke(all[5'000].id);
    const double event = milliseconds([&] { reconciler.tick(now - 500ms); });
    const double report = milliseconds([&] { CHECK(reconciler.snapshot(now).size() == 10'000); });

    std::cout << "10,000 resources: safety tick at rest " << sweep << " ms, tick with 10,000 steps "
              << first << " ms, tick for one event " << event << " ms, snapshot " << report
              << " ms\n";
}
