#include "transport/listener.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/skip.hpp"
#include "transport/connector.hpp"
#include "transport/listening_socket.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

using Connected = Result<std::shared_ptr<transport::Connection>>;

struct Dialler {
    explicit Dialler(Loop& loop) : connector(loop.io.get_executor(), loop.settings) {}

    void dial(std::uint16_t port) {
        connector.connect({"127.0.0.1", port}, std::chrono::seconds(5), [this](Connected result) {
            if (!result) FAIL(result.error().what);
            peer->attach(std::move(*result));
        });
    }

    transport::Connector connector;
    std::shared_ptr<Peer> peer = std::make_shared<Peer>();
};

struct Server {
    explicit Server(Loop& loop, const transport::AcceptLimits& limits = {}) {
        auto opened = transport::Listener::open(
            loop.io.get_executor(), {"127.0.0.1", 0}, loop.settings,
            [this](std::shared_ptr<transport::Connection> connection) {
                peers.push_back(std::make_shared<Peer>());
                peers.back()->attach(std::move(connection));
            },
            limits);
        REQUIRE(opened);
        listener = std::move(*opened);
    }
    std::uint16_t port() const { return listener->address().port; }

    std::unique_ptr<transport::Listener> listener;
    std::vector<std::shared_ptr<Peer>> peers;
};

bool connect_to(std::uint16_t port, const UniqueFd& fd) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(port);
    return connect(fd.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
}

void hang_up(Loop& loop, Server& server, std::initializer_list<Dialler*> diallers) {
    server.listener.reset();
    for (Dialler* dialler : diallers)
        if (dialler->peer->connection)
            dialler->peer->connection->close({Code::peer_closed, "test is over"});
    loop.run_dry();
}

}  // namespace

TEST_CASE("listener: messages pass between both ends over TCP", "[transport]") {
    Loop loop;
    Server server(loop);
    Dialler dialler(loop);

    dialler.dial(server.port());
    loop.until([&] { return server.peers.size() == 1 && dialler.peer->connection; });
    dialler.peer->push(message(6, 1'000'000));
    server.peers[0]->connection->send(message(2, 4));
    loop.until([&] { return !server.peers[0]->seen.empty() && !dialler.peer->seen.empty(); });

    CHECK(server.peers[0]->seen[0] == Peer::Seen{6, 1'000'000, true});
    CHECK(dialler.peer->seen[0] == Peer::Seen{2, 4, false});
    hang_up(loop, server, {&dialler});
    CHECK(server.peers[0]->closed);
}

TEST_CASE("listener: what stays on this machine is never paced", "[transport]") {
    for (const std::string host : {"127.0.0.1", "*"}) {
        const auto listening = transport::listen_on({host, 0});
        REQUIRE(listening);
        std::array<char, 16> chosen{};
        socklen_t size = chosen.size();
        REQUIRE(getsockopt(listening->fd.get(), IPPROTO_TCP, TCP_CONGESTION, chosen.data(),
                           &size) == 0);
        const UniqueFd other(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
        std::array<char, 16> usual{};
        size = usual.size();
        REQUIRE(getsockopt(other.get(), IPPROTO_TCP, TCP_CONGESTION, usual.data(), &size) == 0);

        // Those that it accepts are like it; the system's choice is that of networks.
        CHECK(std::string(chosen.data()) == (host == "*" ? std::string(usual.data()) : "reno"));
    }
}

TEST_CASE("listener: IPv6 works like IPv4 where the machine has it", "[transport]") {
    Loop loop;
    std::shared_ptr<transport::Connection> accepted;
    auto listener = transport::Listener::open(loop.io.get_executor(), {"::1", 0}, loop.settings,
                                              [&](auto connection) { accepted = connection; });
    if (!listener) {
        test::skipped(listener.error().what);
        return;
    }
    transport::Connector connector(loop.io.get_executor(), loop.settings);

    std::optional<Connected> result;
    connector.connect({"::1", (*listener)->address().port}, std::chrono::seconds(5),
                      [&](Connected r) { result = std::move(r); });
    loop.until([&] { return result && accepted; });

    REQUIRE(*result);
    CHECK((**result)->peer_name().starts_with("[::1]:"));
    CHECK(accepted->peer_is_local());
}

TEST_CASE("listener: every interface includes both loopbacks", "[transport]") {
    Loop loop;
    std::vector<std::shared_ptr<transport::Connection>> accepted;
    auto listener =
        transport::Listener::open(loop.io.get_executor(), {"*", 0}, loop.settings,
                                  [&](auto connection) { accepted.push_back(connection); });
    REQUIRE(listener);
    Dialler dialler(loop);

    dialler.dial((*listener)->address().port);
    loop.until([&] { return accepted.size() == 1 && dialler.peer->connection; });

    CHECK(accepted[0]->peer().host == "127.0.0.1");
    CHECK(accepted[0]->peer_is_local());
    accepted.clear();
    listener->reset();
    loop.run_dry();
}

TEST_CASE("listener: a taken port is named, with the next step", "[transport]") {
    Loop loop;
    Server server(loop);

    const auto second = transport::Listener::open(
        loop.io.get_executor(), {"127.0.0.1", server.port()}, loop.settings, [](auto) {});

    REQUIRE_FALSE(second);
    CHECK(second.error().what == "cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
                                     " (EADDRINUSE); another program has the port: stop it, "
                                     "choose another port, or 0 for a free one");
}

TEST_CASE("listener: a host name or a foreign address is refused", "[transport]") {
    Loop loop;
    for (const char* host : {"localhost", "192.0.2.1"})
        CHECK_FALSE(transport::Listener::open(loop.io.get_executor(), {host, 0}, loop.settings,
                                              [](auto) {}));
}

TEST_CASE("listener: who has left before it is accepted comes from nowhere", "[transport]") {
    Loop loop;
    Server server(loop);
    UniqueFd gone(socket(AF_INET, SOCK_STREAM, 0));
    REQUIRE(connect_to(server.port(), gone));
    // With a reset, after which the kernel no longer knows its address.
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    setsockopt(gone.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    const Bytes order = message(2, 4);
    REQUIRE(send(gone.get(), order.data(), order.size(), 0) > 0);
    gone.reset();

    loop.settle();

    CHECK(server.peers.empty());
    CHECK(server.listener->connections() == 0);
    Dialler next(loop);
    next.dial(server.port());
    loop.until([&] { return server.peers.size() == 1 && next.peer->connection; });
    hang_up(loop, server, {&next});
}

TEST_CASE("listener: a storm of connections leaves the others their turns", "[transport]") {
    Loop loop;
    PeerPair others(loop);
    others.left->connection->send(message(2, 4));
    loop.until([&] { return others.right->seen.size() == 1; });
    std::size_t accepted = 0;
    auto listener = transport::Listener::open(loop.io.get_executor(), {"127.0.0.1", 0},
                                              loop.settings, [&](auto) {
                                                  if (accepted++ == 0)
                                                      others.left->connection->send(message(2, 4));
                                              });
    REQUIRE(listener);
    std::vector<UniqueFd> storm;
    for (std::size_t i = 0; i < 4 * limits::accepts_a_turn_max; ++i) {
        storm.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(connect_to((*listener)->address().port, storm.back()));
    }

    loop.until([&] { return others.right->seen.size() == 2; });

    CHECK(accepted < storm.size());
    loop.until([&] { return accepted == storm.size(); });
    listener->reset();
    others.left->connection->close({Code::peer_closed, "test is over"});
    loop.run_dry();
}

TEST_CASE("listener: one connection too many is closed, and room is made again", "[transport]") {
    Loop loop;
    Server server(loop, {.connections_max = 1});
    Dialler first(loop);
    Dialler second(loop);
    Dialler third(loop);
    first.dial(server.port());
    loop.until([&] { return server.listener->connections() == 1 && first.peer->connection; });

    second.dial(server.port());
    loop.until([&] { return second.peer->closed; });
    first.peer->connection->close({Code::peer_closed, "done"});
    loop.until([&] { return server.listener->connections() == 0; });
    third.dial(server.port());
    loop.until([&] { return server.peers.size() == 2 && third.peer->connection; });

    CHECK(server.listener->connections() == 1);
    hang_up(loop, server, {&third});
}

TEST_CASE("listener: one address gets no more than its share", "[transport]") {
    Loop loop;
    Server server(loop, {.per_address_max = 1, .local_counts = true});
    Dialler first(loop);
    Dialler second(loop);
    Dialler third(loop);
    first.dial(server.port());
    loop.until([&] { return server.listener->connections() == 1 && first.peer->connection; });

    second.dial(server.port());
    loop.until([&] { return second.peer->closed; });
    CHECK(server.peers.size() == 1);
    first.peer->connection->close({Code::peer_closed, "done"});
    loop.until([&] { return server.listener->connections() == 0; });
    third.dial(server.port());
    loop.until([&] { return server.peers.size() == 2 && third.peer->connection; });

    CHECK(server.listener->connections() == 1);
    hang_up(loop, server, {&third});
}

TEST_CASE("listener: this machine's own programs share no address's limit", "[transport]") {
    Loop loop;
    Server server(loop, {.per_address_max = 1});
    Dialler first(loop);
    Dialler second(loop);

    first.dial(server.port());
    second.dial(server.port());
    loop.until([&] { return server.listener->connections() == 2; });
    loop.until([&] { return first.peer->connection && second.peer->connection; });

    CHECK_FALSE(second.peer->closed);
    hang_up(loop, server, {&first, &second});
}

TEST_CASE("listener: having no file descriptor left refuses one and goes on", "[transport]") {
    Loop loop;
    Server server(loop);
    Dialler refused(loop);
    Dialler later(loop);
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    UniqueFd next(open("/dev/null", O_RDONLY | O_CLOEXEC));
    // Room for the dialling socket and nothing else.
    const rlimit tight{static_cast<rlim_t>(next.get()) + 1, before.rlim_max};
    next.reset();

    setrlimit(RLIMIT_NOFILE, &tight);
    refused.dial(server.port());
    loop.until([&] { return refused.peer->closed; });
    setrlimit(RLIMIT_NOFILE, &before);
    later.dial(server.port());
    loop.until([&] { return later.peer->connection && server.peers.size() == 1; });

    CHECK_FALSE(later.peer->closed);
    hang_up(loop, server, {&later});
}
