#include "support/catch.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <memory>
#include <string>

#include "base/limits.hpp"
#include "base/random.hpp"
#include "nodes/metrics_server.hpp"

namespace {
using namespace weir;
using nodes::http_answer;

std::string missing;
nodes::HttpAnswer ask(const std::string& head) {
    return http_answer(
        head, [] { return std::string("weir_up_seconds 1\n"); }, [] { return missing; });
}
}  // namespace

TEST_CASE("metrics server: three paths and no more", "[nodes]") {
    missing.clear();
    CHECK(ask("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").body == "weir_up_seconds 1\n");
    CHECK(ask("GET /metrics?x=1 HTTP/1.0\r\n\r\n").status == 200);
    CHECK(ask("GET /healthz HTTP/1.1\r\n\r\n").body == "ok\n");
    CHECK(ask("GET /readyz HTTP/1.1\r\n\r\n").status == 200);
    CHECK(ask("GET / HTTP/1.1\r\n\r\n").status == 404);
    CHECK(ask("GET /metrics/../etc/passwd HTTP/1.1\r\n\r\n").status == 404);
    missing = "output x is detached\n";
    CHECK(ask("GET /readyz HTTP/1.1\r\n\r\n").status == 503);
    CHECK(ask("GET /readyz HTTP/1.1\r\n\r\n").body == missing);
}

TEST_CASE("metrics server: other methods and other protocols are refused", "[nodes]") {
    CHECK(ask("POST /metrics HTTP/1.1\r\n\r\n").status == 405);
    for (const auto* nonsense :
         {"", " ", "GET", "GET /metrics", "GET /metrics SPDY/3", "\r\n\r\n", "\x16\x03\x01\x02"}) {
        INFO(nonsense);
        CHECK(ask(nonsense).status == 400);
    }
    Random random = seeded_random(5);
    for (int round = 0; round < 5000; ++round) {
        std::string head(random() % 60, ' ');
        for (char& c : head) c = static_cast<char>(random());
        const auto answer = ask(head);
        REQUIRE((answer.status == 400 || answer.status == 404 || answer.status == 405));
    }
}

TEST_CASE("metrics server: the length is that of the body, which HEAD does not get", "[nodes]") {
    const nodes::HttpAnswer answer{200, "text/plain", "abc"};

    CHECK(nodes::http_text(answer, true)
              .ends_with("Content-Length: 3\r\nConnection: close\r\n\r\nabc"));
    CHECK(nodes::http_text(answer, false).ends_with("\r\n\r\n"));
}

namespace {

// Somebody who connects and says what he likes.
struct Visitor {
    explicit Visitor(asio::io_context& io, const transport::Address& at) : socket(io) {
        socket.connect({asio::ip::make_address(at.host), at.port});
    }
    void say(std::string_view text) { asio::write(socket, asio::buffer(text)); }
    std::string heard() {
        std::string all;
        std::error_code end;
        asio::read(socket, asio::dynamic_buffer(all), end);
        return all;
    }
    asio::ip::tcp::socket socket;
};

struct Served {
    Served() {
        auto opened = nodes::MetricsServer::open(
            io.get_executor(), {"127.0.0.1", 0},
            {[this] { return "asked " + std::to_string(++asked) + "\n"; }, [] { return ""; }});
        REQUIRE(opened);
        server = std::move(*opened);
    }
    // What there is to do now, and what that leads to.
    void settle() {
        io.restart();
        while (io.run_for(std::chrono::milliseconds(50)) > 0) io.restart();
        io.restart();
    }
    asio::io_context io;
    asio::io_context outside;
    int asked = 0;
    std::unique_ptr<nodes::MetricsServer> server;
};

}  // namespace

TEST_CASE("metrics server: a visitor under way asks nothing of a node that ends", "[nodes]") {
    Served served;
    Visitor early(served.outside, served.server->address());
    Visitor late(served.outside, served.server->address());
    early.say("GET /metrics HTTP/1.1\r\n\r\n");
    late.say("GET /metrics HT");
    served.settle();
    REQUIRE(served.asked == 1);

    served.server.reset();
    late.say("TP/1.1\r\n\r\n");
    served.settle();

    CHECK(early.heard().ends_with("asked 1\n"));
    CHECK(late.heard().empty());
    CHECK(served.asked == 1);
    // Nothing keeps the node's loop from running dry.
    served.io.restart();
    served.io.poll();
    CHECK(served.io.stopped());
}

TEST_CASE("metrics server: without a free descriptor it waits instead of trying at once",
          "[nodes]") {
    Served served;
    Visitor visitor(served.outside, served.server->address());
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none{static_cast<rlim_t>(::dup(0)), before.rlim_max};
    ::close(static_cast<int>(none.rlim_cur));

    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    served.io.restart();
    std::size_t turns = 0;
    for (; turns < 1000 && served.io.run_one_for(limits::accept_pause / 4) > 0; ++turns) continue;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);

    CHECK(turns < 100);
    visitor.say("GET /healthz HTTP/1.1\r\n\r\n");
    served.io.restart();
    while (served.io.run_one_for(std::chrono::seconds(1)) > 0) continue;
    CHECK(visitor.heard().ends_with("ok\n"));
}
