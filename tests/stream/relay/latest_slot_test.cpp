#include "stream/relay/latest_slot.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::DropCause;
using relay::SlotPolicy;

TEST_CASE("latest slot: the newest frame takes the place of the one that waits", "[relay]") {
    FrameMaker make;
    relay::DropCounts drops;
    relay::LatestSlot slot(SlotPolicy::replace_pending);

    for (std::uint32_t sequence = 1; sequence <= 3; ++sequence)
        CHECK(slot.push({make(sequence), {}}, drops));

    CHECK(drops[DropCause::replaced] == 2);
    CHECK(slot.pop()->frame->sequence == 3);
    CHECK_FALSE(slot.pop());
}

TEST_CASE("latest slot: the frame that waits keeps its place when asked to", "[relay]") {
    FrameMaker make;
    relay::DropCounts drops;
    relay::LatestSlot slot(SlotPolicy::keep_pending);

    CHECK(slot.push({make(1), {}}, drops));
    CHECK_FALSE(slot.push({make(2), {}}, drops));

    CHECK(drops[DropCause::slot_busy] == 1);
    CHECK(slot.pop()->frame->sequence == 1);
}

TEST_CASE("latest slot: a frame that others need is replaced by a keyframe only", "[relay]") {
    FrameMaker make;
    relay::DropCounts drops;
    relay::LatestSlot slot(SlotPolicy::replace_pending);

    const auto chained = [&](std::uint32_t sequence, bool keyframe) {
        return relay::Waiting{.frame = make(sequence, 10, keyframe), .since = {}, .chained = true};
    };

    CHECK(slot.push(chained(1, true), drops));
    CHECK_FALSE(slot.push(chained(2, false), drops));
    CHECK(slot.push(chained(3, true), drops));

    CHECK(drops[DropCause::slot_busy] == 1);
    CHECK(drops[DropCause::replaced] == 1);
    CHECK(slot.pop()->frame->sequence == 3);
}
