// Large writes on other threads: the same bytes, the same ends, whatever happens meanwhile. What a
// race would break, the thread sanitizer sees here.

#include "transport/send_workers.hpp"

#include <algorithm>
#include <vector>

#include "support/catch.hpp"
#include "transport/connection.hpp"
#include "transport/forwarding_socket.hpp"
#include "transport/kernel_socket.hpp"
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
struct Pair : RawPeer {
    using RawPeer::RawPeer;

    void read(Loop& loop) {
        auto alone = loop.settings;
        alone.workers = nullptr;
        reader->attach(
            *transport::Connection::adopt(loop.io.get_executor(), std::move(raw), alone));
    }

    std::shared_ptr<Peer> reader = std::make_shared<Peer>();
};

// A socket that was dealt out, and how often the node thread itself wrote to it.
struct Dealt {
    class Counting final : public transport::ForwardingSocket {
    public:
        Counting(std::unique_ptr<transport::Socket> real, int& writes)
            : ForwardingSocket(std::move(real)), writes_(writes) {}
        ssize_t send(std::span<iovec> parts) override {
            ++writes_;
            return inner().send(parts);
        }

    private:
        int& writes_;
    };

    explicit Dealt(ThreadedLoop& loop) {
        auto ends = socket_pair();
        raw = std::move(ends[0]);
        const int fd = ends[1].get();
        auto real = transport::kernel_socket(loop.io.get_executor(), std::move(ends[1]));
        REQUIRE(real);
        socket =
            loop.workers.deal(std::make_unique<Counting>(std::move(*real), writes_by_node), fd);
    }
    ssize_t write(Bytes& bytes) {
        iovec part{bytes.data(), bytes.size()};
        return socket->send({&part, 1});
    }
    // True when the node thread writes for it.
    bool on_node(Bytes& bytes) { return write(bytes) != -EAGAIN; }

    UniqueFd raw;
    int writes_by_node = 0;
    std::unique_ptr<transport::Socket> socket;
};

}  // namespace

TEST_CASE("send workers: sockets are dealt to the threads, fewest first", "[transport]") {
    ThreadedLoop loop(3);
    Bytes bytes(limits::handed_over_bytes_min);
    std::vector<std::unique_ptr<Dealt>> dealt;
    const auto deal = [&] {
        dealt.push_back(std::make_unique<Dealt>(loop));
        return dealt.back()->on_node(bytes);
    };

    std::vector<bool> on_node;
    for (int i = 0; i < 6; ++i) on_node.push_back(deal());

    // A worker that had got both would have more than the node thread.
    CHECK(on_node == std::vector<bool>{true, false, false, true, false, false});
    dealt.erase(dealt.begin());  // one of the node thread's
    CHECK(deal());
    dealt.erase(dealt.begin());  // one of a worker's
    CHECK_FALSE(deal());
}

TEST_CASE("send workers: a large write is handed over and its answer comes as readiness",
          "[transport]") {
    ThreadedLoop loop(2);
    const Dealt of_node(loop);
    Dealt dealt(loop);
    Bytes bytes = counting(6, 100'000);
    Bytes small(limits::handed_over_bytes_min - 1);
    bool ready = false;

    REQUIRE(dealt.write(bytes) == -EAGAIN);
    dealt.socket->when_writable([&] { ready = true; });
    loop.until([&] { return ready; });
    const ssize_t taken = dealt.write(bytes);  // asks for the answer
    CHECK(dealt.writes_by_node == 0);
    CHECK(dealt.write(small) > 0);

    CHECK(dealt.writes_by_node == 1);
    REQUIRE(taken > 0);
    Bytes got(static_cast<std::size_t>(taken));
    REQUIRE(::recv(dealt.raw.get(), got.data(), got.size(), MSG_WAITALL) == taken);
    CHECK(std::ranges::equal(got, std::span(bytes).first(got.size())));
}

TEST_CASE("send workers: every byte arrives where it belongs, over TCP as well", "[transport]") {
    const bool tcp = GENERATE(false, true);
    ThreadedLoop loop(3);
    std::vector<Pair> pairs;
    for (int i = 0; i < 3; ++i) pairs.emplace_back(loop, tcp ? tcp_pair() : socket_pair());

    Bytes sent;
    for (std::uint64_t tag = 1; tag <= 9; ++tag) {
        const Bytes next = counting(6, tag % 3 == 0 ? 10 * tag : large + tag);
        sent.insert(sent.end(), next.begin(), next.end());
        for (Pair& pair : pairs) pair.peer->push(next, tag);
    }
    for (Pair& pair : pairs) pair.read_until(loop, sent.size());

    for (Pair& pair : pairs) {
        CHECK((pair.got == sent));  // a bool: the bytes would fill a screen
        pair.end();
    }
    loop.run_dry();
}

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
        for (Pair& pair : pairs) pair.peer->push(message(6, size), tag);
    }
    for (const Pair& pair : pairs) loop.until([&] { return pair.reader->seen.size() == 20; });

    for (const Pair& pair : pairs) {
        CHECK(pair.reader->seen == sent);
        loop.until([&] { return pair.peer->whole_tags.size() == 20; });
        CHECK(std::ranges::is_sorted(pair.peer->whole_tags));
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
        for (const Pair& pair : pairs) pair.peer->push(message(6, 2'000'000), 1);
        for (int turns = 0; turns < i % 7; ++turns) loop.io.poll_one();

        // The bytes are freed with the last word about them, while the thread may have begun.
        for (const Pair& pair : pairs) pair.end();
        loop.run_dry();

        for (const Pair& pair : pairs) CHECK(pair.peer->closed);
    }
}

TEST_CASE("send workers: a reader that goes or stops is noticed, the others go on", "[transport]") {
    ThreadedLoop loop(2);
    std::vector<Pair> pairs;
    for (int i = 0; i < 6; ++i) pairs.emplace_back(loop);
    for (std::size_t i = 2; i < pairs.size(); ++i) pairs[i].read(loop);

    for (std::uint64_t tag = 1; tag <= 10; ++tag)
        for (Pair& pair : pairs) pair.peer->push(message(6, large), tag);
    pairs[0].raw.reset();
    loop.until([&] { return pairs[0].peer->closed; });
    for (std::size_t i = 2; i < pairs.size(); ++i)
        loop.until([&] { return pairs[i].reader->seen.size() == 10; });

    CHECK(pairs[0].peer->whole_tags.size() + pairs[0].peer->broken_tags.size() <= 10);
    CHECK_FALSE(pairs[0].peer->broken_tags.empty());
    CHECK(pairs[1].peer->whole_tags.size() < 10);  // waits, and nobody with it
    pairs[1].read(loop);
    loop.until([&] { return pairs[1].reader->seen.size() == 10; });
    for (std::size_t i = 1; i < pairs.size(); ++i) pairs[i].end();
    loop.run_dry();
}

TEST_CASE("send workers: small messages do not wait for a thread", "[transport]") {
    ThreadedLoop loop(3);
    std::vector<Pair> pairs;
    for (int i = 0; i < 3; ++i) pairs.emplace_back(loop);

    for (const Pair& pair : pairs) pair.peer->connection->send(message(2, 100));
    loop.settle();  // all that the node thread does by itself

    for (const Pair& pair : pairs) {
        CHECK(pair.peer->connection->bytes_sent() == 106);
        pair.end();
    }
    loop.run_dry();
}
