#include "transport/connector.hpp"

#include <optional>

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

Connected connect(Loop& loop, const transport::Address& target) {
    transport::Connector connector(loop.io.get_executor(), loop.settings);
    std::optional<Connected> result;
    connector.connect(target, std::chrono::seconds(5), [&](Connected r) { result = std::move(r); });
    loop.until([&] { return result.has_value(); });
    return std::move(*result);
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
