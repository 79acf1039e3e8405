// The end of a connection: what was sent before it arrives, whatever the peer says meanwhile.

#include <sys/socket.h>

#include <array>
#include <thread>

#include "support/catch.hpp"
#include "transport/connection.hpp"
#include "transport/loop.hpp"
#include "transport/timed_socket.hpp"

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;

namespace {

const Error leaving{Code::refused, "not admitted"};

std::array<UniqueFd, 2> ends_of(bool tcp) {
    return tcp ? tcp_pair() : socket_pair();
}

// Says something, whether or not anybody still listens.
void talk(const UniqueFd& socket) {
    const Bytes ping = message(8, 12);
    static_cast<void>(::send(socket.get(), ping.data(), ping.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

// One read of at most `size` bytes; 0 at the end, negative when nothing is there or it broke.
ssize_t read_some(const UniqueFd& socket, Bytes& into, std::size_t size) {
    Bytes some(size);
    const ssize_t got = ::recv(socket.get(), some.data(), some.size(), MSG_DONTWAIT);
    if (got > 0) into.insert(into.end(), some.begin(), some.begin() + got);
    return got;
}

}  // namespace

TEST_CASE("farewell: a peer that talks on and reads slowly gets every byte and the end",
          "[transport]") {
    Loop loop;
    loop.settings.one_way = GENERATE(false, true);
    RawPeer peers(loop, ends_of(GENERATE(true, false)));
    const Bytes words = counting(3, 200'000);
    peers.peer->connection->send(words);

    peers.peer->connection->close_when_sent(leaving);
    ssize_t last = -1;
    std::size_t said = 0;
    for (; last != 0 && said < 1000; ++said) {
        talk(peers.raw);
        loop.settle();
        last = read_some(peers.raw, peers.got, 3000);
    }

    CHECK(last == 0);  // the end, not a reset
    CHECK((peers.got == words));
    CHECK(peers.peer->seen.size() < said);  // nobody listens any more once all has left
    peers.raw.reset();
    loop.until([&] { return peers.peer->closed; });
    CHECK(peers.peer->why.what == leaving.what);
    loop.run_dry();
}

TEST_CASE("farewell: a peer that says nothing any more is not waited for", "[transport]") {
    Loop loop;
    const bool tcp = GENERATE(true, false);
    TimedPeer peers(loop, ends_of(tcp));
    talk(peers.raw);
    peers.peer->connection->send(message(3, 1000));
    loop.settle();
    peers.time.pass(loop, 1s);

    peers.peer->connection->close_when_sent(leaving);
    loop.settle();
    // Its kernel may take its time to say that it has all.
    while (tcp && peers.peer->connection->kernel_queue_bytes() > 0) std::this_thread::yield();
    peers.time.pass(loop, 100ms);
    CHECK_FALSE(peers.peer->closed);  // one that pings could say something any moment
    peers.time.pass(loop, limits::farewell_silence - 1s);

    CHECK(peers.peer->closed);
    CHECK(peers.peer->why.what == leaving.what);
    peers.read_until(loop, 1000 + wire::header_bytes);
}

TEST_CASE("farewell: one that never said anything is not waited for at all", "[transport]") {
    Loop loop;
    TimedPeer peers(loop, socket_pair());
    peers.peer->connection->send(message(3, 1000));

    peers.peer->connection->close_when_sent(leaving);
    loop.settle();

    CHECK(peers.peer->closed);
    peers.read_until(loop, 1000 + wire::header_bytes);
}

TEST_CASE("farewell: a peer that talks for ever is left in the end", "[transport]") {
    Loop loop;
    TimedPeer peers(loop, tcp_pair());
    peers.peer->connection->close_when_sent(leaving);
    loop.settle();

    for (auto passed = 0s; passed < limits::farewell_patience; passed += 1s) {
        CHECK_FALSE(peers.peer->closed);
        talk(peers.raw);
        peers.time.pass(loop, 1s);
    }

    CHECK(peers.peer->closed);
}

TEST_CASE("farewell: a peer that hangs is left in the end", "[transport]") {
    Loop loop;
    TimedPeer peers(loop, tcp_pair());
    peers.peer->connection->send(message(3, 20'000));  // fits into the kernel, but never arrives
    peers.peer->connection->close_when_sent(leaving);

    peers.time.pass(loop, limits::farewell_patience - 1s);
    CHECK_FALSE(peers.peer->closed);
    peers.time.pass(loop, 2s);

    CHECK(peers.peer->closed);
    CHECK(peers.peer->why.what == leaving.what);
}
