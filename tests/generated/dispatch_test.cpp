#include "gen/dispatch.hpp"

#include <string>

#include "support/catch.hpp"

namespace {
using namespace weir;

struct NamesEverything {
    std::string seen;
    void operator()(const gen::Hello::View& hello) {
        seen = "hello from " + std::string(hello.node_name);
    }
    void operator()(const gen::StopRelayRequest::View& stop) {
        seen = "stop " + std::to_string(stop.output_id);
    }
    void operator()(const auto&) { seen = "another"; }
};

struct OnlyHello {
    void operator()(const gen::Hello::View&) {}
};

std::vector<std::byte> payload(const gen::Hello& hello) {
    const auto bytes = gen::to_message(hello);
    return {bytes.begin() + wire::header_bytes, bytes.end()};
}
}  // namespace

static_assert(gen::HandlesMessages<NamesEverything>);
static_assert(!gen::HandlesMessages<OnlyHello>);
static_assert(gen::HandlesRequests<NamesEverything>);
static_assert(!gen::HandlesRequests<OnlyHello>);

TEST_CASE("dispatch: a message reaches its own handler", "[generated]") {
    NamesEverything handler;
    gen::Hello hello;
    hello.node_name = "relay:main";

    const auto done = gen::dispatch(gen::Hello::type, payload(hello), handler);

    REQUIRE(done.has_value());
    CHECK(*done);
    CHECK(handler.seen == "hello from relay:main");
}

TEST_CASE("dispatch: what this build does not know is left to the caller", "[generated]") {
    NamesEverything handler;

    CHECK(gen::dispatch(0x7777, {}, handler) == false);
    CHECK(gen::dispatch_request(static_cast<gen::Command>(0x7777), {}, handler) == false);
    CHECK(handler.seen.empty());
}

TEST_CASE("dispatch: malformed bytes reach no handler", "[generated]") {
    NamesEverything handler;

    const auto done = gen::dispatch(gen::Hello::type, {}, handler);

    REQUIRE_FALSE(done.has_value());
    CHECK(done.error() == wire::DecodeError{wire::DecodeProblem::truncated, 0});
    CHECK(handler.seen.empty());
}

TEST_CASE("dispatch: the body of a command reaches the command's handler", "[generated]") {
    NamesEverything handler;
    const std::byte body[] = {std::byte{7}, std::byte{0}};

    CHECK(gen::dispatch_request(gen::Command::stop_relay, body, handler) == true);
    CHECK(handler.seen == "stop 7");
    CHECK(gen::dispatch_reply(gen::Command::stop_relay, {}, handler) == true);
    CHECK(handler.seen == "another");
}
