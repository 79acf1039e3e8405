#include "support/catch.hpp"

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
