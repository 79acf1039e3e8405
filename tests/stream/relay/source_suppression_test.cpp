#include "stream/relay/source_suppression.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using relay::DropCause;
using relay::Output;

namespace {

constexpr auto tick = 20ms;

// One connection that carries three low-latency outputs of 50 frames a second each.
struct Fixture {
    explicit Fixture(std::initializer_list<std::uint8_t> priorities) {
        for (const std::uint8_t priority : priorities) {
            const auto id = static_cast<std::uint16_t>(owned.size() + 1);
            owned.push_back(std::make_unique<Output>(
                id, relay::OutputSettings{.stream_id = 3, .priority = priority}, listener));
            outputs.push_back(owned.back().get());
        }
    }
    // Each output gets a frame every tick; the connection takes `room` of them in that time.
    void run(Duration time, int room) {
        for (const TimePoint end = now + time; now < end; now += tick) {
            for (Output* output : outputs) output->offer(make(next++), now);
            int left = room;
            while (Output* output = scheduler.pick(outputs, now)) {
                if (--left < 0) break;
                output->pop();
                output->sent(now);
            }
        }
    }
    std::vector<int> suppressed() const {
        std::vector<int> ids;
        for (const Output* output : outputs)
            if (output->suppressed()) ids.push_back(output->id());
        return ids;
    }

    FrameMaker make;
    Listener listener;
    std::vector<std::unique_ptr<Output>> owned;
    std::vector<Output*> outputs;
    relay::SourceSuppression scheduler;
    TimePoint now{10s};
    std::uint32_t next = 0;
};

using Ids = std::vector<int>;

}  // namespace

TEST_CASE("source suppression: a connection that copes gives nothing up", "[relay]") {
    Fixture f{1, 2, 3};

    f.run(10s, 3);

    CHECK(f.suppressed().empty());
    for (const Output* output : f.outputs) CHECK(output->stats({}).dropped.total() == 0);
}

TEST_CASE("source suppression: the lowest priority is given up, and only as many as needed",
          "[relay]") {
    Fixture f{1, 2, 3};

    f.run(5s, 2);

    CHECK(f.suppressed() == Ids{1});
    CHECK(f.outputs[0]->stats({}).dropped[DropCause::suppressed] > 100);
    CHECK(f.outputs[2]->stats({}).dropped.total() == 0);
}

TEST_CASE("source suppression: the highest priority is never given up", "[relay]") {
    Fixture f{1, 3, 3};

    f.run(10s, 0);

    CHECK(f.suppressed() == Ids{1});
}

TEST_CASE("source suppression: what was given up comes back when all is calm", "[relay]") {
    Fixture f{1, 2, 3};
    f.run(2s, 1);
    REQUIRE(f.suppressed() == Ids{1, 2});

    f.run(limits::suppression_recovery + 2 * tick, 3);
    CHECK(f.suppressed() == Ids{1});
    f.run(limits::suppression_recovery + 2 * tick, 3);

    CHECK(f.suppressed().empty());
    const auto sent = f.outputs[0]->stats({}).frames_sent;
    f.run(1s, 3);
    CHECK(f.outputs[0]->stats({}).frames_sent == sent + 50);
}

TEST_CASE("source suppression: it does not swing back and forth", "[relay]") {
    Fixture f{1, 2, 3};
    const TimePoint start = f.now;
    std::vector<TimePoint> changes{start};  // of what is lost and given back in turn

    while (f.now < start + 40s) {  // of a connection that carries two of three
        f.run(tick, 2);
        if (f.outputs[0]->suppressed() == (changes.size() % 2 == 0)) continue;
        // Back after the recovery and no sooner, down when frames have waited for too long again.
        const bool back = changes.size() % 2 == 0;
        const Duration least =
            back ? Duration(limits::suppression_recovery) : Duration(limits::suppression_age_high);
        CHECK(f.now - changes.back() >= least);
        CHECK(f.now - changes.back() <= least + 5 * tick);
        changes.push_back(f.now);
    }

    CHECK(changes.size() > 30);
    CHECK(f.outputs[1]->stats({}).dropped[DropCause::suppressed] == 0);
}

TEST_CASE("source suppression: one output at a time is given up", "[relay]") {
    Fixture f{1, 2, 3};
    std::vector<TimePoint> steps;

    while (f.suppressed().size() < 2 && f.now < TimePoint{20s}) {
        const auto before = f.suppressed().size();
        f.run(tick, 0);
        if (f.suppressed().size() > before) steps.push_back(f.now);
    }

    REQUIRE(steps.size() == 2);
    CHECK(steps[1] - steps[0] >= limits::suppression_hold);
    CHECK(steps[1] - steps[0] <= limits::suppression_hold + tick);
}

TEST_CASE("source suppression: an inter-coded stream comes back at a keyframe", "[relay]") {
    Fixture f{1, 3};
    Output& low = *f.outputs[0];
    low.restart(std::make_shared<const frame::StreamFormat>(h264));
    low.offer(f.make(0, 10, true), f.now);
    REQUIRE(low.pop());
    low.sent(f.now);

    low.suppress(true);
    low.offer(f.make(1, 10, false), f.now);
    low.suppress(false);
    low.offer(f.make(2, 10, false), f.now);
    low.offer(f.make(3, 10, true), f.now);

    CHECK(low.pop()->sequence == 3);
    CHECK(low.after_gap());
}

TEST_CASE("source suppression: a retired scheduler leaves nothing suppressed", "[relay]") {
    Fixture f{1, 2};
    f.run(2s, 0);
    REQUIRE_FALSE(f.suppressed().empty());

    f.scheduler.retire(f.outputs);

    CHECK(f.suppressed().empty());
}

TEST_CASE("source suppression: an outage is no congestion, nor is a backlog that drains",
          "[relay]") {
    Fixture f{1, 2};
    for (Output* output : f.outputs) output->offer(f.make(f.next++), f.now);
    f.now += 10s;  // nobody could have taken them
    for (Output* output : f.outputs) output->serve_from(f.now);

    REQUIRE(f.scheduler.pick(f.outputs, f.now) != nullptr);
    CHECK(f.suppressed().empty());

    f.run(1s, 2);  // all that came, as old as it was, and all that comes
    CHECK(f.suppressed().empty());
}
