#include "stream/relay/relay.hpp"

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::StreamChange;

namespace {

constexpr relay::Owner camera = 1;
constexpr relay::Owner intruder = 2;

struct Fixture {
    Fixture() { REQUIRE(node.open_input(camera, 3, mjpeg, "camera")); }

    std::shared_ptr<relay::Output> output(Listener& heard_by, relay::Delivery delivery) {
        const auto added =
            node.add_output({.stream_id = 3, .delivery = delivery}, heard_by, TimePoint{});
        REQUIRE(added);
        return *added;
    }

    FrameMaker make;
    relay::Relay node;
    Listener listener;
    Listener second_listener;
};

}  // namespace

TEST_CASE("relay: a stream passes unread only where all its readers are prompt", "[relay]") {
    test::FrameMaker make;  // its frames go first
    relay::Relay relay;
    test::Listener listener;
    frame::StreamFormat format;
    format.encoding = frame::Encoding::mjpeg;
    REQUIRE(relay.open_input(1, 3, format, "test"));
    CHECK(relay.prompt_readers(3) == 0);
    relay::OutputSettings settings;
    settings.stream_id = 3;
    REQUIRE(relay.add_output(settings, listener, {}));
    REQUIRE(relay.add_output(settings, listener, {}));
    CHECK(relay.prompt_readers(3) == 2);

    settings.delivery = relay::Delivery::completeness;
    const auto all = relay.add_output(settings, listener, {});
    CHECK(relay.prompt_readers(3) == 0);
    relay.remove_output((*all)->id());
    CHECK(relay.prompt_readers(3) == 2);
    settings.delivery = relay::Delivery::opaque;
    REQUIRE(relay.add_output(settings, listener, {}));
    CHECK(relay.prompt_readers(3) == 3);
    for (std::uint32_t sequence = 1; sequence <= 3; ++sequence) relay.push(1, make(sequence), {});
    CHECK(relay.prompt_readers(3) == 0);  // the byte pipe has fallen behind

    format.encoding = frame::Encoding::h264;  // a group of frames is kept for late readers
    REQUIRE(relay.open_input(1, 3, format, "test"));
    CHECK(relay.prompt_readers(3) == 0);
}

TEST_CASE("relay: every output gets the same frame, not a copy", "[relay]") {
    Fixture f;
    const auto viewer = f.output(f.listener, relay::Delivery::low_latency);
    const auto recorder = f.output(f.second_listener, relay::Delivery::completeness);
    const auto frame = f.make(1);

    CHECK(f.node.push(camera, frame, TimePoint{}));

    CHECK(viewer->pop() == frame);
    CHECK(recorder->pop() == frame);
    CHECK(f.listener.ready == 1);
}

TEST_CASE("relay: a stalled output costs the others nothing", "[relay]") {
    Fixture f;
    const auto stalled = f.output(f.listener, relay::Delivery::low_latency);
    const auto reader = f.output(f.second_listener, relay::Delivery::low_latency);
    std::size_t read = 0;

    for (std::uint32_t sequence = 0; sequence < 100; ++sequence) {
        f.node.push(camera, f.make(sequence), TimePoint{});
        read += drain(*reader).size();
    }

    CHECK(read == 100);
    CHECK(stalled->stats({}).dropped[relay::DropCause::replaced] == 99);
}

TEST_CASE("relay: a second source of a live stream is refused with a reason", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::low_latency);

    const auto opened = f.node.open_input(intruder, 3, mjpeg, "intruder");

    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Code::refused);
    CHECK(opened.error().what ==
          "stream 3 from intruder: already comes from camera; choose "
          "another stream id or stop that one");
    CHECK_FALSE(f.node.push(intruder, f.make(1), TimePoint{}));
    CHECK_FALSE(output->ready());
}

TEST_CASE("relay: outputs hear of loss and return, from whichever source", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::low_latency);

    f.node.lose_inputs(camera, "connection lost");
    CHECK_FALSE(f.node.input(3)->live);
    CHECK_FALSE(f.node.push(camera, f.make(1), TimePoint{}));
    REQUIRE(f.node.open_input(intruder, 3, mjpeg, "spare"));

    CHECK(f.listener.changes == std::vector{StreamChange::opened, StreamChange::interrupted,
                                            StreamChange::opened, StreamChange::resumed});
    CHECK(f.listener.details[1] == "connection lost");
    CHECK(f.node.input(3)->source == "spare");
}

TEST_CASE("relay: what a source says about its device is passed on once", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::low_latency);

    f.node.interrupt_input(camera, 3, "unplugged");
    f.node.interrupt_input(camera, 3, "unplugged");
    f.node.resume_input(camera, 3, "");
    f.node.resume_input(camera, 3, "");
    f.node.interrupt_input(intruder, 3, "forged");

    CHECK(f.listener.changes ==
          std::vector{StreamChange::opened, StreamChange::interrupted, StreamChange::resumed});
}

TEST_CASE("relay: a frame after an interruption is the resumption", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::low_latency);
    f.node.interrupt_input(camera, 3, "unplugged");

    f.node.push(camera, f.make(1), TimePoint{});

    CHECK(f.listener.changes.back() == StreamChange::resumed);
    CHECK(drain(*output).size() == 1);
}

TEST_CASE("relay: a late viewer gets the newest frame at once, a recorder does not", "[relay]") {
    Fixture f;
    f.node.push(camera, f.make(7), TimePoint{});

    const auto viewer = f.output(f.listener, relay::Delivery::low_latency);
    const auto recorder = f.output(f.second_listener, relay::Delivery::completeness);

    CHECK(drain(*viewer) == std::vector<std::uint32_t>{7});
    CHECK_FALSE(recorder->ready());
}

TEST_CASE("relay: what is missing behind the first frame after an interruption counts", "[relay]") {
    Fixture f;
    f.node.push(camera, f.make(1), {});
    f.node.interrupt_input(camera, 3, "unplugged");
    f.node.push(camera, f.make(7), {});

    f.node.push(camera, f.make(10), {});

    CHECK(f.node.input(3)->frames_lost == 2);  // what the device missed meanwhile does not
}

TEST_CASE("relay: no stale picture for a late viewer of a lost stream", "[relay]") {
    Fixture f;
    f.node.push(camera, f.make(7), TimePoint{});
    f.node.lose_inputs(camera, "gone");

    const auto viewer = f.output(f.listener, relay::Delivery::low_latency);

    CHECK_FALSE(viewer->ready());
    CHECK(f.listener.changes == std::vector{StreamChange::interrupted});
    CHECK(f.make.ledger.reads_zero());
}

TEST_CASE("relay: an output may be there before its stream", "[relay]") {
    FrameMaker make;  // outlives the relay, which still holds its newest frame
    relay::Relay node;
    Listener listener;
    const auto output = node.add_output({.stream_id = 3}, listener, TimePoint{});
    REQUIRE(output);

    REQUIRE(node.open_input(camera, 3, mjpeg, "camera"));
    node.push(camera, make(1), TimePoint{});

    CHECK(listener.changes == std::vector{StreamChange::opened});
    CHECK(drain(**output).size() == 1);
}

TEST_CASE("relay: gaps in the source's numbers are counted, also where they wrap", "[relay]") {
    Fixture f;

    for (const std::uint32_t sequence : {0xffff'fffdu, 0xffff'ffffu, 0u, 3u, 2u, 4u})
        f.node.push(camera, f.make(sequence), TimePoint{});

    CHECK(f.node.input(3)->frames_lost == 1 + 2 + 1);
    CHECK(f.node.input(3)->frames_received == 6);
}

TEST_CASE("relay: a removed output drops what waited and gets nothing more", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::completeness);
    f.node.push(camera, f.make(1), TimePoint{});
    f.node.push(camera, f.make(2), TimePoint{});
    const auto sending = output->pop();

    f.node.remove_output(output->id());
    f.node.push(camera, f.make(3), TimePoint{});
    output->sent(TimePoint{});

    const auto stats = output->stats({});
    CHECK(stats.frames_sent == 1);
    CHECK(stats.dropped[relay::DropCause::output_closed] == 1);
    CHECK(balanced(stats));
    CHECK(f.node.outputs().empty());
}

TEST_CASE("relay: a new format is announced and kept with the stream", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::completeness);
    frame::StreamFormat wide = mjpeg;
    wide.width = 1920;

    REQUIRE(f.node.open_input(camera, 3, wide, "camera"));
    REQUIRE(f.node.open_input(camera, 3, wide, "camera"));  // said twice

    CHECK(f.listener.changes == std::vector{StreamChange::opened, StreamChange::opened});
    CHECK(f.node.input(3)->format->width == 1920);
}

TEST_CASE("relay: a stream that ended on purpose is closed, not interrupted", "[relay]") {
    Fixture f;
    const auto output = f.output(f.listener, relay::Delivery::completeness);

    f.node.close_input(intruder, 3);
    CHECK(f.node.input(3)->live);
    f.node.close_input(camera, 3);

    CHECK(f.listener.changes == std::vector{StreamChange::opened, StreamChange::closed});
    CHECK_FALSE(f.node.input(3)->interrupted);
}
