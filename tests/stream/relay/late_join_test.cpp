#include "stream/relay/frames.hpp"
#include "stream/relay/relay.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::DropCause;

namespace {

constexpr relay::Owner encoder = 1;
using Sequences = std::vector<std::uint32_t>;

// An H.264 stream with a keyframe at every multiple of ten.
struct Fixture {
    Fixture() { REQUIRE(node.open_input(encoder, 3, h264, "encoder")); }

    std::shared_ptr<relay::Output> output(relay::Delivery delivery, relay::SlotPolicy policy = {}) {
        const auto added = node.add_output(
            {.stream_id = 3, .delivery = delivery, .slot_policy = policy}, listener, TimePoint{});
        REQUIRE(added);
        return *added;
    }
    void push(std::uint32_t first, std::uint32_t last, std::size_t bytes = 10) {
        for (std::uint32_t s = first; s <= last; ++s)
            node.push(encoder, make(s, bytes, s % 10 == 0), TimePoint{});
    }

    FrameMaker make;
    relay::Relay node;
    Listener listener;
};

}  // namespace

TEST_CASE("late join: a reader of an inter-coded stream gets its keyframe group at once",
          "[relay]") {
    for (const auto delivery : {relay::Delivery::low_latency, relay::Delivery::completeness}) {
        Fixture f;
        f.push(0, 13);

        const auto output = f.output(delivery);

        CHECK(f.listener.ready == 1);
        CHECK(drain(*output) == Sequences{10, 11, 12, 13});
        f.push(14, 14);
        CHECK(drain(*output) == Sequences{14});
        CHECK(output->stats({}).gaps == 0);
        CHECK(balanced(output->stats({})));
    }
}

TEST_CASE("late join: what goes on meanwhile joins the group that is being caught up with",
          "[relay]") {
    Fixture f;
    f.push(0, 3);
    const auto output = f.output(relay::Delivery::low_latency);
    REQUIRE(output->pop()->sequence == 0);
    f.push(4, 5);
    output->sent({});

    CHECK(drain(*output) == Sequences{1, 2, 3, 4, 5});
}

TEST_CASE("late join: a keyframe ends the catching up", "[relay]") {
    Fixture f;
    f.push(0, 3);
    const auto output = f.output(relay::Delivery::low_latency);
    f.push(10, 12);

    CHECK(drain(*output) == Sequences{10});
    const auto stats = output->stats({});
    CHECK(stats.dropped[DropCause::replaced] == 4);
    CHECK(stats.dropped[DropCause::slot_busy] == 1);
    CHECK(stats.dropped[DropCause::awaiting_keyframe] == 1);
}

TEST_CASE("late join: a reader that keeps its frame keeps its group", "[relay]") {
    Fixture f;
    f.push(0, 3);
    const auto output = f.output(relay::Delivery::low_latency, relay::SlotPolicy::keep_pending);
    f.push(10, 10);

    CHECK(drain(*output) == Sequences{0, 1, 2, 3});
    f.push(11, 20);
    CHECK(drain(*output) == Sequences{20});
}

TEST_CASE("late join: who never catches up is no more than a group behind", "[relay]") {
    Fixture f;
    f.push(0, 0);
    const auto output = f.output(relay::Delivery::low_latency);

    for (std::uint32_t s = 1; s < 3 * limits::keyframe_group_frames_max; ++s)
        f.node.push(encoder, f.make(s, 10, false), TimePoint{});

    CHECK(output->stats({}).frames_waiting == limits::keyframe_group_frames_max);
}

TEST_CASE("late join: who named no budget has room for the largest group that is kept", "[relay]") {
    for (const auto delivery : {relay::Delivery::low_latency, relay::Delivery::completeness}) {
        Fixture f;
        f.push(0, 0);
        for (std::uint32_t s = 1; s < limits::keyframe_group_frames_max; ++s)
            f.node.push(encoder, f.make(s, 10, false), TimePoint{});

        const auto late = drain(*f.output(delivery));

        CHECK(late.size() == limits::keyframe_group_frames_max);
        CHECK(late.front() == 0);
    }
}

TEST_CASE("late join: a group that does not fit the budget is not begun", "[relay]") {
    Fixture f;
    f.push(0, 5);
    const auto added = f.node.add_output({.stream_id = 3,
                                          .delivery = relay::Delivery::completeness,
                                          .budget = {.frames_max = 5, .bytes_max = 1000}},
                                         f.listener, TimePoint{});
    REQUIRE(added);

    CHECK_FALSE((*added)->ready());
    f.push(6, 10);
    CHECK(drain(**added) == Sequences{10});
}

TEST_CASE("late join: a group beyond its bounds is given up until the next keyframe", "[relay]") {
    Fixture f;
    const auto half = static_cast<std::size_t>(limits::keyframe_group_bytes_max / 2);
    f.push(0, 2, half);

    CHECK_FALSE(f.output(relay::Delivery::completeness)->ready());
    CHECK(f.make.ledger.bytes() == 0);

    f.push(10, 11, half);
    CHECK(drain(*f.output(relay::Delivery::completeness)) == Sequences{10, 11});

    f.node.push(encoder, f.make(20, 10, true), TimePoint{});
    for (std::uint32_t s = 1; s < limits::keyframe_group_frames_max; ++s)
        f.node.push(encoder, f.make(20 + s, 1, false), TimePoint{});
    CHECK(f.node.input(3)->group.frames().size() == limits::keyframe_group_frames_max);
    f.node.push(encoder, f.make(9999, 1, false), TimePoint{});
    CHECK(f.node.input(3)->group.frames().empty());
}

TEST_CASE("late join: nothing is shown of a stream that was interrupted", "[relay]") {
    Fixture f;
    f.push(0, 3);
    f.node.interrupt_input(encoder, 3, "unplugged");
    CHECK_FALSE(f.output(relay::Delivery::low_latency)->ready());

    f.node.resume_input(encoder, 3, "");
    f.push(4, 5);

    CHECK_FALSE(f.output(relay::Delivery::low_latency)->ready());
    CHECK(f.make.ledger.reads_zero());
}

TEST_CASE("late join: a frame that says it continues nothing breaks the group", "[relay]") {
    Fixture f;
    f.push(0, 2);
    auto draft = frame::Draft::open(1, f.make.ledger.open("test"));
    f.node.push(encoder,
                std::move(*draft).seal({.stream_id = 3, .sequence = 5, .discontinuity = true}, 1),
                TimePoint{});
    f.push(6, 7);

    CHECK_FALSE(f.output(relay::Delivery::completeness)->ready());
}
