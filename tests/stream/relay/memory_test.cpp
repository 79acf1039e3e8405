#include <atomic>
#include <thread>

#include "stream/relay/frames.hpp"
#include "stream/relay/memory_ladder.hpp"
#include "stream/relay/relay.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using relay::DropCause;
using relay::MemoryLadder;
using relay::MemoryRung;

namespace {

constexpr relay::Owner camera = 1;
constexpr std::uint64_t ceiling = 1000;

// A node with room for 1000 bytes of frames; stream 3 stands alone, stream 4 is inter-coded.
struct Fixture {
    Fixture() {
        node.bound_memory(make.ledger, ceiling);
        REQUIRE(node.open_input(camera, 3, mjpeg, "camera"));
        REQUIRE(node.open_input(camera, 4, h264, "encoder"));
    }

    std::shared_ptr<relay::Output> output(std::uint16_t stream_id,
                                          relay::Delivery delivery = relay::Delivery::completeness,
                                          std::uint8_t priority = 0) {
        const auto added = node.add_output(
            {.stream_id = stream_id, .delivery = delivery, .priority = priority}, listener, {});
        REQUIRE(added);
        return *added;
    }
    void push(std::uint16_t stream_id, std::uint32_t sequence, std::size_t bytes,
              bool keyframe = true) {
        make.stream_id = stream_id;
        node.push(camera, make(sequence, bytes, keyframe), TimePoint{});
    }
    // Memory that nothing here can give up, such as frames on their way.
    void hold(std::size_t bytes) { held.push_back(make(0, bytes)); }

    FrameMaker make;
    relay::Relay node;
    Listener listener;
    std::vector<frame::FrameRef> held;
};

}  // namespace

TEST_CASE("memory ladder: climbs at once and steps down with hysteresis", "[relay]") {
    MemoryLadder ladder(ceiling);

    CHECK(ladder.at(699) == MemoryRung::free);
    CHECK(ladder.at(700) == MemoryRung::refuse_new);
    CHECK(ladder.at(660) == MemoryRung::refuse_new);
    CHECK(ladder.at(649) == MemoryRung::free);
    CHECK(ladder.at(970) == MemoryRung::refuse_frames);
    CHECK(ladder.at(921) == MemoryRung::refuse_frames);
    CHECK(ladder.at(919) == MemoryRung::shed_queues);
    CHECK(ladder.at(849) == MemoryRung::forget_sent);
    CHECK(ladder.at(1000) == MemoryRung::full);
    CHECK(ladder.at(0) == MemoryRung::free);
}

TEST_CASE("memory ladder: its rungs are in order and each has room for its way down", "[relay]") {
    const MemoryLadder ladder(ceiling);

    for (auto rung = MemoryRung::refuse_new; rung <= MemoryRung::full;
         rung = static_cast<MemoryRung>(static_cast<int>(rung) + 1)) {
        const auto before = static_cast<MemoryRung>(static_cast<int>(rung) - 1);
        CHECK(ladder.begins_at(rung) > ladder.begins_at(before));
        CHECK(ladder.ends_below(rung) < ladder.begins_at(rung));
        CHECK_FALSE(relay::name(rung).empty());
    }
}

TEST_CASE("memory: first new streams and outputs are refused, with the figures", "[relay]") {
    Fixture f;
    f.hold(700);

    const auto opened = f.node.open_input(camera, 9, mjpeg, "another");
    const auto added = f.node.add_output({.stream_id = 3}, f.listener, {});

    REQUIRE_FALSE(opened);
    REQUIRE_FALSE(added);
    CHECK(opened.error().code == Code::limit_exceeded);
    CHECK(added.error().what.find("--memory-max") != std::string::npos);
    CHECK(f.node.open_input(camera, 3, mjpeg, "camera"));  // known: not new
    f.held.clear();
    CHECK(f.node.open_input(camera, 9, mjpeg, "another"));
}

TEST_CASE("memory: then nothing is kept for late readers", "[relay]") {
    Fixture f;
    f.push(3, 1, 100);
    f.push(4, 1, 100);
    f.hold(700);

    f.push(3, 2, 10);

    CHECK(f.make.ledger.bytes() == 700 + 10);
    CHECK(f.node.input(4)->group.frames().empty());
    f.held.clear();
    f.push(3, 3, 10);
    CHECK(f.node.input(3)->newest);
}

// Other threads take memory and give it back while the ledger is read: with many accounts that
// takes long enough for two readings to differ.
TEST_CASE("memory: a keyframe group has no hole, however memory in use goes up and down",
          "[relay]") {
    Fixture f;
    for (int i = 0; i < 200; ++i) f.make.ledger.open("account " + std::to_string(i));
    Account& others = f.make.ledger.open("others");
    std::atomic<bool> ended = false;
    std::thread up_and_down([&] {
        while (!ended) {
            others.book(800);
            others.release(800);
        }
    });

    bool whole = true;
    for (std::uint32_t s = 0; s < 200'000 && whole; ++s) {
        f.push(4, s, 0, s % 50 == 0);
        const auto group = f.node.input(4)->group.frames();
        whole =
            group.empty() || group.back()->sequence - group.front()->sequence + 1 == group.size();
    }
    ended = true;
    up_and_down.join();

    CHECK(whole);
}

TEST_CASE("memory: then what was sent is forgotten, before a queue loses anything", "[relay]") {
    Fixture f;
    struct Sent final : relay::FrameKeeper {
        std::uint64_t forget_most() override {
            ++asked;
            if (windows.empty()) return 0;
            windows.pop_back();
            return 300;
        }
        std::vector<frame::FrameRef> windows;
        int asked = 0;
    } sent;
    for (int i = 0; i < 3; ++i) sent.windows.push_back(f.make(0, 300));
    f.node.bound_memory(f.make.ledger, ceiling, &sent);
    const auto queue = f.output(3);

    f.push(3, 1, 10);  // 910 held

    CHECK(sent.windows.size() == 2);
    CHECK(sent.asked == 1);
    f.hold(340);
    f.push(3, 2, 10);  // 970 held: the second is enough again
    CHECK(sent.windows.size() == 1);
    CHECK(queue->stats({}).dropped.total() == 0);
}

TEST_CASE("memory: a frame that was refused is not lost on its way as well", "[relay]") {
    Fixture f;
    f.push(3, 1, 10);
    f.hold(1000);
    f.push(3, 2, 10);
    f.push(3, 3, 10);
    f.held.clear();

    f.push(3, 6, 10);

    CHECK(f.node.input(3)->frames_refused == 2);
    CHECK(f.node.input(3)->frames_lost == 2);
}

TEST_CASE("memory: then the longest queues are emptied until there is room", "[relay]") {
    Fixture f;
    const auto small = f.output(3);
    const auto large = f.output(4);
    f.push(3, 1, 100);
    for (std::uint32_t s = 1; s <= 6; ++s) f.push(4, s, 100, s == 1);
    f.hold(200);

    f.push(3, 2, 10);

    CHECK(large->stats({}).dropped[DropCause::memory_ceiling] == 6);
    CHECK(small->stats({}).dropped.total() == 0);
    CHECK(drain(*small) == std::vector<std::uint32_t>{1, 2});
    f.push(4, 7, 10, false);
    f.push(4, 8, 10, true);
    CHECK(drain(*large) == std::vector<std::uint32_t>{8});
    CHECK(large->stats({}).gaps == 0);  // the first frame this reader ever gets
}

TEST_CASE("memory: what is on its way is finished", "[relay]") {
    Fixture f;
    const auto output = f.output(3);
    f.push(3, 1, 500);
    const auto sending = output->pop();
    f.push(3, 2, 450);

    f.push(3, 3, 10);

    CHECK(sending->sequence == 1);
    output->sent({});
    CHECK(output->stats({}).dropped[DropCause::memory_ceiling] == 1);
    CHECK(drain(*output) == std::vector<std::uint32_t>{3});
}

TEST_CASE("memory: at last frames of the lowest priority are not taken in", "[relay]") {
    Fixture f;
    const auto important = f.output(3, relay::Delivery::low_latency, 5);
    const auto other = f.output(4, relay::Delivery::low_latency, 1);
    f.push(4, 0, 1, true);
    drain(*other);
    f.hold(975);

    f.push(3, 1, 1);
    f.push(4, 1, 1, false);
    CHECK(drain(*important).size() == 1);
    CHECK(drain(*other).empty());
    CHECK(f.node.input(3)->frames_refused == 0);
    CHECK(f.node.input(4)->frames_refused == 1);

    f.held.clear();
    f.push(4, 2, 1, false);  // needs the one that was refused
    f.push(4, 3, 1, true);
    REQUIRE(other->pop()->sequence == 3);
    CHECK(other->after_gap());
}

TEST_CASE("memory: the ceiling binds for everybody", "[relay]") {
    Fixture f;
    const auto important = f.output(3, relay::Delivery::low_latency, 5);
    f.hold(1000);

    f.push(3, 1, 1);

    CHECK_FALSE(important->ready());
    CHECK(f.node.input(3)->frames_refused == 1);
    CHECK(f.node.memory_rung() == MemoryRung::full);
}

TEST_CASE("memory: a draft that is abandoned is off the books at once", "[relay]") {
    Fixture f;
    auto draft = frame::Draft::open(800, f.make.ledger.open("test"));
    REQUIRE_FALSE(f.node.room_for_output(3));

    std::move(*draft).abandon();

    CHECK(f.make.ledger.reads_zero());
    CHECK(f.node.room_for_output(3));
}
