#include "stream/relay/output.hpp"

#include <tuple>

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using relay::DropCause;
using relay::Output;

namespace {

constexpr relay::OutputSettings queue{.stream_id = 3, .delivery = relay::Delivery::completeness};
constexpr relay::OutputSettings slot{.stream_id = 3, .delivery = relay::Delivery::low_latency};

}  // namespace

TEST_CASE("output: a frame that is being sent still waits", "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1, queue, listener);
    output.offer(make(1, 100), TimePoint{1s});
    output.offer(make(2, 50), TimePoint{2s});

    const auto sending = output.pop();
    const auto during = output.stats({});
    output.sent(TimePoint{3s});
    const auto after = output.stats(TimePoint{3s});

    CHECK(during.frames_waiting == 2);
    CHECK(during.bytes_waiting == 150);
    CHECK(during.oldest_since == TimePoint{1s});
    CHECK(after.frames_waiting == 1);
    CHECK(after.bytes_waiting == 50);
    CHECK(after.bytes_sent == 100);
    CHECK(after.oldest_since == TimePoint{2s});
}

TEST_CASE("output: a frame whose sending has begun is not replaced", "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1, slot, listener);
    output.offer(make(1), {});
    const auto sending = output.pop();

    for (std::uint32_t sequence = 2; sequence <= 4; ++sequence) output.offer(make(sequence), {});

    CHECK(sending->sequence == 1);
    output.sent({});
    CHECK(drain(output) == std::vector<std::uint32_t>{4});
    CHECK(output.stats({}).dropped[DropCause::replaced] == 2);
}

TEST_CASE("output: says that it is ready once, until it was emptied", "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1, queue, listener);

    output.offer(make(1), {});
    output.offer(make(2), {});
    CHECK(listener.ready == 1);
    drain(output);
    output.offer(make(3), {});

    CHECK(listener.ready == 2);
}

TEST_CASE("output: a connection that dies costs what was on its way, no more", "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1, queue, listener);
    for (std::uint32_t sequence = 1; sequence <= 3; ++sequence) output.offer(make(sequence), {});
    output.pop();
    output.pop();

    output.interrupted();
    output.interrupted();

    CHECK(output.stats({}).dropped[DropCause::interrupted] == 2);
    CHECK(drain(output) == std::vector<std::uint32_t>{3});
    CHECK(balanced(output.stats({})));
}

TEST_CASE("output: closing drops what waits and counts what still comes", "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1, queue, listener);
    output.offer(make(1), {});
    output.offer(make(2), {});

    output.close();
    output.offer(make(3), {});

    CHECK(output.stats({}).dropped[DropCause::output_closed] == 3);
    CHECK(output.pop() == nullptr);
    CHECK(make.ledger.reads_zero());
}

TEST_CASE("output: the reader's stream id is the source's unless it is mapped", "[relay]") {
    Listener listener;
    relay::OutputSettings mapped = slot;
    mapped.output_stream_id = 9;

    CHECK(Output(1, slot, listener).stream_id_sent() == 3);
    CHECK(Output(1, mapped, listener).stream_id_sent() == 9);
}

TEST_CASE("output: an opaque run ends where something does not fit, with all that waits",
          "[relay]") {
    FrameMaker make;
    Listener listener;
    Output output(1,
                  {.stream_id = 3,
                   .delivery = relay::Delivery::opaque,
                   .budget = {.frames_max = 100, .bytes_max = 300}},
                  listener);
    for (std::uint32_t sequence = 1; sequence <= 3; ++sequence)
        output.offer(make(sequence, 100), {});
    const auto sending = output.pop();

    output.offer(make(4, 1), {});

    CHECK_FALSE(output.ready());
    CHECK(output.stats({}).dropped[DropCause::byte_budget] == 3);
    output.sent({});
    output.offer(make(5, 100), {});
    CHECK(listener.ready == 2);  // once for each run
    CHECK(output.popped_number() == 1);
    CHECK(output.next_number() == 5);
    CHECK(drain(output) == std::vector<std::uint32_t>{5});
}

TEST_CASE("output: what waits of an opaque run is dropped for the cause that ended it", "[relay]") {
    const auto [bytes, frames_max, cause] = GENERATE(std::tuple{10u, 3u, DropCause::frame_budget},
                                                     std::tuple{300u, 100u, DropCause::byte_budget},
                                                     std::tuple{301u, 100u, DropCause::oversized});
    FrameMaker make;
    Listener listener;
    Output output(1,
                  {.stream_id = 3,
                   .delivery = relay::Delivery::opaque,
                   .budget = {.frames_max = frames_max, .bytes_max = 300}},
                  listener);
    for (std::uint32_t sequence = 1; sequence <= 3; ++sequence)
        output.offer(make(sequence, 10), {});

    output.offer(make(4, bytes), {});

    CHECK_FALSE(output.ready());
    CHECK(output.stats({}).dropped[cause] == 4);
    CHECK(balanced(output.stats({})));
}
