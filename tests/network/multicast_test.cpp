#include "support/catch.hpp"

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <optional>

#include <unistd.h>

#include "base/limits.hpp"
#include "network/discovery.hpp"
#include "transport/multicast_socket.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using transport::MulticastSocket;

const std::string log_problem = log::configure("discovery:off");

// A node of which only discovery runs, on a real socket and the real clock.
class Node {
public:
    Node(asio::io_context& io, const transport::Address& group, std::string name,
         std::uint64_t nonce)
        : timer_(io) {
        gen::Announcement self;
        self.name = std::move(name);
        self.tcp_port = static_cast<std::uint16_t>(8000 + nonce);
        self.boot_nonce = nonce;
        socket_ =
            MulticastSocket::open(io.get_executor(), group, MulticastSocket::Scope::loopback_only,
                                  [this](auto bytes, const auto& sender) {
                                      discovery->received(bytes, sender, monotonic_now());
                                  })
                .value();
        discovery.emplace(
            self, [this](auto bytes) { return socket_->send(bytes); }, system_random(),
            [this] { timer_.cancel(); });
        run();
    }

    std::optional<network::Discovery> discovery;

private:
    void run() {
        timer_.expires_at(discovery->tick(monotonic_now()));
        timer_.async_wait([this](auto) { run(); });
    }

    std::unique_ptr<MulticastSocket> socket_;
    asio::steady_timer timer_;
};
}  // namespace

TEST_CASE("discovery: two nodes of one machine find each other over multicast", "[network]") {
    asio::io_context io;
    // A port of its own, so that other runs and real nodes are not heard.
    const transport::Address group{"239.255.77.1",
                                   static_cast<std::uint16_t>(20'000 + ::getpid() % 20'000)};
    Node first(io, group, "cam:a", 1);
    Node second(io, group, "relay:main", 2);

    const TimePoint give_up = monotonic_now() + 30s;
    const auto both = [&] {
        return first.discovery->peers().size() == 1 && second.discovery->peers().size() == 1;
    };
    while (!both() && monotonic_now() < give_up) io.run_one_for(100ms);

    REQUIRE(both());
    CHECK(transport::text(first.discovery->peers().find("relay:main")->address) ==
          "127.0.0.1:8002");
}
