// What one process spends on control: reconciler ticks, discovery.

#include <deque>
#include <string>
#include <vector>

#include "bench/control/benches.hpp"
#include "bench/control/figures.hpp"
#include "control/reconcile/fake_resource.hpp"
#include "network/discovery.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;

std::vector<std::vector<std::byte>> announcements(std::uint64_t count) {
    std::vector<std::vector<std::byte>> made;
    for (std::uint64_t i = 0; i < count; ++i) {
        gen::Announcement one;
        one.name = "node:" + std::to_string(i);
        one.boot_nonce = 1'000 + i;
        one.tcp_port = 8'001;
        made.push_back(gen::to_message(one));
    }
    return made;
}

}  // namespace

void reconciler_ticks() {
    reconcile::Reconciler reconciler([] { return 0u; });
    std::deque<test::FakeResource> all;
    for (int i = 0; i < 10'000; ++i) {
        all.emplace_back("camera" + std::to_string(i)).automatic = true;
        all.back().join(reconciler);
        all.back().want(test::streaming);
    }
    TimePoint now{1h};
    tell("reconciler: tick with 10,000 steps", "ms",
         milliseconds_of([&] { reconciler.tick(now); }));
    while (!reconciler.settled()) reconciler.tick(now);
    std::vector<double> rest;
    for (int i = 0; i < 50; ++i) {
        now += limits::reconcile_interval;
        rest.push_back(milliseconds_of([&] { reconciler.tick(now); }));
    }
    tell("reconciler: safety tick over 10,000 at rest", "ms", share(rest, 0.5));
    std::vector<double> one;
    for (std::size_t i = 0; i < 1'000; ++i) {
        reconciler.poke(all[i * 7].id);
        one.push_back(1e3 * milliseconds_of([&] { reconciler.tick(now); }));
    }
    tell("reconciler: tick for one event among 10,000", "us", share(one, 0.5));
}

void discovery_of(unsigned count, const char* what) {
    gen::Announcement self;
    self.name = "bench:self";
    self.boot_nonce = 1;
    network::Discovery discovery(self, [](auto) { return true; }, [] { return 0u; });
    const auto heard = announcements(count);
    TimePoint now{1h};
    discovery.tick(now);
    const auto hear_all = [&] {
        for (std::uint64_t i = 0; i < count; ++i)
            discovery.received(
                heard[i], {"10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), 5353},
                now);
        discovery.tick(now);
    };
    tell(std::string("discovery: ") + what + " for the first time", "ms",
         milliseconds_of(hear_all));
    std::vector<double> again;
    for (int i = 0; i < 20; ++i) {
        now += limits::announce_interval;
        again.push_back(milliseconds_of(hear_all));
    }
    tell(std::string("discovery: ") + what + " again, every 5 s", "ms", share(again, 0.5));
    tell(std::string("discovery: known after ") + what, "peers",
         static_cast<double>(discovery.peers().size()));
}

}  // namespace weir::bench
