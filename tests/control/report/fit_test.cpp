#include "support/catch.hpp"

#include "base/limits.hpp"
#include "control/report/runtime_report.hpp"

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

TEST_CASE("runtime report: carries everything when it fits", "[report]") {
    report::Facts facts;
    facts.node_name = "relay:main";
    facts.boot_nonce = 7;
    facts.uptime = 1500ms;
    facts.resources.resize(3);
    facts.streams.resize(2);
    facts.outputs.resize(4);
    facts.peers = {peer(1)};

    const auto made = report::runtime_report(facts);
    const auto reply = sent(made.reply);

    CHECK(made.left_out == 0);
    CHECK(reply == made.reply);
    CHECK(reply.node_name == "relay:main");
    CHECK(reply.uptime == 1500);
    CHECK(reply.outputs.size() == 4);
    CHECK(reply.peers == facts.peers);
}

TEST_CASE("runtime report: leaves out peers before what the node itself does", "[report]") {
    report::Facts facts;
    facts.streams.resize(limits::streams_max);
    facts.outputs.resize(limits::outputs_max);
    for (std::size_t i = 0; i < limits::peers_max; ++i) facts.peers.push_back(peer(i));

    const auto made = report::runtime_report(facts);
    const auto reply = sent(made.reply);

    CHECK(reply.streams.size() == limits::streams_max);
    CHECK(reply.outputs.size() == limits::outputs_max);
    CHECK(reply.peers.size() + made.left_out == limits::peers_max);
    CHECK(made.left_out > 0);
}

TEST_CASE("runtime report: a long text is cut between characters", "[report]") {
    report::Facts facts;
    facts.resources.resize(1);
    facts.resources[0].error = std::string(254, 'x') + "\u00e4\u00e4";

    const auto reply = sent(report::runtime_report(facts).reply);

    CHECK(reply.resources[0].error == std::string(254, 'x'));
}

TEST_CASE("runtime report: durations saturate instead of wrapping", "[report]") {
    CHECK(report::whole_ms(-1s) == 0);
    CHECK(report::whole_ms(2500us) == 2);
    CHECK(report::short_ms(1h * 24 * 365) == 0xFFFFFFFFu);
    CHECK(report::short_ms(TimePoint::max() - TimePoint{}) == 0xFFFFFFFFu);
}
