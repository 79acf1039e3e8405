#include "base/pipe.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include "base/piped_bytes.hpp"
#include "support/catch.hpp"
#include "support/scarce_memory.hpp"

using namespace weir;

namespace {

using Bytes = std::vector<std::byte>;

Bytes counting(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 13 + i / 256);
    return bytes;
}

// Two sockets that are connected to each other; small enough pieces fit between them.
struct Pair {
    Pair() {
        std::array<int, 2> fds{-1, -1};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds.data()) ==
                0);
        near.reset(fds[0]);
        far.reset(fds[1]);
    }
    void write(std::span<const std::byte> bytes) const {
        REQUIRE(::send(near.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    Bytes read() const {
        Bytes bytes(1 << 20);
        const auto got = ::recv(far.get(), bytes.data(), bytes.size(), 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }

    UniqueFd near;
    UniqueFd far;
};

struct Fixture {
    std::unique_ptr<PipedBytes> filled(const Bytes& bytes, std::size_t start_size) {
        auto piped =
            PipedBytes::open(bytes.size(), std::span(bytes).first(start_size), pool, account);
        REQUIRE(piped != nullptr);
        source.write(std::span(bytes).subspan(start_size));
        while (piped->bytes_missing() > 0)
            REQUIRE(piped->pipe().fill_from(source.far.get(), piped->bytes_missing()) > 0);
        return piped;
    }

    Ledger ledger;
    Account& account = ledger.open("test");
    PipePool pool;
    Pair source;
};

}  // namespace

TEST_CASE("pipe pool: lends so many pipes at a time, and again what came back", "[base]") {
    PipePool pool(2);
    auto first = pool.take();
    auto second = pool.take();
    REQUIRE(first);
    REQUIRE(second);

    CHECK_FALSE(pool.take());
    first = {};

    CHECK(pool.on_loan() == 1);
    CHECK(pool.take());
}

TEST_CASE("pipe pool: a pipe comes back empty, whatever was left in it", "[base]") {
    PipePool pool(1);
    const Pair source;
    source.write(counting(10'000));
    auto pipe = pool.take();
    REQUIRE(pipe->fill_from(source.far.get(), 10'000) == 10'000);
    pipe = {};

    pipe = pool.take();

    std::byte one{};
    CHECK(pipe->bytes() == 0);
    CHECK_FALSE(pipe->read({&one, 1}));
}

TEST_CASE("piped bytes: every sender gets all of them, and so does who looks", "[base]") {
    Fixture f;
    const Bytes bytes = counting(60'000);
    const auto piped = f.filled(bytes, 500);
    for (int sender = 0; sender < 3; ++sender) {
        const Pair reader;
        auto pipe = piped->duplicate_rest();
        REQUIRE(pipe);

        while (pipe->bytes() > 0) REQUIRE(pipe->empty_into(reader.near.get()) > 0);

        CHECK(std::ranges::equal(piped->start(), std::span(bytes).first(500)));
        CHECK(std::ranges::equal(reader.read(), std::span(bytes).subspan(500)));
    }
    CHECK(std::ranges::equal(piped->bytes(), bytes));
    CHECK(std::ranges::equal(piped->bytes(), bytes));  // as often as one likes
}

TEST_CASE("piped bytes: a sender under way is not disturbed by who looks", "[base]") {
    Fixture f;
    const Bytes bytes = counting(60'000);
    const auto piped = f.filled(bytes, 1);
    auto pipe = piped->duplicate_rest();

    REQUIRE(piped->bytes().size() == bytes.size());

    Bytes sent(bytes.size() - 1);
    REQUIRE(pipe->read(sent));
    CHECK(std::ranges::equal(sent, std::span(bytes).subspan(1)));
    CHECK_FALSE(piped->duplicate_rest());  // there is no pipe to duplicate any more
    CHECK(f.pool.on_loan() == 1);
}

TEST_CASE("piped bytes: without a pipe there are none, and nobody fails", "[base]") {
    Ledger ledger;
    PipePool none(0);

    CHECK(PipedBytes::open(100'000, {}, none, ledger.open("test")) == nullptr);
    CHECK(ledger.reads_zero());
}

TEST_CASE("piped bytes: who looks when memory is gone sees nothing, and senders go on", "[base]") {
    Fixture f;
    const auto bytes = counting(60'000);
    const auto piped = f.filled(bytes, 1);

    {
        const test::ScarceMemory little(50'000);
        CHECK(piped->bytes().empty());
    }

    CHECK_FALSE(piped->in_memory());
    CHECK(piped->duplicate_rest());
    CHECK(std::ranges::equal(piped->bytes(), bytes));  // as soon as there is some
}

TEST_CASE("piped bytes: are on the books from their first to their last", "[base]") {
    Fixture f;
    auto half = PipedBytes::open(100'000, counting(600), f.pool, f.account);
    f.source.write(counting(5000));
    REQUIRE(half->pipe().fill_from(f.source.far.get(), half->bytes_missing()) == 5000);
    CHECK(f.account.bytes() == 100'000);

    half.reset();

    CHECK(f.ledger.reads_zero());
    CHECK(f.pool.on_loan() == 0);
}
