#include "transport/datagram_socket.hpp"

#include "base/limits.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;
using transport::Address;
using transport::DatagramSocket;

namespace {

struct End {
    End(Loop& loop, const Address& local) {
        auto opened = DatagramSocket::open(loop.io.get_executor(), local,
                                           [this](auto datagram, const Address& from) {
                                               sizes.push_back(datagram.size());
                                               sender = from;
                                           });
        if (!opened) FAIL(opened.error().what);
        socket = std::move(*opened);
    }

    std::uint16_t port() const { return socket->port(); }

    std::unique_ptr<DatagramSocket> socket;
    std::vector<std::size_t> sizes;
    Address sender;
};

bool has_ipv6(Loop& loop) {
    return DatagramSocket::open(loop.io.get_executor(), {"::1", 0}, [](auto, const Address&) {})
        .has_value();
}

}  // namespace

TEST_CASE("datagram: one of every address hears both families, each from its own address",
          "[transport]") {
    Loop loop;
    End both(loop, {"*", 0});
    for (const std::string host : {"127.0.0.1", "::1"}) {
        if (host == "::1" && !has_ipv6(loop)) {
            test::skipped("this machine has no IPv6");
            continue;
        }
        End other(loop, {host, 0});
        both.sizes.clear();

        REQUIRE(other.socket->send(Bytes(limits::datagram_bytes_max), {host, both.port()}));
        loop.until([&] { return both.sizes.size() == 1; });

        CHECK(both.sizes[0] == limits::datagram_bytes_max);
        CHECK(both.sender == Address{host, other.port()});
        REQUIRE(both.socket->send(Bytes(7), both.sender));
        loop.until([&] { return other.sizes.size() == 1; });
        CHECK(other.sender == Address{host, both.port()});
    }
}

TEST_CASE("datagram: too large ones are ignored, names are not sent to", "[transport]") {
    Loop loop;
    End here(loop, {"127.0.0.1", 0});
    End there(loop, {"127.0.0.1", 0});

    CHECK_FALSE(there.socket->send(Bytes(1), {"localhost", here.port()}));
    REQUIRE(there.socket->send(Bytes(limits::datagram_bytes_max + 1), {"127.0.0.1", here.port()}));
    REQUIRE(there.socket->send(Bytes(3), {"127.0.0.1", here.port()}));
    loop.until([&] { return !here.sizes.empty(); });

    CHECK(here.sizes == std::vector<std::size_t>{3});
}

TEST_CASE("datagram: a port that is taken is told with its number", "[transport]") {
    Loop loop;
    End here(loop, {"127.0.0.1", 0});

    const auto second = DatagramSocket::open(loop.io.get_executor(), {"127.0.0.1", here.port()},
                                             [](auto, const Address&) {});

    REQUIRE_FALSE(second);
    CHECK(second.error().what.find(std::to_string(here.port()) + " (EADDRINUSE)") !=
          std::string::npos);
}

TEST_CASE("datagram: a flood leaves time to others, turn by turn", "[transport]") {
    Loop loop;
    End here(loop, {"127.0.0.1", 0});
    End there(loop, {"127.0.0.1", 0});
    constexpr std::size_t flood = 2 * limits::datagrams_a_turn_max + 5;
    for (std::size_t i = 0; i < flood; ++i)
        REQUIRE(there.socket->send(Bytes(1), {"127.0.0.1", here.port()}));

    std::size_t before = 0;
    std::size_t most = 0;
    loop.until([&] {
        most = std::max(most, here.sizes.size() - before);
        before = here.sizes.size();
        return here.sizes.size() == flood;
    });

    CHECK(most == limits::datagrams_a_turn_max);
}

TEST_CASE("datagram: a socket may be ended by what it brings", "[transport]") {
    Loop loop;
    End there(loop, {"127.0.0.1", 0});
    std::unique_ptr<DatagramSocket> here;
    int heard = 0;
    auto opened =
        DatagramSocket::open(loop.io.get_executor(), {"127.0.0.1", 0}, [&](auto, const Address&) {
            ++heard;
            here.reset();
        });
    REQUIRE(opened);
    here = std::move(*opened);
    const Address at{"127.0.0.1", here->port()};

    for (int i = 0; i < 3; ++i) REQUIRE(there.socket->send(Bytes(1), at));
    loop.settle();

    CHECK(heard == 1);
}
