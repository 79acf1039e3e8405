#include "transport/multicast_socket.hpp"

#include <unistd.h>

#include "base/limits.hpp"
#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;
using transport::MulticastSocket;

namespace {

// Another port than other test programs use at the same time.
transport::Address group() {
    return {"239.255.77.7", static_cast<std::uint16_t>(20'000 + getpid() % 20'000)};
}

struct Member {
    explicit Member(Loop& loop,
                    MulticastSocket::Scope scope = MulticastSocket::Scope::loopback_only) {
        auto opened = MulticastSocket::open(
            loop.io.get_executor(), group(), scope,
            [this](std::span<const std::byte> datagram, const transport::Address& from) {
                sizes.push_back(datagram.size());
                sender = from;
            });
        REQUIRE(opened);
        socket = std::move(*opened);
    }

    std::unique_ptr<MulticastSocket> socket;
    std::vector<std::size_t> sizes;
    transport::Address sender;
};

}  // namespace

TEST_CASE("multicast: everybody on the group hears a datagram, its sender too", "[transport]") {
    Loop loop;
    Member first(loop);
    Member second(loop);

    REQUIRE(first.socket->send(Bytes(limits::datagram_bytes_max)));
    loop.until([&] { return first.sizes.size() == 1 && second.sizes.size() == 1; });

    CHECK(second.sizes[0] == limits::datagram_bytes_max);
    CHECK(second.sender.host == "127.0.0.1");
}

TEST_CASE("multicast: every interface includes loopback", "[transport]") {
    Loop loop;
    Member everywhere(loop, MulticastSocket::Scope::every_interface);
    Member local(loop);

    REQUIRE(everywhere.socket->send(Bytes(10)));
    loop.until([&] { return local.sizes.size() == 1; });
    REQUIRE(local.socket->send(Bytes(20)));
    loop.until([&] { return !everywhere.sizes.empty() && everywhere.sizes.back() == 20; });
}

TEST_CASE("multicast: the loop runs dry after the socket is gone", "[transport]") {
    Loop loop;
    {
        Member member(loop);
        REQUIRE(member.socket->send(Bytes(1)));
    }
    loop.run_dry();
}

TEST_CASE("multicast: what is not a group is refused with an example", "[transport]") {
    Loop loop;
    for (const char* host : {"10.0.0.1", "localhost", ""}) {
        const auto socket =
            MulticastSocket::open(loop.io.get_executor(), {host, 5353},
                                  MulticastSocket::Scope::loopback_only, [](auto, const auto&) {});

        REQUIRE_FALSE(socket);
        CHECK(socket.error().what.find("224.0.0.251:5353") != std::string::npos);
    }
}
