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

    std::shared_ptr<relay::Output> output(const relay::OutputSettings& settings) {
        const auto added = node.add_output(settings, listener, TimePoint{});
        REQUIRE(added);
        return *added;
    }
    void push(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t s = first; s <= last; ++s)
            node.push(encoder, make(s, 10, s % 10 == 0), TimePoint{});
    }

    FrameMaker make;
    relay::Relay node;
    Listener listener;
    relay::OutputSettings queue{.stream_id = 3, .delivery = relay::Delivery::completeness};
    relay::OutputSettings slot{.stream_id = 3, .delivery = relay::Delivery::low_latency};
};

}  // namespace

TEST_CASE("keyframes: a reader begins at one", "[relay]") {
    Fixture f;
    f.push(1, 3);
    const auto output = f.output(f.queue);

    f.push(4, 11);

    CHECK(drain(*output) == Sequences{10, 11});
    CHECK(output->stats({}).dropped[DropCause::awaiting_keyframe] == 6);
}

TEST_CASE("keyframes: after a dropped newest frame the queue waits for one", "[relay]") {
    Fixture f;
    f.queue.budget.frames_max = 3;
    f.queue.drop_policy = relay::DropPolicy::newest;
    const auto output = f.output(f.queue);

    f.push(0, 3);
    CHECK(drain(*output) == Sequences{0, 1, 2});
    f.push(4, 11);

    CHECK(drain(*output) == Sequences{10, 11});
    const auto stats = output->stats({});
    CHECK(stats.dropped[DropCause::frame_budget] == 1);
    CHECK(stats.dropped[DropCause::awaiting_keyframe] == 6);
}

TEST_CASE("keyframes: a dropped oldest frame takes those that need it along", "[relay]") {
    Fixture f;
    f.queue.budget.frames_max = 12;
    const auto output = f.output(f.queue);

    f.push(0, 12);

    CHECK(drain(*output) == Sequences{10, 11, 12});
    const auto stats = output->stats({});
    CHECK(stats.dropped[DropCause::frame_budget] == 1);
    CHECK(stats.dropped[DropCause::awaiting_keyframe] == 9);
}

TEST_CASE("keyframes: a queue shorter than a group empties and begins anew", "[relay]") {
    Fixture f;
    f.queue.budget.frames_max = 4;
    const auto output = f.output(f.queue);

    f.push(0, 10);

    CHECK(drain(*output) == Sequences{10});
    CHECK(balanced(output->stats({})));
}

TEST_CASE("keyframes: a busy slot skips to the next one", "[relay]") {
    Fixture f;
    const auto output = f.output(f.slot);

    f.push(0, 3);
    CHECK(drain(*output) == Sequences{0});
    f.push(4, 9);
    CHECK(drain(*output).empty());
    f.push(10, 10);

    CHECK(drain(*output) == Sequences{10});
}

TEST_CASE("keyframes: a reader that keeps up misses nothing", "[relay]") {
    Fixture f;
    const auto output = f.output(f.slot);
    Sequences seen;

    for (std::uint32_t sequence = 0; sequence < 40; ++sequence) {
        f.push(sequence, sequence);
        for (const std::uint32_t s : drain(*output)) seen.push_back(s);
    }

    CHECK(seen.size() == 40);
}

TEST_CASE("keyframes: a frame lost with its connection breaks those behind it", "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    f.push(0, 12);
    REQUIRE(output->pop()->sequence == 0);
    REQUIRE(output->pop()->sequence == 1);

    output->sent(TimePoint{});
    output->interrupted();

    CHECK(drain(*output) == Sequences{10, 11, 12});
    CHECK(balanced(output->stats({})));
}

TEST_CASE("keyframes: a source that starts anew starts at one", "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    f.push(0, 2);
    f.node.interrupt_input(encoder, 3, "unplugged");

    f.node.resume_input(encoder, 3, "");
    f.push(3, 10);

    CHECK(drain(*output) == Sequences{0, 1, 2, 10});
}

TEST_CASE("keyframes: after a gap the reader is told so, once", "[relay]") {
    Fixture f;
    f.queue.budget.frames_max = 3;
    const auto output = f.output(f.queue);
    std::vector<std::uint32_t> after_gaps;
    const auto drain_all = [&] {
        while (const auto frame = output->pop()) {
            if (output->after_gap()) after_gaps.push_back(frame->sequence);
            output->sent({});
        }
    };

    f.push(0, 2);
    drain_all();
    f.push(3, 6);  // one too many: until 10 nothing can be decoded
    drain_all();
    f.push(7, 12);
    drain_all();

    CHECK(after_gaps == Sequences{10});
    CHECK(output->stats({}).gaps == 1);
}

TEST_CASE("keyframes: what was lost with a connection is a gap for the next", "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    f.push(0, 10);
    REQUIRE(output->pop()->sequence == 0);
    output->interrupted();

    REQUIRE(output->pop()->sequence == 10);
    CHECK(output->after_gap());
    output->sent({});
    f.push(11, 11);

    REQUIRE(output->pop()->sequence == 11);
    CHECK_FALSE(output->after_gap());
}

TEST_CASE("keyframes: a new connection goes on at one, also when nothing was on its way",
          "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    f.push(0, 2);
    CHECK(drain(*output) == Sequences{0, 1, 2});
    f.push(3, 4);

    output->begin_reader();
    f.push(5, 11);

    CHECK(drain(*output) == Sequences{10, 11});
    CHECK(output->stats({}).gaps == 1);
    CHECK(balanced(output->stats({})));
}

TEST_CASE("keyframes: pictures that stand alone need no word about those before", "[relay]") {
    Fixture f;
    REQUIRE(f.node.open_input(encoder, 4, mjpeg, "camera"));
    f.make.stream_id = 4;
    f.slot.stream_id = 4;
    const auto output = f.output(f.slot);

    for (std::uint32_t s = 0; s < 2; ++s) f.node.push(encoder, f.make(s), TimePoint{});
    REQUIRE(output->pop()->sequence == 1);

    CHECK_FALSE(output->after_gap());
    CHECK(output->stats({}).gaps == 0);
}

TEST_CASE("keyframes: plain frames cannot say what they are, so none is held back", "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    auto draft = frame::Draft::open(1, f.make.ledger.open("test"));

    f.node.push(encoder, std::move(*draft).seal({.stream_id = 3, .plain = true}, 1), TimePoint{});

    CHECK(drain(*output).size() == 1);
}

TEST_CASE("keyframes: who answers for each frame goes on inside a group", "[relay]") {
    Fixture f;
    f.queue.acknowledged = true;
    const auto output = f.output(f.queue);
    f.push(8, 11);
    CHECK(drain(*output) == Sequences{8, 9, 10, 11});

    f.node.lose_inputs(encoder, "the connection is gone");
    REQUIRE(f.node.open_input(encoder, 3, h264, "encoder"));
    f.push(12, 13);

    CHECK(drain(*output) == Sequences{12, 13});
}

TEST_CASE("keyframes: who answers for each frame is given none after one that was dropped",
          "[relay]") {
    Fixture f;
    f.queue.acknowledged = true;
    f.queue.budget.frames_max = 2;
    f.queue.drop_policy = relay::DropPolicy::newest;
    const auto output = f.output(f.queue);
    f.push(8, 10);
    CHECK(drain(*output) == Sequences{8, 9});

    f.push(11, 12);
    f.node.lose_inputs(encoder, "the connection is gone");
    REQUIRE(f.node.open_input(encoder, 3, h264, "encoder"));
    f.push(13, 20);

    CHECK(drain(*output) == Sequences{20});
}

TEST_CASE("keyframes: frames keep the format that their stream had when they came", "[relay]") {
    Fixture f;
    f.queue.budget.frames_max = 4;
    const auto output = f.output(f.queue);
    f.push(0, 2);
    REQUIRE(f.node.open_input(encoder, 3, mjpeg, "encoder"));

    f.push(3, 4);  // one too many: of the group that began with 0 nothing is of use without it

    CHECK(output->stats({}).dropped[DropCause::frame_budget] == 1);
    CHECK(output->stats({}).dropped[DropCause::awaiting_keyframe] == 2);
    CHECK(output->next_format()->encoding == frame::Encoding::mjpeg);
    CHECK(drain(*output) == Sequences{3, 4});
    CHECK(output->popped_format()->encoding == frame::Encoding::mjpeg);
}

TEST_CASE("keyframes: of what waits in an old format nothing leaves that cannot be decoded",
          "[relay]") {
    Fixture f;
    const auto output = f.output(f.queue);
    f.push(0, 2);
    REQUIRE(f.node.open_input(encoder, 3, mjpeg, "encoder"));
    f.push(3, 3);
    REQUIRE(output->pop()->sequence == 0);
    CHECK(output->popped_format()->encoding == frame::Encoding::h264);

    output->interrupted();

    CHECK(drain(*output) == Sequences{3});
}

TEST_CASE("keyframes: a gap is told at the first frame behind it, not at one before", "[relay]") {
    Fixture f;
    const auto output = f.output(f.slot);
    f.push(0, 0);
    drain(*output);
    f.push(1, 1);
    output->miss();  // frame 2 found no memory

    REQUIRE(output->pop()->sequence == 1);
    CHECK_FALSE(output->after_gap());
    output->sent({});
    f.push(10, 10);
    REQUIRE(output->pop()->sequence == 10);
    CHECK(output->after_gap());
    output->sent({});
}
