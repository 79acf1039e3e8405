// Large writes on other threads: the same bytes, the same ends, whatever happens meanwhile. What a
// race would break, the thread sanitizer sees here.

#include "transport/send_workers.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <vector>

#include "support/catch.hpp"
#include "transport/connection.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::size_t large = 300'000;

struct ThreadedLoop : Loop {
    explicit ThreadedLoop(std::size_t threads) : workers(io.get_executor(), threads) {
        settings.workers = &workers;
        settings.pipes = nullptr;
    }

    transport::SendWorkers workers;
};

// A sender whose writes may leave by another thread, and who gets them.
struct Pair {
    explicit Pair(ThreadedLoop& loop)
        : sender(std::make_shared<Peer>()), reader(std::make_shared<Peer>()) {
        std::array<int, 2> fds{};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
        raw.reset(fds[0]);
        auto connection =
            transport::Connection::adopt(loop.io.get_executor(), UniqueFd(fds[1]), loop.settings);
        REQUIRE(connection);
        sender->attach(std::move(*connection));
    }
    void read(Loop& loop) {
        auto alone = loop.settings;
        alone.workers = nullptr;
        reader->attach(
            *transport::Connection::adopt(loop.io.get_executor(), std::move(raw), alone));
    }
    void end() const { sender->connection->close({Code::peer_closed, "done"}); }

    UniqueFd raw;
    std::shared_ptr<Peer> sender;
    std::shared_ptr<Peer> reader;
};

}  // namespace

TEST_CASE("send workers: every reader gets everything in order, by whichever thread",
          "[transport]") {
    ThreadedLoop loop(GENERATE(1u, 2u, 4u));
    std::vector<Pair> pairs;
    for (int i = 0; i < 7; ++i) pairs.emplace_back(loop);
    for (Pair& pair : pairs) pair.read(loop);

    std::vector<Peer::Seen> sent;
    for (std::uint64_t tag = 1; tag <= 20; ++tag) {
        const std::size_t size = tag % 3 == 0 ? 10 * tag : large + tag;
        sent.push_back({6, size, size > limits::inline_payload_bytes_max});
        for (Pair& pair : pairs) pair.sender->push(message(6, size), tag);
    }
    for (const Pair& pair : pairs) loop.until([&] { return pair.reader->seen.size() == 20; });

    for (const Pair& pair : pairs) {
        CHECK(pair.reader->seen == sent);
        loop.until([&] { return pair.sender->whole_tags.size() == 20; });
        CHECK(std::ranges::is_sorted(pair.sender->whole_tags));
        pair.end();
    }
    loop.run_dry();
    CHECK(loop.ledger.reads_zero());
}

TEST_CASE("send workers: closing in the middle of a write gives its bytes back", "[transport]") {
    ThreadedLoop loop(2);
    for (int i = 0; i < 50; ++i) {
        std::vector<Pair> pairs;
        for (int k = 0; k < 4; ++k) pairs.emplace_back(loop);
        for (const Pair& pair : pairs) pair.sender->push(message(6, 2'000'000), 1);
        for (int turns = 0; turns < i % 7; ++turns) loop.io.poll_one();

        // The bytes are freed with the last word about them, while the thread may have begun.
        for (const Pair& pair : pairs) pair.end();
        loop.run_dry();

        for (const Pair& pair : pairs) CHECK(pair.sender->closed);
    }
}

TEST_CASE("send workers: a reader that goes or stops is noticed, the others go on", "[transport]") {
    ThreadedLoop loop(2);
    std::vector<Pair> pairs;
    for (int i = 0; i < 6; ++i) pairs.emplace_back(loop);
    for (std::size_t i = 2; i < pairs.size(); ++i) pairs[i].read(loop);

    for (std::uint64_t tag = 1; tag <= 10; ++tag)
        for (Pair& pair : pairs) pair.sender->push(message(6, large), tag);
    pairs[0].raw.reset();
    loop.until([&] { return pairs[0].sender->closed; });
    for (std::size_t i = 2; i < pairs.size(); ++i)
        loop.until([&] { return pairs[i].reader->seen.size() == 10; });

    CHECK(pairs[0].sender->whole_tags.size() + pairs[0].sender->broken_tags.size() <= 10);
    CHECK_FALSE(pairs[0].sender->broken_tags.empty());
    CHECK(pairs[1].sender->whole_tags.size() < 10);  // waits, and nobody with it
    pairs[1].read(loop);
    loop.until([&] { return pairs[1].reader->seen.size() == 10; });
    for (std::size_t i = 1; i < pairs.size(); ++i) pairs[i].end();
    loop.run_dry();
}

TEST_CASE("send workers: small messages do not wait for a thread", "[transport]") {
    ThreadedLoop loop(3);
    std::vector<Pair> pairs;
    for (int i = 0; i < 3; ++i) pairs.emplace_back(loop);

    for (const Pair& pair : pairs) pair.sender->connection->send(message(2, 100));
    loop.settle();  // all that the node thread does by itself

    for (const Pair& pair : pairs) {
        CHECK(pair.sender->connection->bytes_sent() == 106);
        pair.end();
    }
    loop.run_dry();
}
