// Programs that are only sent to.
#include <sys/socket.h>

#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::size_t frame_bytes = 100'000;
constexpr std::size_t frames = 20;

std::array<UniqueFd, 2> ends_of(bool tcp) {
    return tcp ? tcp_pair() : socket_pair();
}

// A connection to a program that is only sent to.
struct Program : RawPeer {
    explicit Program(Loop& loop, std::array<UniqueFd, 2> ends)
        : RawPeer(one_way(loop), std::move(ends)) {}

    void says_no_more(Loop& loop) const {
        REQUIRE(::shutdown(raw.get(), SHUT_WR) == 0);
        loop.settle();  // ends: what has ended is not readable again and again
    }

private:
    static Loop& one_way(Loop& loop) {
        loop.settings.one_way = true;
        return loop;
    }
};

}  // namespace

TEST_CASE("one way: a program that says no more gets all that it is sent", "[transport]") {
    Loop loop;
    Program program(loop, ends_of(GENERATE(false, true)));
    program.write(message(6, 10'000));
    program.says_no_more(loop);

    for (std::size_t i = 0; i < frames; ++i) program.peer->push(message(6, frame_bytes));
    program.read_until(loop, frames * (wire::header_bytes + frame_bytes));

    CHECK_FALSE(program.peer->closed);
    program.end();
    loop.run_dry();
    CHECK(program.peer->closed);
    CHECK(program.peer->seen.empty());
}

TEST_CASE("one way: a program that is gone is noticed when it is sent something", "[transport]") {
    Loop loop;
    Program program(loop, ends_of(GENERATE(false, true)));
    program.says_no_more(loop);
    program.raw.reset();

    while (!program.peer->closed) {
        program.peer->push(message(6, 1000));
        loop.settle();
    }

    CHECK(program.peer->why.code == Code::peer_closed);
}

TEST_CASE("one way: over a path, or with bytes unread, an end is noticed at once", "[transport]") {
    Loop loop;
    const bool tcp = GENERATE(false, true);
    Program program(loop, ends_of(tcp));
    program.peer->push(message(6, 1000));
    loop.settle();

    program.raw.reset();

    loop.until([&] { return program.peer->closed; });
    CHECK(program.peer->why.code == Code::peer_closed);
}
