#include "nodes/totals.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;

namespace {

std::uint64_t dropped(const nodes::Totals::Line& line) {
    std::uint64_t frames = 0;
    for (const auto count : line.dropped) frames += count;
    return frames;
}

}  // namespace

TEST_CASE("totals: what is being sent when an output is closed waits until it has ended",
          "[nodes]") {
    FrameMaker make;
    Listener listener;
    const auto output = std::make_shared<relay::Output>(
        5, relay::OutputSettings{.stream_id = 3, .delivery = relay::Delivery::completeness},
        listener);
    for (std::uint32_t sequence = 0; sequence < 3; ++sequence) output->offer(make(sequence), {});
    REQUIRE(output->pop());
    output->close();
    nodes::Totals totals;

    totals.add(output);
    {
        const auto lines = totals.lines();
        REQUIRE(lines.size() == 1);
        const auto& line = lines.begin()->second;
        CHECK(line.frames_received == 3);
        CHECK(line.frames_waiting == 1);
        CHECK(line.frames_received == line.frames_sent + dropped(line) + line.frames_waiting);
    }
    output->sent({});

    totals.add(std::make_shared<relay::Output>(6, output->settings(), listener));
    const auto lines = totals.lines();
    const auto& line = lines.begin()->second;
    CHECK(line.outputs == 2);
    CHECK(line.frames_sent == 1);
    CHECK(line.frames_waiting == 0);
    CHECK(line.frames_received == line.frames_sent + dropped(line));
}
