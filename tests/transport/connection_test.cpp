#include "transport/connection.hpp"

#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

TEST_CASE("connection: control messages and frames arrive whole and in order", "[transport]") {
    Loop loop;
    PeerPair peers(loop);

    peers.left->push(message(6, 300'000), 1);
    peers.left->push(message(6, 10), 2);
    peers.left->connection->send(message(2, 20));
    loop.until([&] { return peers.right->seen.size() == 3; });

    // Control goes first: no frame had begun when it was given.
    CHECK(peers.right->seen ==
          std::vector<Peer::Seen>{{2, 20, false}, {6, 300'000, true}, {6, 10, false}});
    CHECK(peers.left->whole_tags == std::vector<std::uint64_t>{1, 2});
    peers.left->connection->close({Code::peer_closed, "done"});
    loop.run_dry();
    CHECK(peers.right->closed);
    CHECK(loop.ledger.reads_zero());
}

TEST_CASE("connection: close is told once to both ends, after everything else", "[transport]") {
    Loop loop;
    PeerPair peers(loop);

    peers.left->connection->close({Code::peer_closed, "enough"});
    CHECK_FALSE(peers.left->closed);  // never from inside the call
    peers.left->connection->close({Code::peer_closed, "enough again"});
    loop.run_dry();

    CHECK(peers.left->why.what == "enough");
    CHECK(peers.right->why.what == "local peer: closed by the peer");
}

TEST_CASE("connection: a frame that the peer did not take is reported as broken", "[transport]") {
    Loop loop;
    RawPeer peers(loop);

    peers.peer->push(message(6, 5'000'000), 7);
    loop.until([&] { return peers.peer->connection->bytes_sent() > 0; });
    CHECK(peers.peer->connection->kernel_queue_bytes() > 0);
    peers.raw.reset();
    loop.run_dry();

    CHECK(peers.peer->broken_tags == std::vector<std::uint64_t>{7});
    CHECK(peers.peer->closed);
}

TEST_CASE("connection: a control message overtakes frames that have not begun", "[transport]") {
    Loop loop;
    RawPeer peers(loop);
    peers.peer->push(message(6, 5'000'000), 1);
    peers.peer->push(message(6, 5'000'000), 2);
    loop.until([&] { return peers.peer->connection->bytes_sent() > 0; });

    peers.peer->connection->send(message(2, 1));
    auto right = std::make_shared<Peer>();
    peers.read_by(loop, *right);
    loop.until([&] { return right->seen.size() == 3; });

    CHECK(right->seen[1] == Peer::Seen{2, 1, false});
    right->connection->close({Code::peer_closed, "done"});
    loop.run_dry();
}

TEST_CASE("connection: nothing begins while much is unsent in the kernel", "[transport]") {
    const std::size_t frame_bytes = GENERATE(90'000u, 300'000u, 3'000'000u);
    Loop loop;
    RawPeer reader(loop, tcp_pair());
    const std::size_t frames = 20;
    for (std::size_t i = 0; i < frames; ++i) reader.peer->push(message(6, frame_bytes), i + 1);

    loop.settle();

    // Beginning stops with the frame that fills the kernel's share; a little more is under way.
    const std::size_t begun = frames - reader.peer->frames.size();
    CHECK(begun * frame_bytes < limits::notsent_lowat_bytes + 32'000 + frame_bytes);
    auto right = std::make_shared<Peer>();
    reader.read_by(loop, *right);
    loop.until([&] { return right->seen.size() == frames; });
    CHECK(reader.peer->whole_tags.size() == frames);
    right->connection->close({Code::peer_closed, "done"});
    loop.run_dry();
}

TEST_CASE("connection: an oversized message closes with a sentence", "[transport]") {
    Loop loop;
    RawPeer peers(loop);
    Bytes header(wire::header_bytes);
    wire::store_header(header.data(), {2, limits::control_payload_bytes_max + 1});

    peers.write(header);
    loop.run_dry();

    CHECK(peers.peer->why.code == Code::bad_request);
    CHECK(peers.peer->why.what ==
          "local peer: announced a 1048577 byte payload of message 0x0002, the limit is 1048576");
}

TEST_CASE("connection: a message cut off by the peer is named as such", "[transport]") {
    Loop loop;
    RawPeer peers(loop);

    const Bytes bytes = message(6, 100);
    peers.write(std::span(bytes).first(50));
    peers.raw.reset();
    loop.run_dry();

    CHECK(peers.peer->why.what == "local peer: closed in the middle of a message");
    CHECK(peers.peer->seen.empty());
}

TEST_CASE("connection: a peer that dribbles is closed, an idle one is not", "[transport]") {
    Loop loop;
    loop.settings.header_timeout = std::chrono::milliseconds(20);
    RawPeer dribbles(loop);
    RawPeer idles(loop);

    const Bytes bytes = message(6, 100);
    dribbles.write(std::span(bytes).first(3));
    loop.until([&] { return dribbles.peer->closed; });

    CHECK(dribbles.peer->why.code == Code::timed_out);
    CHECK_FALSE(idles.peer->closed);
    idles.raw.reset();
    loop.run_dry();
}

TEST_CASE("connection: a peer that reads no replies is closed", "[transport]") {
    Loop loop;
    RawPeer peers(loop);
    const auto connection = peers.peer->connection;

    for (int i = 0; i < 100 && connection->is_open(); ++i) {
        connection->send(message(3, 500'000));
        loop.io.restart();
        loop.io.poll();
    }
    loop.run_dry();

    CHECK(peers.peer->why.what == "local peer: leaves its replies unread");
}

TEST_CASE("connection: closing when sent delivers the last words", "[transport]") {
    Loop loop;
    PeerPair peers(loop);

    peers.left->connection->send(message(3, 1'000'000));
    peers.left->connection->close_when_sent({Code::refused, "not admitted"});
    peers.left->push(message(6, 10));  // too late: no new frame begins
    loop.run_dry();

    CHECK(peers.right->seen == std::vector<Peer::Seen>{{3, 1'000'000, true}});
    CHECK(peers.left->why.what == "not admitted");
}

TEST_CASE("connection: what is left to be sent is waited for as long as was said", "[transport]") {
    Loop loop;
    const auto [first, second] = loop.pair();
    auto left = std::make_shared<Peer>();
    left->attach(first);
    left->connection->send(message(3, 1'000'000));  // and nobody reads
    loop.settle();

    left->connection->close_when_sent({Code::refused, "not admitted"});
    loop.settle();
    CHECK_FALSE(left->closed);
    left->connection->close_when_sent({Code::timed_out, "another reason"},
                                      std::chrono::milliseconds(5));
    loop.until([&] { return left->closed; });

    CHECK(left->why.what == "not admitted");
    second->close({Code::peer_closed, "the test is over"});
    loop.settle();
}

TEST_CASE("connection: may be closed from inside a message", "[transport]") {
    Loop loop;
    PeerPair peers(loop);
    auto& right = *peers.right;
    right.on_each = [&] { right.connection->close({Code::refused, "one is enough"}); };

    for (int i = 0; i < 5; ++i) peers.left->connection->send(message(2, 1));
    loop.run_dry();

    CHECK(right.seen.size() == 1);
    CHECK(peers.left->closed);
}

TEST_CASE("connection: a flood of small messages leaves the others their turns", "[transport]") {
    Loop loop;
    RawPeer flood(loop);
    RawPeer other(loop);
    loop.settle();
    constexpr std::size_t many = 10 * limits::received_a_turn_messages_max;
    Bytes bytes;
    const Bytes one = message(2, 0);
    for (std::size_t i = 0; i < many; ++i) bytes.insert(bytes.end(), one.begin(), one.end());
    std::size_t before_other = 0;
    flood.peer->on_each = [&] {
        if (flood.peer->seen.size() == 1) other.write(message(2, 1));  // while they are handed over
    };
    other.peer->on_each = [&] { before_other = flood.peer->seen.size(); };

    flood.write(bytes);
    // All of it comes without another byte that would call the connection again.
    loop.until([&] { return flood.peer->seen.size() == many; });

    CHECK(before_other > 0);
    CHECK(before_other <= 2 * limits::received_a_turn_messages_max);
    CHECK_FALSE(flood.peer->closed);
    for (const RawPeer* peers : {&flood, &other}) peers->end();
    loop.run_dry();
}

TEST_CASE("connection: may be closed between two turns of a flood", "[transport]") {
    Loop loop;
    RawPeer flood(loop);
    Bytes bytes;
    const Bytes one = message(2, 0);
    for (int i = 0; i < 2000; ++i) bytes.insert(bytes.end(), one.begin(), one.end());
    flood.peer->on_each = [&] {
        if (flood.peer->seen.size() == limits::received_a_turn_messages_max) flood.end();
    };

    flood.write(bytes);
    loop.run_dry();

    CHECK(flood.peer->closed);
    CHECK(flood.peer->seen.size() == limits::received_a_turn_messages_max);
}
