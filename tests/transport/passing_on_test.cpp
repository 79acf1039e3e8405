// Payloads that go from one connection to others without being read.

#include <algorithm>
#include <array>

#include "support/catch.hpp"
#include "transport/connection.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::uint16_t media = 6;

Bytes counting(std::size_t size) {
    return test::counting(media, size);
}

// What came through a pipe, under a new head.
wire::Outgoing passed_on(const std::shared_ptr<const PipedBytes>& payload, std::uint64_t tag) {
    std::array<std::byte, wire::header_bytes> head{};
    wire::store_header(head.data(), {media, static_cast<std::uint32_t>(payload->size())});
    auto out = wire::outgoing(head, payload->start(), payload, tag);
    out.piped = payload.get();
    return out;
}

// How often the event loop calls, up to a number that only a loop that never rests comes to.
constexpr int restless = 1000;
int calls_until_rest(Loop& loop) {
    int calls = 0;
    loop.io.restart();
    while (calls < restless && loop.io.poll_one() > 0) ++calls;
    return calls;
}

// A source whose payloads the relay in the middle does not read.
struct Middle {
    explicit Middle(Loop& of) : loop(of), source(of) { source.peer->pass_on_from = 0; }

    std::shared_ptr<const PipedBytes> receive(const Bytes& bytes) {
        const auto count = source.peer->seen.size();
        for (std::size_t at = 0; at < bytes.size(); at += 100'000) {
            const auto rest = std::span(bytes).subspan(at);
            source.write(rest.first(std::min<std::size_t>(100'000, rest.size())));
            loop.settle();
        }
        loop.until([&] { return source.peer->seen.size() == count + 1; });
        REQUIRE(source.peer->piped.size() == 1);
        auto payload = std::move(source.peer->piped.back());
        source.peer->piped.pop_back();
        return payload;
    }
    void close() {
        source.peer->connection->close({Code::peer_closed, "done"});
        loop.run_dry();
    }

    Loop& loop;
    RawPeer source;
};

void send_to(Peer& reader, wire::Outgoing out) {
    reader.frames.push_back(std::move(out));
    reader.connection->wake();
}

}  // namespace

TEST_CASE("passing on: every reader gets the payload that nobody has read", "[transport]") {
    Loop loop;
    const Bytes bytes = counting(300'000);
    Middle middle(loop);
    std::array<RawPeer, 3> readers{RawPeer(loop), RawPeer(loop), RawPeer(loop)};
    auto payload = middle.receive(bytes);

    for (RawPeer& reader : readers) send_to(*reader.peer, passed_on(payload, 7));
    for (RawPeer& reader : readers) reader.read_until(loop, bytes.size());

    for (RawPeer& reader : readers) {
        CHECK((reader.got == bytes));  // a bool: the bytes would fill a screen
        CHECK(reader.peer->whole_tags == std::vector<std::uint64_t>{7});
        reader.peer->connection->close({Code::peer_closed, "done"});
    }
    CHECK_FALSE(payload->in_memory());
    payload.reset();
    middle.close();
    CHECK(loop.pipes.on_loan() == 0);
    CHECK(loop.ledger.reads_zero());
}

TEST_CASE("passing on: without another pipe a reader gets it from memory", "[transport]") {
    Loop loop;
    PipePool one(1);
    loop.settings.pipes = &one;
    const Bytes bytes = counting(300'000);
    Middle middle(loop);
    RawPeer reader(loop);
    auto payload = middle.receive(bytes);

    send_to(*reader.peer, passed_on(payload, 7));
    reader.read_until(loop, bytes.size());

    CHECK((reader.got == bytes));
    CHECK(payload->in_memory());
    CHECK(one.on_loan() == 0);
    reader.peer->connection->close({Code::peer_closed, "done"});
    middle.close();
}

TEST_CASE("passing on: who looks does not disturb a reader half-way", "[transport]") {
    Loop loop;
    const Bytes bytes = counting(900'000);
    Middle middle(loop);
    RawPeer reader(loop);
    auto payload = middle.receive(bytes);
    send_to(*reader.peer, passed_on(payload, 7));
    reader.read_until(loop, 100'000);

    CHECK(std::ranges::equal(payload->bytes(), std::span(bytes).subspan(wire::header_bytes)));
    reader.read_until(loop, bytes.size());

    CHECK((reader.got == bytes));
    reader.peer->connection->close({Code::peer_closed, "done"});
    middle.close();
}

TEST_CASE("passing on: a reader that goes half-way returns its pipe", "[transport]") {
    Loop loop;
    Middle middle(loop);
    RawPeer reader(loop);
    auto payload = middle.receive(counting(900'000));
    send_to(*reader.peer, passed_on(payload, 7));
    loop.settle();
    CHECK(loop.pipes.on_loan() == 2);

    reader.raw.reset();
    loop.until([&] { return reader.peer->closed; });
    loop.settle();

    CHECK(reader.peer->broken_tags == std::vector<std::uint64_t>{7});
    payload.reset();
    CHECK(loop.pipes.on_loan() == 0);
    CHECK(loop.ledger.reads_zero());
    middle.close();
}

TEST_CASE("passing on: a source that promises much and goes leaves nothing behind", "[transport]") {
    for (const std::size_t sent : {6u, 16u, 517u, 518u, 5000u, 150'000u}) {
        Loop loop;
        Middle middle(loop);
        const Bytes promised = counting(1'000'000);
        middle.source.write(std::span(promised).first(sent));
        loop.settle();

        middle.source.raw.reset();
        loop.run_dry();

        CHECK(middle.source.peer->closed);
        CHECK(middle.source.peer->why.what == "local peer: closed in the middle of a message");
        CHECK(loop.pipes.on_loan() == 0);
        CHECK(loop.ledger.reads_zero());
    }
}

TEST_CASE("passing on: a pipe full of crumbs makes way for memory", "[transport]") {
    Loop loop;
    Middle middle(loop);
    const Bytes bytes = counting(200'000);
    // Each write to a UNIX socket takes a place in the pipe, however small.
    std::size_t at = 0;
    for (; at < 60'000; at += 100) {
        middle.source.write(std::span(bytes).subspan(at, 100));
        if (at % 5000 == 0) loop.settle();
    }
    middle.source.write(std::span(bytes).subspan(at));
    loop.until([&] { return middle.source.peer->seen.size() == 1; });

    CHECK(middle.source.peer->seen == std::vector<Peer::Seen>{{media, 200'000, true}});
    CHECK(loop.pipes.on_loan() == 0);
    middle.close();
}

TEST_CASE("passing on: the end of a source shows behind a full pipe", "[transport]") {
    Loop loop;
    Middle middle(loop);
    const Bytes promised = counting(400'000);
    constexpr std::size_t start = wire::header_bytes + limits::piped_head_bytes_max;
    middle.source.write(std::span(promised).first(start));
    loop.settle();
    // Each piece takes a place of the pipe; exactly as many as it has.
    constexpr std::size_t places = limits::pipe_bytes / 4096;
    for (std::size_t i = 0; i < places; ++i) {
        middle.source.write(std::span(promised).subspan(start + i * 100, 100));
        REQUIRE(calls_until_rest(loop) < restless);
    }
    CHECK(loop.pipes.on_loan() == 1);

    middle.source.raw.reset();

    CHECK(calls_until_rest(loop) < restless);
    CHECK(middle.source.peer->closed);
    CHECK(middle.source.peer->why.what == "local peer: closed in the middle of a message");
    CHECK(loop.pipes.on_loan() == 0);
}

TEST_CASE("passing on: a byte out of band does not stop what comes behind it", "[transport]") {
    Loop loop;
    RawPeer source(loop, tcp_pair());
    source.peer->pass_on_from = 0;
    const Bytes bytes = counting(100'000);
    source.write(std::span(bytes).first(2000));
    loop.settle();

    const std::byte urgent{'!'};
    REQUIRE(::send(source.raw.get(), &urgent, 1, MSG_OOB) == 1);
    source.write(std::span(bytes).subspan(2000, 3000));
    CHECK(calls_until_rest(loop) < restless);
    source.write(std::span(bytes).subspan(5000));
    loop.until([&] { return source.peer->seen.size() == 1; });

    CHECK(source.peer->seen == std::vector<Peer::Seen>{{media, 100'000, true}});
    CHECK(loop.pipes.on_loan() == 0);
    source.end();
    loop.run_dry();
}
