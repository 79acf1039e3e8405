#include "control/resource/congestion.hpp"

#include "base/limits.hpp"
#include "support/catch.hpp"

using namespace weir;
using resource::CongestionWatch;
using Turn = CongestionWatch::Turn;
using namespace std::chrono_literals;

namespace {

// An output that is looked at every half second.
struct Watched {
    explicit Watched(relay::Delivery delivery) : watch(delivery) {}

    CongestionWatch::Look look(std::uint64_t received, std::uint64_t dropped,
                               relay::DropCause cause = relay::DropCause::frame_budget) {
        now += 500ms;
        stats.frames_received += received;
        for (std::uint64_t i = 0; i < dropped; ++i) stats.dropped.count(cause);
        return watch.look(stats, now, may_report);
    }
    // Until the episode is over; how many looks it took.
    int calm_down() {
        for (int looks = 1; looks < 100; ++looks)
            if (look(30, 0).turn == Turn::ended) return looks;
        return -1;
    }

    CongestionWatch watch;
    relay::OutputStats stats;
    TimePoint now = TimePoint{} + 1h;
    bool may_report = true;
};

}  // namespace

TEST_CASE("congestion: a queue that drops is congested until it was well for long", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    CHECK(queue.look(30, 0).turn == Turn::none);

    CHECK(queue.look(30, 5).turn == Turn::begun);
    CHECK(queue.watch.congested());
    CHECK(queue.look(30, 2).turn == Turn::none);
    CHECK(queue.watch.cause() == relay::DropCause::frame_budget);
    CHECK(queue.calm_down() == limits::congestion_calm / 500ms);

    CHECK_FALSE(queue.watch.congested());
    CHECK(queue.watch.dropped() == 7);  // of the episode that has just ended
    CHECK(queue.watch.lasted(queue.now) == 500ms + limits::congestion_calm);
}

TEST_CASE("congestion: one episode is said once, however it flickers", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    int begun = 0;
    for (int i = 0; i < 100; ++i) begun += queue.look(30, i % 4 == 0 ? 1 : 0).turn == Turn::begun;

    CHECK(begun == 1);
}

TEST_CASE("congestion: the next episode counts from zero", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    queue.look(30, 5);
    queue.calm_down();

    CHECK(queue.look(30, 1, relay::DropCause::byte_budget).turn == Turn::begun);
    CHECK(queue.watch.dropped() == 1);
    CHECK(queue.watch.cause() == relay::DropCause::byte_budget);
}

TEST_CASE("congestion: a slot may replace a frame now and then", "[resource]") {
    Watched slot(relay::Delivery::low_latency);

    for (int i = 0; i < 20; ++i)
        CHECK(slot.look(30, 2, relay::DropCause::replaced).turn == Turn::none);
    CHECK(slot.look(30, 25, relay::DropCause::replaced).turn == Turn::none);  // once
    CHECK(slot.look(30, 25, relay::DropCause::replaced).turn == Turn::begun);
}

TEST_CASE("congestion: an old frame is congestion before anything is dropped", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    queue.stats.oldest_since = queue.now;

    CHECK(queue.look(30, 0).turn == Turn::none);
    CHECK(queue.look(30, 0).turn == Turn::none);
    CHECK(queue.look(30, 0).turn == Turn::begun);
    CHECK_FALSE(queue.watch.cause());
}

TEST_CASE("congestion: frames lost with a connection are none", "[resource]") {
    Watched queue(relay::Delivery::completeness);

    CHECK(queue.look(30, 10, relay::DropCause::interrupted).turn == Turn::none);
    CHECK(queue.look(30, 10, relay::DropCause::output_closed).turn == Turn::none);
}

TEST_CASE("congestion: reports come on change, seldom otherwise, and never in a flood",
          "[resource]") {
    Watched queue(relay::Delivery::completeness);
    CHECK(queue.look(30, 0).report);  // the first: this is how it stands
    CHECK_FALSE(queue.look(30, 0).report);
    CHECK(queue.look(30, 1).report);        // begun
    CHECK_FALSE(queue.look(30, 1).report);  // too soon
    CHECK(queue.look(30, 1).report);

    int reports = 0;
    while (queue.watch.congested()) reports += queue.look(30, 0).report;
    CHECK(reports == 1);  // ended
    for (int i = 0; i < 60; ++i) reports += queue.look(30, 0).report;
    CHECK(reports == 1 + 30s / limits::congestion_report_interval);
}

TEST_CASE("congestion: what may not be told yet is told as soon as it may", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    CHECK(queue.look(30, 0).report);
    queue.may_report = false;
    const auto begun = queue.look(30, 5);
    CHECK(begun.turn == Turn::begun);
    CHECK_FALSE(begun.report);
    CHECK_FALSE(queue.look(30, 0).report);
    queue.may_report = true;
    CHECK(queue.look(30, 0).report);
    CHECK_FALSE(queue.look(30, 0).report);
}

TEST_CASE("congestion: frames that fell with others are not its cause", "[resource]") {
    Watched queue(relay::Delivery::completeness);
    CHECK(queue.look(30, 1, relay::DropCause::byte_budget).turn == Turn::begun);

    queue.look(30, 29, relay::DropCause::awaiting_keyframe);

    CHECK(queue.watch.cause() == relay::DropCause::byte_budget);
}
