#include "support/catch.hpp"

#include "base/limits.hpp"
#include "control/report/fit.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;

gen::PeerState peer(std::size_t number) {
    gen::PeerState made;
    made.name = "peer:" + std::to_string(number) + std::string(200, 'x');
    made.address = "10.0.0.1:8001";
    return made;
}

// As it arrives at the other end.
gen::GetRuntimeStateReply sent(const gen::GetRuntimeStateReply& reply) {
    const auto message = gen::to_message(std::uint16_t{1}, reply);
    REQUIRE(message.size() <= wire::header_bytes + limits::control_payload_bytes_max);
    const auto response =
        gen::ControlResponse::view(std::span(message).subspan(wire::header_bytes));
    return gen::GetRuntimeStateReply::decode(response->body).value();
}
}  // namespace

TEST_CASE("report: carries everything when it fits", "[report]") {
    gen::GetRuntimeStateReply reply;
    reply.node_name = "relay:main";
    reply.uptime = 1500;
    reply.resources.resize(3);
    reply.streams.resize(2);
    reply.outputs.resize(4);
    reply.peers = {peer(1)};
    const auto before = reply;

    CHECK(report::fit(reply) == 0);

    CHECK(reply == before);
    CHECK(sent(reply) == before);
}

TEST_CASE("report: leaves out peers before what the node itself does", "[report]") {
    gen::GetRuntimeStateReply reply;
    reply.streams.resize(limits::streams_max);
    reply.outputs.resize(limits::outputs_max);
    for (std::size_t i = 0; i < limits::peers_max; ++i) reply.peers.push_back(peer(i));

    const std::size_t left_out = report::fit(reply);
    const auto arrived = sent(reply);

    CHECK(arrived.streams.size() == limits::streams_max);
    CHECK(arrived.outputs.size() == limits::outputs_max);
    CHECK(arrived.peers.size() + left_out == limits::peers_max);
    CHECK(left_out > 0);
}

TEST_CASE("report: a list longer than its count can say is cut", "[report]") {
    gen::GetRuntimeStateReply reply;
    reply.resources.resize(70'000);

    const std::size_t left_out = report::fit(reply);

    CHECK(sent(reply).resources.size() + left_out == 70'000);
}

TEST_CASE("report: a long text is cut between characters", "[report]") {
    gen::GetRuntimeStateReply reply;
    reply.resources.resize(1);
    reply.resources[0].error = std::string(254, 'x') + "\u00e4\u00e4";

    report::fit(reply);

    CHECK(sent(reply).resources[0].error == std::string(254, 'x'));
}

TEST_CASE("report: durations saturate instead of wrapping", "[report]") {
    CHECK(report::whole_ms(-1s) == 0);
    CHECK(report::whole_ms(2500us) == 2);
    CHECK(report::short_ms(1h * 24 * 365) == 0xFFFFFFFFu);
    CHECK(report::short_ms(TimePoint::max() - TimePoint{}) == 0xFFFFFFFFu);
}
