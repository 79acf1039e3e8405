#include <optional>
#include <string>

#include "control/resource/session_bench.hpp"

using namespace weir;
using test::Bench;
using test::source;
using test::Words;

TEST_CASE("session: the stream is announced before its first frame", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.push(2);

    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "frame 1", "frame 2"});
    CHECK(bench.port.output()->stats(monotonic_now()).frames_sent == 2);
}

TEST_CASE("session: a backlog from before the connection is announced, too", "[resource]") {
    Bench bench;
    bench.open_stream();
    bench.open_port();
    bench.push(1);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.loop.settle();
    CHECK(bench.port.output()->stats(monotonic_now()).frames_sent ==
          0);  // who reads is not known yet

    bench.start_receiver();
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open", "frame 1"});
}

TEST_CASE("session: the end of a stream leaves behind its last frame", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.relay.close_input(source, 7);

    bench.loop.settle();

    REQUIRE(bench.memory.words.size() == 7);
    CHECK(bench.memory.words.back() == "stream_close");
    CHECK(bench.memory.words[5] == "frame 2");
    CHECK_FALSE(bench.port.pending());
}

TEST_CASE("session: what is said of a stream leaves between the frames before and after it",
          "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.start_receiver();

    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "frame 1", "interrupted", "resumed", "frame 2"});
}

TEST_CASE("session: a break while the reader was away is told where it was", "[resource]") {
    Bench bench;
    bench.open_stream();
    bench.open_port();
    bench.push(1);
    bench.relay.interrupt_input(source, 7, "unplugged");
    bench.relay.resume_input(source, 7, "back");
    bench.push(2);
    bench.start_sender();
    bench.sender->attach(bench.port);
    bench.start_receiver();

    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "frame 1", "interrupted", "resumed", "frame 2"});
}

TEST_CASE("session: a reader that refuses a stream gets no more of it", "[resource]") {
    Bench bench;
    bench.memory.refuse = true;
    std::string reason;
    bench.port.on_lost([&](resource::OutputPort::Loss loss, const Error& why) {
        if (loss == resource::OutputPort::Loss::refused) reason = why.what;
    });
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.loop.settle();

    bench.push(1);
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open"});
    CHECK(reason == "relay:b refuses: no decoder");
    CHECK(bench.port.session() == nullptr);
}

TEST_CASE("session: a reader that did not say in time whether it takes a stream is asked again",
          "[resource]") {
    Bench bench;
    bench.memory.hesitant = true;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();
    bench.memory.words.clear();

    bench.sender->tick(monotonic_now() + limits::request_timeout + std::chrono::seconds(1));
    bench.push(2);
    bench.push(3);
    bench.loop.settle();

    CHECK(bench.memory.words == Words{"stream_open", "frame 2", "frame 3"});
    CHECK(bench.port.session() == bench.sender.get());
}

TEST_CASE("session: an output keeps its books when the connection goes", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.loop.settle();

    bench.receiver->close({Code::peer_closed, "enough"});
    bench.loop.settle();
    bench.push(2);

    CHECK(bench.port.session() == nullptr);
    const auto stats = bench.port.output()->stats(monotonic_now());
    CHECK(stats.frames_sent == 1);
    CHECK(stats.frames_waiting == 1);
    CHECK(stats.frames_received == 2);
    CHECK(bench.sent_to.words.back().starts_with("closed: "));
}

namespace {

// Two outputs with four frames each on one connection; the sequence numbers in the order in which
// they arrived.
std::string order_of_turns(relay::SchedulerKind of_connection,
                           std::optional<relay::SchedulerKind> named_by_output) {
    Bench bench;
    bench.open_stream();
    relay::OutputSettings settings;
    settings.stream_id = 7;
    settings.delivery = relay::Delivery::completeness;
    settings.weight = 3;
    settings.scheduler = named_by_output;
    REQUIRE(bench.port.open(settings, monotonic_now()));
    resource::OutputPort other{bench.relay};
    settings.output_stream_id = 8;
    settings.weight = 1;
    settings.scheduler.reset();
    REQUIRE(other.open(settings, monotonic_now()));
    for (std::uint32_t sequence = 1; sequence <= 4; ++sequence) bench.push(sequence);
    bench.start_sender(dispatch::Rights::admin, of_connection);
    bench.sender->attach(bench.port);
    bench.sender->attach(other);
    bench.start_receiver();
    bench.loop.settle();

    std::string order;
    for (const auto& word : bench.memory.words)
        if (word.starts_with("frame ")) order += word.back();
    return order;
}

}  // namespace

TEST_CASE("session: the outputs of a connection take turns as one of them says, else as the node",
          "[resource]") {
    using enum relay::SchedulerKind;

    // Three of the one for each of the other, until the one has no more.
    CHECK(order_of_turns(strict_priority, weighted_round_robin) == "12134234");
    CHECK(order_of_turns(weighted_round_robin, std::nullopt) == "12134234");
    CHECK(order_of_turns(weighted_round_robin, round_robin) == "11223344");
    CHECK(order_of_turns(round_robin, std::nullopt) == "11223344");
}

TEST_CASE("session: a peer whose first word is no hello is served plainly", "[resource]") {
    Bench bench;
    auto plain = std::make_shared<test::Peer>();
    bench.start_sender();
    plain->attach(bench.ends.second);
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    plain->connection->send(gen::to_message(gen::Ping{}));

    bench.loop.settle();

    std::vector<std::uint16_t> types;
    for (const auto& seen : plain->seen) types.push_back(seen.type);
    CHECK(std::ranges::find(types, gen::VideoFrame::type) != types.end());
    CHECK(std::ranges::find(types, gen::TimedFrame::type) == types.end());
}

TEST_CASE(
    "session: who says hello after it was taken for a plain peer is told of its streams again",
    "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    bench.sender->tick(monotonic_now() + 2 * limits::hello_patience);
    bench.loop.settle();

    bench.start_receiver();
    bench.loop.settle();
    bench.push(2);
    bench.push(3);
    bench.loop.settle();

    CHECK(bench.memory.words ==
          Words{"hello source:a", "stream_open", "plain 0", "stream_open", "frame 2", "frame 3"});
}

TEST_CASE("session: what becomes of a refused output is its owner's to say", "[resource]") {
    Bench bench;
    bench.memory.refuse = true;
    bench.start_sender();
    bench.start_receiver();
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);

    bench.loop.settle();

    CHECK(bench.port.session() == nullptr);
    REQUIRE(bench.port.output() != nullptr);
    CHECK(bench.relay.outputs().contains(bench.port.output()->id()));
}
