#include "support/catch.hpp"

#include "control/reconcile/fake_resource.hpp"

namespace {
using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using reconcile::Reconciler;
using Actions = std::vector<std::string>;

constexpr TimePoint start{1h};

// No jitter: a wait is exactly half of the doubled one.
Random no_jitter() {
    return [] { return 0u; };
}
}  // namespace

TEST_CASE("reconciler: walks to the wanted state one step per tick", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.automatic = true;
    camera.join(reconciler);
    camera.want(streaming);

    CHECK(reconciler.tick(start) == start);
    CHECK(camera.actions() == Actions{"open_fd"});
    reconciler.tick(start);
    CHECK(camera.actions() == Actions{"open_fd", "start_capture"});

    CHECK(reconciler.tick(start) == start + limits::reconcile_interval);
    CHECK(reconciler.settled());
}

TEST_CASE("reconciler: waits for the report of a step before the next one", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler);
    camera.want(streaming);

    reconciler.tick(start);
    reconciler.tick(start + 10ms);
    CHECK(camera.begun.size() == 1);
    CHECK(reconciler.status(camera.id, start + 10ms).action == "open_fd");

    camera.finish();
    reconciler.tick(start + 20ms);
    CHECK(camera.actions() == Actions{"open_fd", "start_capture"});
}

TEST_CASE("reconciler: failures back off, doubling, until the wanted state is held",
          "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler);
    camera.want(open);
    TimePoint now = start;
    for (const auto wait : {5ms, 10ms, 20ms}) {
        reconciler.tick(now);
        camera.fail("no such device");
        const TimePoint next = reconciler.tick(now);
        REQUIRE(next == now + wait);
        now = next;
    }
    reconciler.tick(now);
    camera.finish();
    reconciler.tick(now);
    CHECK(reconciler.status(camera.id, now).error.empty());
    CHECK(reconciler.status(camera.id, now).failures == 3);  // not yet held for long

    camera.drop(closed);
    reconciler.poke(camera.id);
    reconciler.tick(now + limits::backoff_max);  // held long enough: at once, and from the start
    REQUIRE(camera.step);
    camera.fail("no such device");
    CHECK(reconciler.tick(now + limits::backoff_max) == now + limits::backoff_max + 5ms);
}

TEST_CASE("reconciler: one that cannot stay in its wanted state backs off too", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.automatic = true;
    camera.join(reconciler);
    camera.want(open);
    reconciler.tick(start);
    reconciler.tick(start);

    camera.drop(closed);
    reconciler.failed(camera.id, Error{Code::device_lost, "unplugged"});
    const TimePoint next = reconciler.tick(start + 1ms);

    CHECK(next == start + 1ms + 5ms);
    CHECK(reconciler.status(camera.id, start + 1ms).error == "unplugged");
    CHECK(camera.begun.size() == 1);
}

TEST_CASE("reconciler: a poke cuts a wait short", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.back_off = {1h, 1h}});
    camera.want(open);
    reconciler.tick(start);
    camera.fail("no such device");
    reconciler.tick(start);
    CHECK(reconciler.status(camera.id, start).retry_in == 30min);

    reconciler.poke(camera.id);
    reconciler.tick(start + 1ms);

    CHECK(camera.begun.size() == 2);
}

TEST_CASE("reconciler: a step past its deadline has failed", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.step_deadline = 700ms});
    camera.want(open);

    CHECK(reconciler.tick(start) == start + 700ms);
    CHECK(reconciler.tick(start + 700ms) == start + 705ms);
    CHECK(reconciler.status(camera.id, start + 700ms).error ==
          "open_fd has not finished within 700 ms");

    reconciler.tick(start + 705ms);
    CHECK(camera.begun.size() == 2);
    camera.finish();
    reconciler.tick(start + 706ms);
    CHECK(reconciler.settled());
}

TEST_CASE("reconciler: the late report of an overdue step is taken as news", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.back_off = {1min, 1min}, .step_deadline = 700ms});
    camera.want(open);
    reconciler.tick(start);
    reconciler.tick(start + 700ms);

    camera.finish();
    reconciler.tick(start + 800ms);

    CHECK(reconciler.settled());
    CHECK(camera.begun.size() == 1);
    CHECK(reconciler.status(camera.id, start + 800ms).error.empty());
}

TEST_CASE("reconciler: gives up after its bound, says so once, and a poke revives it",
          "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.failures_max = 2});
    int given_up = 0;
    reconciler.on_event([&](const reconcile::Event& event) {
        given_up += event.what == reconcile::Event::What::gave_up;
    });
    camera.want(open);
    TimePoint now = start;
    for (int i = 0; i < 10; ++i, now += 100ms) {
        reconciler.tick(now);
        if (camera.step) camera.fail("no such device");
    }
    CHECK(camera.begun.size() == 2);
    CHECK(given_up == 1);
    CHECK(reconciler.status(camera.id, now).gave_up);
    CHECK(reconciler.settled());

    reconciler.poke(camera.id);
    reconciler.tick(now);
    CHECK(camera.begun.size() == 3);
}

TEST_CASE("reconciler: what trying again cannot mend is given up, everything else never",
          "[reconcile]") {
    const auto [code, ends] = GENERATE(table<Code, bool>({{Code::unsupported, true},
                                                          {Code::bad_request, true},
                                                          {Code::device_lost, false},
                                                          {Code::not_found, false},
                                                          {Code::timed_out, false},
                                                          {Code::os_failure, false}}));
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler);
    camera.want(open);
    TimePoint now = start;
    for (int i = 0; i < 40; ++i, now += 1s) {
        reconciler.tick(now);
        if (camera.step) camera.fail("no such format", code);
        reconciler.tick(now);
    }

    CHECK(camera.begun.size() == (ends ? limits::lasting_failures_max : 40u));
    CHECK(reconciler.status(camera.id, now).gave_up == ends);
    CHECK(reconciler.status(camera.id, now).error == "no such format");
}

TEST_CASE("reconciler: only lasting failures in a row count as such", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler);
    camera.want(open);
    TimePoint now = start;
    for (int i = 0; i < 12; ++i, now += 1s) {
        reconciler.tick(now);
        const bool other = i % static_cast<int>(limits::lasting_failures_max) == 0;
        if (camera.step) camera.fail("trouble", other ? Code::device_lost : Code::unsupported);
        reconciler.tick(now);
    }

    CHECK(camera.begun.size() == 12);
    CHECK_FALSE(reconciler.status(camera.id, now).gave_up);
}

TEST_CASE("reconciler: a changed wish starts afresh after giving up", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.failures_max = 1});
    camera.want(streaming);
    reconciler.tick(start);
    camera.fail("no such device");
    reconciler.tick(start);
    REQUIRE(reconciler.status(camera.id, start).gave_up);

    camera.want(open);
    reconciler.tick(start);

    CHECK(camera.begun.size() == 2);
    CHECK_FALSE(reconciler.status(camera.id, start).gave_up);
}

TEST_CASE("reconciler: a step no longer wanted is cancelled when that is possible", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.cancellable = GENERATE(true, false);
    camera.join(reconciler);
    camera.want(open);
    reconciler.tick(start);

    camera.want(closed);
    reconciler.tick(start);

    CHECK(camera.step.has_value() == !camera.cancellable);
    CHECK(reconciler.settled() == camera.cancellable);
    if (!camera.cancellable) {
        camera.finish();
        reconciler.tick(start);
        CHECK(camera.actions() == Actions{"open_fd", "close_fd"});
    }
}

TEST_CASE("reconciler: a change nobody announced is found by the safety tick", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.automatic = true;
    camera.join(reconciler);
    camera.want(open);
    TimePoint now = start;
    while (now == start) now = reconciler.tick(now);

    camera.drop(closed);
    reconciler.tick(now);

    CHECK(camera.current() == open);
}

TEST_CASE("reconciler: wakes its owner once for any number of events between ticks",
          "[reconcile]") {
    int wakes = 0;
    Reconciler reconciler(no_jitter(), [&] { ++wakes; });
    FakeResource first("first");
    FakeResource second("second");
    first.join(reconciler);
    second.join(reconciler);
    CHECK(wakes == 1);

    reconciler.tick(start);
    first.want(open);
    first.want(closed);
    second.want(open);

    CHECK(wakes == 2);
}

TEST_CASE("reconciler: resources may come and go from inside its own calls", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    FakeResource late("late");
    camera.automatic = late.automatic = true;
    camera.join(reconciler);
    reconciler.on_event([&](const reconcile::Event& event) {
        if (event.id == camera.id && event.to == streaming) {
            reconciler.remove(camera.id);
            late.join(reconciler);
            late.want(open);
        }
    });
    camera.want(streaming);

    for (int i = 0; i < 6; ++i) reconciler.tick(start);

    CHECK(late.current() == open);
    CHECK(reconciler.size() == 1);
    CHECK(late.id.index == camera.id.index);
    CHECK_FALSE(late.id == camera.id);
    reconciler.completed(camera.id, streaming);  // a report for one that is gone is ignored
    reconciler.poke(camera.id);
}

TEST_CASE("reconciler: a busy resource does not starve another", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource restless("restless");
    FakeResource patient("patient");
    restless.automatic = patient.automatic = true;
    restless.join(reconciler);
    patient.join(reconciler);
    patient.want(streaming);

    for (int i = 0; i < 3; ++i) {
        restless.want(i % 2 == 0 ? open : closed);
        reconciler.tick(start);
    }

    CHECK(patient.current() == streaming);
}

TEST_CASE("reconciler: the snapshot tells since when, why not and what next", "[reconcile]") {
    Reconciler reconciler(no_jitter());
    FakeResource camera("camera");
    camera.join(reconciler, {.back_off = {2s, 2s}});
    camera.want(open);
    reconciler.tick(start);
    camera.fail("no such device");
    reconciler.tick(start + 1s);

    const auto all = reconciler.snapshot(start + 1500ms);

    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == "fake");
    CHECK(all[0].name == "camera");
    CHECK(all[0].current == "closed");
    CHECK(all[0].wanted == "open");
    CHECK(all[0].since == 1500ms);
    CHECK(all[0].retry_in == 500ms);
    CHECK(all[0].error == "no such device");
    CHECK(all[0].failures == 1);
}
