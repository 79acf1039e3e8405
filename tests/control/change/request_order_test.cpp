#include "control/change/request_order.hpp"

#include <optional>
#include <span>
#include <vector>

#include "base/limits.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using change::RequestOrder;

constexpr auto starts = gen::Command::start_relay;
constexpr auto question = gen::Command::get_config_state;
constexpr std::uint64_t session = 7;

// Serves by writing the request's id down; a change stays open until the test ends it.
struct Bench {
    Bench() { order.add_change(starts); }

    bool ask(std::uint16_t id, gen::Command command, std::uint64_t from = session) {
        return order.arrived(from, {id, command, {}}).has_value();
    }
    Result<> ask_at_length(std::size_t bytes, std::uint64_t from = session) {
        return order.arrived(from, {9, question, std::span(body).first(bytes)});
    }

    std::vector<std::byte> body = std::vector<std::byte>(limits::requests_held_bytes_max);
    std::vector<std::uint16_t> served;
    RequestOrder order{[this](std::uint64_t from, const gen::ControlRequest::View& request) {
        served.push_back(request.request_id);
        if (request.command == starts) order.change_began(from);
    }};
};

using Ids = std::vector<std::uint16_t>;
}  // namespace

TEST_CASE("request order: what comes behind a change waits for its answer", "[change]") {
    Bench bench;
    bench.ask(1, question);
    bench.ask(2, starts);
    bench.ask(3, question);
    CHECK(bench.served == Ids{1, 2});

    bench.order.change_ended(session);

    CHECK(bench.served == Ids{1, 2, 3});
}

TEST_CASE("request order: changes in a row do not wait for each other", "[change]") {
    Bench bench;
    for (std::uint16_t id = 1; id <= 4; ++id) bench.ask(id, starts);
    bench.ask(5, question);
    CHECK(bench.served == Ids{1, 2, 3, 4});

    for (int i = 0; i < 3; ++i) bench.order.change_ended(session);
    CHECK(bench.served == Ids{1, 2, 3, 4});
    bench.order.change_ended(session);
    CHECK(bench.served == Ids{1, 2, 3, 4, 5});
}

TEST_CASE("request order: a change behind a waiting question waits with it", "[change]") {
    Bench bench;
    bench.ask(1, starts);
    bench.ask(2, question);
    bench.ask(3, starts);
    bench.ask(4, question);
    CHECK(bench.served == Ids{1});

    bench.order.change_ended(session);
    CHECK(bench.served == Ids{1, 2, 3});
    bench.order.change_ended(session);
    CHECK(bench.served == Ids{1, 2, 3, 4});
}

TEST_CASE("request order: one peer's changes hold up nobody else", "[change]") {
    Bench bench;
    bench.ask(1, starts);

    bench.ask(2, question, session + 1);

    CHECK(bench.served == Ids{1, 2});
}

TEST_CASE("request order: waiting requests are bounded, and gone with their session", "[change]") {
    Bench bench;
    bench.ask(1, starts);
    for (std::size_t i = 0; i < limits::requests_open_max; ++i) CHECK(bench.ask(2, question));
    CHECK_FALSE(bench.ask(3, question));

    bench.order.session_closed(session);
    bench.order.change_ended(session);

    CHECK(bench.served == Ids{1});
}

TEST_CASE("request order: waiting requests are bounded in bytes, but for one of any size",
          "[change]") {
    constexpr std::size_t most = limits::requests_held_bytes_max;
    Bench bench;
    bench.ask(1, starts);
    REQUIRE(bench.ask_at_length(most / 2));
    REQUIRE(bench.ask_at_length(most / 2));

    const auto refused = bench.ask_at_length(1);

    REQUIRE_FALSE(refused);
    CHECK(refused.error().what ==
          "requests of more than 1048576 bytes would wait behind a change of this peer; wait for "
          "an answer before asking more");
    CHECK(bench.ask(2, question));  // those that say no more than their name find room
    bench.ask(3, starts, session + 1);
    CHECK(bench.ask_at_length(most, session + 1));

    bench.order.change_ended(session);
    bench.ask(4, starts);
    CHECK(bench.ask_at_length(most));
}
