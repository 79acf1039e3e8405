#include "transport/connector.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "transport/listener.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

using Connected = Result<std::shared_ptr<transport::Connection>>;

// A port that was free a moment ago.
std::uint16_t closed_port(Loop& loop) {
    auto listener = transport::Listener::open(loop.io.get_executor(), {"127.0.0.1", 0},
                                              loop.settings, [](auto) {});
    REQUIRE(listener);
    return (*listener)->address().port;
}

Connected connect(Loop& loop, const transport::Address& target,
                  transport::NameLookup::Ask ask = transport::NameLookup::ask_system) {
    transport::Connector connector(loop.io.get_executor(), loop.settings, std::move(ask));
    std::optional<Connected> result;
    connector.connect(target, std::chrono::seconds(5), [&](Connected r) { result = std::move(r); });
    loop.until([&] { return result.has_value(); });
    return std::move(*result);
}

sockaddr_in loopback(std::uint8_t last, std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(0x7f000000u + last);
    return at;
}

// 127.0.0.`last`, where a port swallows whoever dials it: its backlog is full.
class BlackHole {
public:
    BlackHole(std::uint8_t last, std::uint16_t port) {
        const sockaddr_in at = loopback(last, port);
        const auto* raw = reinterpret_cast<const sockaddr*>(&at);
        sockets_.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(bind(sockets_[0].get(), raw, sizeof at) == 0);
        REQUIRE(listen(sockets_[0].get(), 0) == 0);
        for (int i = 0; i < 4; ++i) {
            sockets_.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            ::connect(sockets_.back().get(), raw, sizeof at);
        }
    }

private:
    std::vector<UniqueFd> sockets_;
};

transport::NameLookup::Ask knows(transport::NameLookup::Addresses addresses) {
    return [addresses = std::move(addresses)](const std::string&) { return addresses; };
}

}  // namespace

TEST_CASE("connector: reaches a listener by address and by name", "[transport]") {
    Loop loop;
    int accepted = 0;
    auto listener = transport::Listener::open(loop.io.get_executor(), {"127.0.0.1", 0},
                                              loop.settings, [&](auto) { ++accepted; });
    REQUIRE(listener);
    const std::uint16_t port = (*listener)->address().port;

    for (const char* host : {"127.0.0.1", "localhost"}) {
        const auto connection = connect(loop, {host, port});
        REQUIRE(connection);
        CHECK((*connection)->peer_name() == "127.0.0.1:" + std::to_string(port));
        CHECK((*connection)->peer_is_local());
    }
    loop.until([&] { return accepted == 2; });
}

TEST_CASE("connector: a closed port is refused with the next step", "[transport]") {
    Loop loop;
    const std::uint16_t port = closed_port(loop);

    const auto connection = connect(loop, {"127.0.0.1", port});

    REQUIRE_FALSE(connection);
    CHECK(connection.error().what == "127.0.0.1:" + std::to_string(port) +
                                         ": nothing listens there (ECONNREFUSED); is the node "
                                         "started?");
}

TEST_CASE("connector: an unknown host name says so", "[transport]") {
    Loop loop;

    const auto connection = connect(loop, {"no-such-host.invalid", 1});

    REQUIRE_FALSE(connection);
    CHECK(connection.error().what.starts_with("no-such-host.invalid:1: "));
}

TEST_CASE("connector: a cancelled attempt is never heard of again", "[transport]") {
    Loop loop;
    bool called = false;
    transport::Connector connector(loop.io.get_executor(), loop.settings);

    connector.connect({"127.0.0.1", 9}, std::chrono::seconds(5), [&](Connected) { called = true; });
    connector.cancel();
    loop.run_dry();

    CHECK_FALSE(called);
}

TEST_CASE("connector: a target that never answers ends in time", "[transport]") {
    Loop loop;
    transport::Connector connector(loop.io.get_executor(), loop.settings);
    std::optional<Connected> result;

    // TEST-NET-1 (RFC 5737): routed nowhere. Some machines refuse it at once, which also ends it.
    connector.connect({"192.0.2.1", 9}, std::chrono::milliseconds(20),
                      [&](Connected r) { result = std::move(r); });
    loop.until([&] { return result.has_value(); });
    loop.run_dry();

    CHECK_FALSE(*result);
}

TEST_CASE("connector: an address that swallows everything does not hide the next one",
          "[transport]") {
    Loop loop;
    auto listener = transport::Listener::open(loop.io.get_executor(), {"127.0.0.1", 0},
                                              loop.settings, [](auto) {});
    REQUIRE(listener);
    const std::uint16_t port = (*listener)->address().port;
    const BlackHole second(2, port);
    const BlackHole third(3, port);

    const auto connection = connect(loop, {"host.test", port},
                                    knows({"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"}));

    REQUIRE(connection);
    CHECK((*connection)->peer_name() == "127.0.0.1:" + std::to_string(port));
    (*connection)->close({Code::peer_closed, "test is over"});
    listener->reset();
    loop.run_dry();  // those that were not taken are gone
}

TEST_CASE("connector: a family that leads nowhere does not hide the other one", "[transport]") {
    Loop loop;
    auto listener =
        transport::Listener::open(loop.io.get_executor(), {"::1", 0}, loop.settings, [](auto) {});
    if (!listener) {
        WARN("skipped: " << listener.error().what);
        return;
    }
    const std::uint16_t port = (*listener)->address().port;
    std::vector<BlackHole> holes;
    transport::NameLookup::Addresses addresses;
    for (std::uint8_t last = 2; last < 34; ++last) {
        holes.emplace_back(last, port);
        addresses.push_back("127.0.0." + std::to_string(last));
    }
    addresses.emplace_back("::1");

    const auto connection = connect(loop, {"host.test", port}, knows(addresses));

    REQUIRE(connection);
    CHECK((*connection)->peer().host == "::1");
}

TEST_CASE("connector: where all addresses are silent or refuse, the wait ends in time",
          "[transport]") {
    Loop loop;
    const std::uint16_t port = closed_port(loop);
    const BlackHole hole(2, port);
    transport::Connector connector(loop.io.get_executor(), loop.settings,
                                   knows({"127.0.0.1", "127.0.0.2", "127.0.0.3"}));
    std::optional<Connected> result;

    connector.connect({"host.test", port}, std::chrono::milliseconds(600),
                      [&](Connected r) { result = std::move(r); });
    loop.until([&] { return result.has_value(); });
    loop.run_dry();

    REQUIRE_FALSE(*result);
    CHECK(result->error().what.ends_with("no answer in time"));
}
