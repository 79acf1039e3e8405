// What a peer may say depends on its rights; what it owes us it may always say.

#include "control/resource/session_bench.hpp"
#include "gen/protocol.hpp"

using namespace weir;
using dispatch::Rights;
using test::Bench;
using test::source;
using test::Words;

namespace {

// Everything that a node says of a stream, by a peer that nobody asked for it.
void say_all(resource::Session& session) {
    gen::VideoFrame plain;
    plain.stream_id = 99;
    session.send(gen::to_message(plain));
    gen::StreamEvent event;
    event.stream_id = 7;
    session.send(gen::to_message(event));
    session.send(gen::to_message(gen::DeliveryMark{}));
    session.send(gen::to_message(gen::StateChange{}));
    session.send(gen::to_message(gen::CongestionReport{}));
}

}  // namespace

TEST_CASE("session: a peer without rights puts nothing in", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver(Rights::none);
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    say_all(*bench.sender);

    bench.loop.settle();

    CHECK(bench.memory.words == Words{"hello source:a", "stream_open"});  // requests are answered
    CHECK(bench.receiver->messages_skipped() == 6);
    CHECK(bench.receiver->is_open());
    CHECK(bench.sent_to.words == Words{"hello relay:b"});
}

TEST_CASE("session: the right to view is all that frames and events need", "[resource]") {
    Bench bench;
    bench.start_sender();
    bench.start_receiver(Rights::view);
    bench.open_stream();
    bench.open_port();
    bench.sender->attach(bench.port);
    bench.push(1);
    say_all(*bench.sender);

    bench.loop.settle();

    CHECK(bench.receiver->messages_skipped() == 0);
    CHECK(bench.memory.words.size() > 4);
}

TEST_CASE("session: a reader without rights acknowledges and goes on", "[resource]") {
    Bench bench;
    bench.start_sender(Rights::none);
    bench.start_receiver();
    bench.open_stream();
    bench.open_port(true);
    bench.sender->attach(bench.port);
    bench.loop.settle();
    bench.push(1);
    bench.loop.settle();
    REQUIRE(bench.port.pending());

    bench.memory.acknowledge(*bench.receiver);
    bench.loop.settle();

    CHECK_FALSE(bench.port.pending());
    CHECK(bench.sender->messages_skipped() == 0);
}

TEST_CASE("session: what a peer without rights may say is listed here, so that nothing joins it",
          "[resource]") {
    Bench bench;
    bench.start_receiver(Rights::none);
    auto plain = std::make_shared<test::Peer>();
    plain->attach(bench.ends.first);
    std::size_t skipped = 0;
    for (std::uint32_t type = 0; type <= 0xffff; ++type) {
        const bool known = gen::access_of_message(static_cast<std::uint16_t>(type)).has_value();
        if (!known) continue;
        switch (type) {
            case gen::Hello::type:
            case gen::Ping::type:
            case gen::Pong::type:
            case gen::ControlRequest::type:
            case gen::ControlResponse::type:
            case gen::DeliveryAck::type:
                continue;
            default:
                ++skipped;
        }
        std::vector<std::byte> message(wire::header_bytes);
        wire::store(message.data(), static_cast<std::uint16_t>(type));
        plain->connection->send(std::move(message));
    }

    bench.loop.settle();

    CHECK(bench.memory.words.empty());
    CHECK(bench.receiver->messages_skipped() == skipped);
    CHECK(skipped >= 6);
    CHECK(bench.receiver->is_open());
}
