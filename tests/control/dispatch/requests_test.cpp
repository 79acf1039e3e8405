#include "support/catch.hpp"

#include <optional>

#include "control/dispatch/requests.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using dispatch::Requests;
using gen::Command;
using gen::Status;

constexpr TimePoint start{1h};
using Reply = gen::StartRelayReply;

struct Asked {
    std::optional<Result<Reply>> outcome;
    int calls = 0;
    auto done() {
        return [this](Result<Reply> result) {
            outcome.emplace(std::move(result));
            ++calls;
        };
    }
};

std::uint16_t id_of(const std::vector<std::byte>& message) {
    return gen::ControlRequest::view(std::span(message).subspan(wire::header_bytes))->request_id;
}

// What a peer would send, as the session hands it over.
bool answer(Requests& requests, const std::vector<std::byte>& message) {
    return requests.answered(
        *gen::ControlResponse::view(std::span(message).subspan(wire::header_bytes)));
}
}  // namespace

TEST_CASE("requests: a reply finds the one who asked", "[dispatch]") {
    Requests requests;
    Asked first;
    Asked second;
    const auto one = requests.ask<Reply>(gen::StartRelayRequest{}, start, first.done());
    const auto two = requests.ask<Reply>(gen::StartRelayRequest{}, start, second.done());

    CHECK(answer(requests, gen::to_message(id_of(*two), Reply{.output_id = 2})));
    CHECK(answer(requests, gen::to_message(id_of(*one), Reply{.output_id = 1})));

    CHECK(first.outcome->value().output_id == 1);
    CHECK(second.outcome->value().output_id == 2);
    CHECK(requests.size() == 0);
}

TEST_CASE("requests: a refusal arrives as an error with the peer's reason", "[dispatch]") {
    Requests requests;
    Asked asked;
    const auto message = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());

    answer(requests, gen::refusal_message(id_of(*message), Command::start_relay, Status::not_found,
                                          "there is no stream 3"));

    CHECK(asked.outcome->error().code == Code::not_found);
    CHECK(asked.outcome->error().what == "there is no stream 3");
}

TEST_CASE("requests: no answer in time is an error, and the late one answers nothing",
          "[dispatch]") {
    Requests requests;
    Asked asked;
    const auto message = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());
    CHECK(requests.next_deadline() == start + limits::request_timeout);

    requests.expire(start + limits::request_timeout - 1ms);
    CHECK(asked.calls == 0);
    requests.expire(start + limits::request_timeout);

    CHECK(asked.outcome->error().code == Code::timed_out);
    CHECK_FALSE(answer(requests, gen::to_message(id_of(*message), Reply{})));
    CHECK(asked.calls == 1);
    CHECK(requests.next_deadline() == TimePoint::max());
}

TEST_CASE("requests: an invented response changes nothing", "[dispatch]") {
    Requests requests;
    Asked asked;
    const auto message = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());
    const auto id = id_of(*message);

    CHECK_FALSE(answer(requests, gen::to_message(static_cast<std::uint16_t>(id + 1), Reply{})));
    CHECK_FALSE(answer(requests, gen::to_message(id, gen::StopRelayReply{})));

    CHECK(asked.calls == 0);
    CHECK(requests.size() == 1);
}

TEST_CASE("requests: an undecodable reply is an error", "[dispatch]") {
    Requests requests;
    Asked asked;
    const auto message = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());
    auto response = gen::to_message(id_of(*message), Reply{.output_id = 1});
    response.pop_back();

    CHECK(answer(requests, response));

    CHECK(asked.outcome->error().what == "start_relay: the reply is truncated at byte 1");
}

TEST_CASE("requests: the end of the connection ends all, and a callback may ask again",
          "[dispatch]") {
    Requests requests;
    Asked asked;
    bool asked_again = false;
    REQUIRE(requests.ask<Reply>(gen::StartRelayRequest{}, start, [&](Result<Reply> result) {
        CHECK(result.error().code == Code::peer_closed);
        asked_again =
            requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done()).has_value();
    }));

    requests.close({Code::peer_closed, "the peer went away"});

    CHECK(asked_again);
    CHECK(requests.size() == 1);
    CHECK(asked.calls == 0);
}

TEST_CASE("requests: no more are open than the limit, over any number of ids", "[dispatch]") {
    Requests requests;
    Asked asked;
    for (std::size_t i = 0; i < limits::requests_open_max; ++i)
        REQUIRE(requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done()));
    const auto refused = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::limit_exceeded);
    CHECK(asked.calls == 0);

    requests.expire(start + 1h);
    for (int i = 0; i < 70'000; ++i) {  // more than there are ids
        const auto message = requests.ask<Reply>(gen::StartRelayRequest{}, start, asked.done());
        REQUIRE(id_of(*message) != 0);
        REQUIRE(answer(requests, gen::to_message(id_of(*message), Reply{})));
    }
}
