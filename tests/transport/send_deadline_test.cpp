#include "transport/send_deadline.hpp"

#include "support/catch.hpp"
#include "transport/timed_socket.hpp"

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using transport::SendDeadline;

TEST_CASE("send deadline: what does not move for too long is hung", "[transport]") {
    SendDeadline taking;
    taking.blocked(TimePoint{1s});
    CHECK(taking.next_look() == TimePoint{2s});

    CHECK_FALSE(taking.looked(TimePoint{2s}, 1000));
    CHECK_FALSE(taking.looked(TimePoint{1s} + limits::peer_silence_max - 1ms, 1000));

    CHECK(taking.looked(TimePoint{1s} + limits::peer_silence_max, 1000));
}

TEST_CASE("send deadline: what moves now and then is slow", "[transport]") {
    SendDeadline taking;
    taking.blocked(TimePoint{1s});

    std::uint32_t held = 1000;
    for (auto time = 2s; time < 60s; time += 4s)
        CHECK_FALSE(taking.looked(TimePoint{time}, --held));
}

TEST_CASE("send deadline: a process that was stopped does not blame its peer", "[transport]") {
    SendDeadline taking;
    taking.blocked(TimePoint{1s});

    CHECK_FALSE(taking.looked(TimePoint{100s}, 1000));
    CHECK_FALSE(taking.looked(TimePoint{101s}, 900));
}

TEST_CASE("connection: a reader that takes nothing any more is let go", "[transport]") {
    Loop loop;
    TimedPeer hung(loop, socket_pair());
    for (std::uint64_t tag = 1; tag <= 3; ++tag) hung.peer->push(message(6, 1'000'000), tag);
    loop.settle();

    hung.time.pass(loop, limits::peer_silence_max - 1s);
    CHECK_FALSE(hung.peer->closed);
    hung.time.pass(loop, 2s);

    CHECK(hung.peer->closed);
    CHECK(hung.peer->why.code == Code::timed_out);
    CHECK(hung.peer->why.what == "local peer: took nothing for too long");
    CHECK(hung.peer->broken_tags == std::vector<std::uint64_t>{1});
}

TEST_CASE("connection: a reader that is slow is not, nor one that nothing is sent to",
          "[transport]") {
    Loop loop;
    TimedPeer slow(loop, socket_pair());
    TimedPeer idle(loop, socket_pair());
    slow.peer->push(message(6, 1'000'000));
    loop.settle();

    for (int i = 0; i < 10; ++i) {
        slow.read_until(loop, slow.got.size() + 50'000);
        slow.time.pass(loop, limits::peer_silence_max - 1s);
        idle.time.pass(loop, limits::peer_silence_max - 1s);
    }

    CHECK_FALSE(slow.peer->closed);
    CHECK_FALSE(idle.peer->closed);
    slow.end();
    idle.end();
    loop.run_dry();
}
