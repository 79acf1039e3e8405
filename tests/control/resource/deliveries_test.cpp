// What a relay answers its source for, with readers that come, lag, leave and come back.
#include "control/resource/deliveries.hpp"

#include "control/resource/output_port.hpp"
#include "support/catch.hpp"

using namespace weir;
using relay::Position;
using resource::Deliveries;
using resource::OutputPort;
using namespace std::chrono_literals;

namespace {

constexpr relay::Owner source = 4;
constexpr std::uint16_t stream = 7;
constexpr std::uint64_t epoch = 50;
constexpr std::uint64_t own_epoch = 900;

struct Node {
    Node() {
        REQUIRE(relay.open_input(source, stream, {.encoding = frame::Encoding::mjpeg}, "source:a"));
        deliveries.source_opened(stream);
    }

    // Everything that is due to the source; nothing when there is nothing new.
    std::optional<Position> answer() {
        const auto acks = deliveries.acks(now);
        if (acks.empty()) return std::nullopt;
        CHECK(acks.size() == 1);
        CHECK(acks[0].owner == source);
        return acks[0].answered;
    }
    void wait_for_readers() { now += limits::resume_patience; }
    void receive(std::uint64_t frames = 1) {
        for (; frames > 0; --frames) {
            if (!deliveries.arrived(source, stream)) continue;
            const auto frame = frame_of(stream);
            REQUIRE(relay.push(source, frame, now));
            deliveries.pushed(frame, now);
        }
    }
    frame::FrameRef frame_of(std::uint16_t stream_id) {
        auto draft = frame::Draft::open(10, ledger.open("test"));
        return std::move(*draft).seal({.stream_id = stream_id, .keyframe = true}, 10);
    }
    // Opens so many other streams that the relay forgets one that has ended.
    void crowd_out(std::uint16_t ended) {
        for (std::uint16_t id = 20'000; relay.input(ended) != nullptr; ++id)
            REQUIRE(relay.open_input(source, id, {.encoding = frame::Encoding::mjpeg}, "crowd"));
        relay.lose_inputs(source, "crowd");
    }
    std::unique_ptr<OutputPort> reader(const relay::Budget& budget = {},
                                       relay::DropPolicy drop_policy = {}) {
        auto port = std::make_unique<OutputPort>(relay, &deliveries);
        REQUIRE(port->open({.stream_id = stream,
                            .delivery = relay::Delivery::completeness,
                            .drop_policy = drop_policy,
                            .budget = budget,
                            .acknowledged = true},
                           now));
        return port;
    }
    // What the session of the reader does, in one go: where the frames stand that it gets.
    static std::vector<std::uint64_t> send_all(OutputPort& port) {
        std::vector<std::uint64_t> numbers;
        while (port.delivery()->resending())
            numbers.push_back(port.delivery()->resend().position.number);
        while (const auto frame = port.output()->pop()) {
            port.output()->sent({});
            if (const auto at = port.delivery()->take(port.output()->popped_number(), frame))
                numbers.push_back(at->number);
        }
        return numbers;
    }

    Ledger ledger;
    relay::Relay relay;
    TimePoint now = TimePoint{} + 1h;
    int due = 0;
    Deliveries deliveries{relay, own_epoch, now, [this] { ++due; }};
};

using Numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("deliveries: without readers a relay answers for what it got", "[resource]") {
    Node node;
    node.wait_for_readers();
    CHECK_FALSE(node.deliveries.marked(source, stream, {epoch, 10}));
    node.receive(3);

    CHECK(node.answer() == Position{epoch, 13});
    CHECK_FALSE(node.answer());
    CHECK(node.due >= 3);
}

TEST_CASE("deliveries: a relay answers only for what all its readers have", "[resource]") {
    Node node;
    node.wait_for_readers();
    const auto fast = node.reader();
    const auto slow = node.reader();
    for (auto* port : {fast.get(), slow.get()}) port->delivery()->resumed({});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 10}));
    node.receive(5);
    CHECK(Node::send_all(*fast) == Numbers{10, 11, 12, 13, 14});
    CHECK(Node::send_all(*slow) == Numbers{10, 11, 12, 13, 14});

    CHECK(node.answer() == Position{epoch, 10});
    fast->delivery()->acknowledge({epoch, 15});
    CHECK_FALSE(node.answer());
    slow->delivery()->acknowledge({epoch, 12});
    CHECK(node.answer() == Position{epoch, 12});
    slow->delivery()->acknowledge({epoch, 15});
    CHECK(node.answer() == Position{epoch, 15});
}

TEST_CASE("deliveries: a reader that is gone for good holds nobody up", "[resource]") {
    Node node;
    node.wait_for_readers();
    auto reader = node.reader();
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);
    CHECK(node.answer() == Position{epoch, 0});

    reader->close();

    CHECK(node.answer() == Position{epoch, 5});
}

TEST_CASE("deliveries: a relay that has just started waits for its readers", "[resource]") {
    Node node;
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 20}));
    node.receive(5);
    CHECK_FALSE(node.answer());

    const auto reader = node.reader();
    reader->delivery()->resumed({epoch, 22});  // it had two of them from the life before
    CHECK(Node::send_all(*reader) == Numbers{22, 23, 24});
    reader->delivery()->acknowledge({epoch, 25});
    CHECK_FALSE(node.answer());

    node.wait_for_readers();
    CHECK(node.answer() == Position{epoch, 25});
}

TEST_CASE("deliveries: what a reader had before a restart is not sent to it again", "[resource]") {
    Node node;
    const auto reader = node.reader();  // was in the wanted state: there before its source
    reader->delivery()->resumed({epoch, 103});
    reader->delivery()->acknowledge({epoch, 103});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 100}));
    node.receive(5);

    CHECK(Node::send_all(*reader) == Numbers{103, 104});
    node.wait_for_readers();
    CHECK(node.answer() == Position{epoch, 103});
}

TEST_CASE("deliveries: what waited for readers to come is bound by the budget of each",
          "[resource]") {
    Node node;
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);

    const auto narrow = node.reader({.frames_max = 2});
    const auto wide = node.reader({.frames_max = 2000});

    CHECK(narrow->retained().frames == 2);
    CHECK(narrow->retained().frames_overrun == 3);
    CHECK(narrow->oldest() == Position{epoch, 3});
    wide->delivery()->resumed({epoch, 0});
    for (int i = 0; i < 1000; ++i) {
        node.receive();
        static_cast<void>(Node::send_all(*wide));
    }
    CHECK(wide->retained().frames == 1005);
    CHECK(wide->retained().frames_overrun == 0);
}

TEST_CASE("deliveries: numbers that jump before every frame cost no more than what waits",
          "[resource]") {
    const auto policy = GENERATE(relay::DropPolicy::oldest, relay::DropPolicy::newest);
    Node node;
    node.wait_for_readers();
    const auto away = node.reader({.frames_max = 5}, policy);
    for (std::uint64_t i = 0; i < 1000; ++i) {
        static_cast<void>(node.deliveries.marked(source, stream, {epoch, 2 * i}));
        node.receive();
        REQUIRE(away->delivery()->numbering().parts() <= 6);
    }

    away->delivery()->resumed({});

    CHECK(Node::send_all(*away) == (policy == relay::DropPolicy::oldest
                                        ? Numbers{1990, 1992, 1994, 1996, 1998}
                                        : Numbers{0, 2, 4, 6, 8}));
}

TEST_CASE("deliveries: nobody is waited for with frames that were dropped", "[resource]") {
    Node node;
    node.wait_for_readers();
    const auto away = node.reader({.frames_max = 2});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);

    CHECK(away->oldest() == Position{epoch, 3});
    CHECK(node.answer() == Position{epoch, 3});
}

TEST_CASE("deliveries: what comes twice is relayed once", "[resource]") {
    Node node;
    node.wait_for_readers();
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);
    CHECK(node.deliveries.resume(stream) == Position{epoch, 5});
    node.deliveries.source_lost(stream);

    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 3}));
    node.receive(4);

    CHECK(node.relay.input(stream)->frames_received == 7);
    CHECK(node.deliveries.resume(stream) == Position{epoch, 7});
}

TEST_CASE("deliveries: a gap is passed on with its numbers", "[resource]") {
    Node node;
    node.wait_for_readers();
    const auto reader = node.reader();
    reader->delivery()->resumed({});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(2);

    const auto gap = node.deliveries.marked(source, stream, {epoch, 10});
    node.receive(2);

    REQUIRE(gap);
    CHECK(gap->frames == 8);
    CHECK(Node::send_all(*reader) == Numbers{0, 1, 10, 11});
}

TEST_CASE("deliveries: streams that nobody numbers are numbered here", "[resource]") {
    Node node;
    node.receive(3);
    const auto reader = node.reader();
    reader->delivery()->resumed({});
    node.receive(2);

    CHECK(reader->oldest() == Position{own_epoch, 3});
    CHECK(Node::send_all(*reader) == Numbers{3, 4});
    CHECK_FALSE(node.answer());
}

TEST_CASE("deliveries: another source's numbers are not taken for the first one's", "[resource]") {
    Node node;
    node.wait_for_readers();
    const auto reader = node.reader();
    reader->delivery()->resumed({});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(2);
    CHECK(Node::send_all(*reader) == Numbers{0, 1});

    node.deliveries.source_opened(stream);
    node.receive(1);

    CHECK(reader->answered() == Position{epoch, 0});
    static_cast<void>(Node::send_all(*reader));
    reader->delivery()->acknowledge({epoch, 2});
    CHECK(reader->oldest().epoch != epoch);
}

TEST_CASE("deliveries: only who has the stream open can say where it stands", "[resource]") {
    Node node;
    node.wait_for_readers();

    CHECK_FALSE(node.deliveries.marked(99, stream, {epoch, 10}));
    node.receive(1);

    CHECK(node.deliveries.resume(stream) == Position{});
    CHECK_FALSE(node.answer());
}

TEST_CASE("deliveries: frames of a stranger count for nothing", "[resource]") {
    Node node;
    node.wait_for_readers();
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 10}));
    node.receive(2);

    CHECK(node.deliveries.arrived(99, stream));  // for the relay to refuse
    node.receive(1);

    CHECK(node.deliveries.resume(stream) == Position{epoch, 13});
    CHECK(node.answer() == Position{epoch, 13});
}

TEST_CASE("deliveries: a stream that the relay had forgotten begins a numbering of its own",
          "[resource]") {
    Node node;
    node.receive(3);
    auto first = node.reader();
    const Position before = first->oldest();
    node.relay.close_input(source, stream);
    first->close();
    node.crowd_out(stream);
    REQUIRE(node.relay.input(stream) == nullptr);
    const auto between = node.reader();

    REQUIRE(node.relay.open_input(source, stream, {.encoding = frame::Encoding::mjpeg}, "a"));
    node.deliveries.source_opened(stream);
    node.receive(3);

    CHECK(before == Position{own_epoch, 3});
    CHECK(between->oldest().epoch != own_epoch);
    CHECK(node.reader()->oldest() == between->oldest().after(3));
}

TEST_CASE("deliveries: no more streams are remembered than the relay knows", "[resource]") {
    Node node;
    std::uint64_t most = 0;
    // Each keeps its frame for readers that may still come, so memory shows how many there are.
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        const auto id = static_cast<std::uint16_t>(1000 + i % 60'000);
        REQUIRE(node.relay.open_input(source, id, {.encoding = frame::Encoding::mjpeg}, "a"));
        node.deliveries.source_opened(id);
        static_cast<void>(node.deliveries.marked(source, id, {epoch + i, 0}));
        REQUIRE(node.deliveries.arrived(source, id));
        const auto frame = node.frame_of(id);
        REQUIRE(node.relay.push(source, frame, node.now));
        node.deliveries.pushed(frame, node.now);
        node.relay.close_input(source, id);
        most = std::max(most, node.ledger.bytes());
    }

    CHECK(most <= 4 * limits::streams_max * 10);
}

TEST_CASE("deliveries: when memory is short the largest window goes first", "[resource]") {
    Node node;
    node.wait_for_readers();
    const auto large = node.reader();
    const auto small = node.reader();
    for (auto* port : {large.get(), small.get()}) port->delivery()->resumed({});
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);
    static_cast<void>(Node::send_all(*large));
    static_cast<void>(Node::send_all(*small));
    small->delivery()->acknowledge({epoch, 4});

    CHECK(node.deliveries.forget_most() == 50);
    CHECK(large->retained().frames_overrun == 5);
    CHECK(small->retained().frames == 1);
    CHECK(node.deliveries.forget_most() == 10);
    CHECK(node.deliveries.forget_most() == 0);
    CHECK(node.answer() == Position{epoch, 5});  // nobody will ever get them again
}

TEST_CASE("deliveries: what waits for readers that may come is given up as well", "[resource]") {
    Node node;
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.receive(5);
    node.relay.lose_inputs(source, "gone");  // and with it what is kept for late readers
    REQUIRE(node.ledger.bytes() == 50);

    CHECK(node.deliveries.forget_most() == 50);

    CHECK(node.ledger.bytes() == 0);
    CHECK_FALSE(node.answer());
}

TEST_CASE("deliveries: what the relay refused is not kept for readers that may come",
          "[resource]") {
    Node node;
    static_cast<void>(node.deliveries.marked(source, stream, {epoch, 0}));
    node.relay.bound_memory(node.ledger, 1000, &node.deliveries);
    const auto held = frame::Draft::open(990, node.ledger.open("test"));  // by somebody else

    node.receive(3);

    CHECK(node.relay.input(stream)->frames_refused == 3);
    CHECK(node.ledger.bytes() == 990);
}
