#include "transport/progress_deadline.hpp"

#include "support/catch.hpp"

using namespace weir;
using namespace std::chrono_literals;
using transport::ProgressDeadline;

TEST_CASE("progress: no message under way, no deadline", "[transport]") {
    ProgressDeadline progress(5s);

    progress.received(TimePoint{1s}, {.bytes = 20, .completed = true});

    CHECK_FALSE(progress.expires());
}

TEST_CASE("progress: dribbled header bytes do not move the deadline", "[transport]") {
    ProgressDeadline progress(5s);

    for (int second = 1; second <= 4; ++second)
        progress.received(TimePoint{std::chrono::seconds(second)},
                          {.bytes = 1, .mid_message = true});

    CHECK(progress.expires() == TimePoint{6s});
}

TEST_CASE("progress: a payload that moves moves its deadline", "[transport]") {
    ProgressDeadline progress(5s);
    progress.received(TimePoint{1s}, {.bytes = 3, .mid_message = true});
    progress.received(TimePoint{2s}, {.bytes = 3, .mid_message = true, .mid_payload = true});
    CHECK(progress.expires() == TimePoint{7s});

    const ProgressDeadline::Received half{
        .bytes = limits::receive_bytes_min / 2, .mid_message = true, .mid_payload = true};
    progress.received(TimePoint{3s}, half);
    CHECK(progress.expires() == TimePoint{7s});
    progress.received(TimePoint{4s}, half);

    CHECK(progress.expires() == TimePoint{9s});
}

TEST_CASE("progress: a dribbled payload does not", "[transport]") {
    ProgressDeadline progress(5s);
    progress.received(TimePoint{1s}, {.bytes = 6, .mid_message = true, .mid_payload = true});

    for (int second = 2; second <= 5; ++second)
        progress.received(TimePoint{std::chrono::seconds(second)},
                          {.bytes = 1, .mid_message = true, .mid_payload = true});

    CHECK(progress.expires() == TimePoint{6s});
}

TEST_CASE("progress: a very large payload must bring its share", "[transport]") {
    constexpr std::size_t size = limits::payload_bytes_max;
    constexpr std::size_t share = size / limits::receive_windows_max;
    ProgressDeadline progress(5s);
    ProgressDeadline::Received some{.bytes = 6, .mid_message = true, .mid_payload = true};
    some.payload_bytes = size;
    progress.received(TimePoint{1s}, some);

    some.bytes = share - 1;
    progress.received(TimePoint{2s}, some);
    CHECK(progress.expires() == TimePoint{6s});
    some.bytes = 1;
    progress.received(TimePoint{3s}, some);

    CHECK(progress.expires() == TimePoint{8s});
    STATIC_REQUIRE(share > limits::receive_bytes_min);
}

TEST_CASE("progress: each message has its own deadline", "[transport]") {
    ProgressDeadline progress(5s);
    progress.received(TimePoint{1s}, {.bytes = 3, .mid_message = true});

    progress.received(TimePoint{4s}, {.bytes = 9, .completed = true, .mid_message = true});

    CHECK(progress.expires() == TimePoint{9s});
}
