#include "support/catch.hpp"

#include <optional>

#include "base/limits.hpp"
#include "base/random.hpp"
#include "control/dispatch/dispatcher.hpp"

namespace {
using namespace weir;
using dispatch::AnswerWith;
using dispatch::Dispatcher;
using dispatch::Peer;
using dispatch::Rights;
using gen::Command;
using gen::Status;

struct FakePeer : Peer {
    std::string_view name() const override { return "test"; }
    Rights rights() const override { return may; }
    void send(std::vector<std::byte> message) override { sent.push_back(std::move(message)); }

    gen::ControlResponse response(std::size_t index) const {
        return *gen::ControlResponse::decode(std::span(sent.at(index)).subspan(wire::header_bytes));
    }
    std::string reason(std::size_t index) const {
        return gen::Refusal::decode(response(index).body)->reason;
    }

    Rights may = Rights::admin;
    std::vector<std::vector<std::byte>> sent;
};

template <typename Request>
std::vector<std::byte> body_of(const Request& request) {
    std::vector<std::byte> body(request.encoded_size());
    wire::Writer out(body);
    request.encode(out);
    return body;
}

struct Bench {
    Dispatcher dispatcher;
    std::shared_ptr<FakePeer> peer = std::make_shared<FakePeer>();

    void ask(Command command, std::span<const std::byte> body, std::uint16_t id = 7) {
        gen::ControlRequest::View view;
        view.request_id = id;
        view.command = command;
        view.body = body;
        dispatcher.dispatch(view, peer);
    }
};
}  // namespace

TEST_CASE("dispatcher: a request reaches its handler and its reply the peer", "[dispatch]") {
    Bench bench;
    gen::StartRelayRequest seen;
    bench.dispatcher.on<gen::StartRelayRequest>(
        [&](const gen::StartRelayRequest& request,
            Peer&) -> std::expected<gen::StartRelayReply, dispatch::Refusal> {
            seen = request;
            return gen::StartRelayReply{.output_id = 12};
        });
    gen::StartRelayRequest request;
    request.stream_id = 3;
    request.dest_host = "relay:main";

    bench.ask(Command::start_relay, body_of(request));

    CHECK(seen == request);
    REQUIRE(bench.peer->sent.size() == 1);
    const auto response = bench.peer->response(0);
    CHECK(response.request_id == 7);
    CHECK(response.status == Status::ok);
    CHECK(gen::StartRelayReply::decode(response.body)->output_id == 12);
}

TEST_CASE("dispatcher: a handler's refusal reaches the peer with its reason", "[dispatch]") {
    Bench bench;
    bench.dispatcher.on<gen::StopRelayRequest>(
        [](const gen::StopRelayRequest&,
           Peer&) -> std::expected<gen::StopRelayReply, dispatch::Refusal> {
            return dispatch::refuse(Status::not_found, "there is no output 4");
        });

    bench.ask(Command::stop_relay, body_of(gen::StopRelayRequest{.output_id = 4}));

    CHECK(bench.peer->response(0).status == Status::not_found);
    CHECK(bench.peer->reason(0) == "there is no output 4");
}

TEST_CASE("dispatcher: what nobody serves is an unknown command", "[dispatch]") {
    Bench bench;

    bench.ask(Command::enum_monitors, {});
    bench.ask(static_cast<Command>(0xBEEF), {});

    CHECK(bench.peer->response(0).status == Status::unknown_command);
    CHECK(bench.peer->reason(0) == "enum_monitors is not served here");
    CHECK(bench.peer->response(1).status == Status::unknown_command);
    CHECK(bench.peer->response(1).command == static_cast<Command>(0xBEEF));
    CHECK(bench.peer->reason(1) == "command 0xbeef is not served here");
}

TEST_CASE("dispatcher: every truncation of a body is refused with the place", "[dispatch]") {
    Bench bench;
    int called = 0;
    bench.dispatcher.on<gen::EnumControlsRequest>(
        [&](const gen::EnumControlsRequest&,
            Peer&) -> std::expected<gen::EnumControlsReply, dispatch::Refusal> {
            ++called;
            return gen::EnumControlsReply{};
        });
    const auto body = body_of(gen::EnumControlsRequest{.device_path = "v4l2:/dev/video0"});

    for (std::size_t size = 0; size < body.size(); ++size)
        bench.ask(Command::enum_controls, std::span(body).first(size));

    CHECK(called == 0);
    REQUIRE(bench.peer->sent.size() == body.size());
    for (std::size_t i = 0; i < body.size(); ++i)
        REQUIRE(bench.peer->response(i).status == Status::invalid_params);
    CHECK(bench.peer->reason(4).starts_with("enum_controls: the request is truncated at byte "));
}

TEST_CASE("dispatcher: a command needs the right that the schema asks for", "[dispatch]") {
    const auto rights = GENERATE(Rights::none, Rights::view, Rights::control, Rights::admin);
    Bench bench;
    bench.peer->may = rights;
    bench.dispatcher.on<gen::GetConfigStateRequest>(
        [](const auto&, Peer&) -> std::expected<gen::GetConfigStateReply, dispatch::Refusal> {
            return gen::GetConfigStateReply{};
        });
    bench.dispatcher.on<gen::StopSinkRequest>(
        [](const auto&, Peer&) -> std::expected<gen::StopSinkReply, dispatch::Refusal> {
            return gen::StopSinkReply{};
        });

    bench.ask(Command::get_config_state, {});
    bench.ask(Command::stop_sink, body_of(gen::StopSinkRequest{}));

    CHECK((bench.peer->response(0).status == Status::ok) == (rights >= Rights::view));
    CHECK((bench.peer->response(1).status == Status::ok) == (rights >= Rights::control));
    if (rights == Rights::view)
        CHECK(bench.peer->reason(1) == "stop_sink needs the right to control, this peer has view");
}

TEST_CASE("dispatcher: an answer may come later, even after the peer has gone", "[dispatch]") {
    Bench bench;
    std::optional<AnswerWith<gen::EnumDevicesReply>> kept;
    bench.dispatcher.on_later<gen::EnumDevicesRequest, gen::EnumDevicesReply>(
        [&](const auto&, Peer&, auto answer) { kept.emplace(std::move(answer)); });

    bench.ask(Command::enum_devices, {});
    CHECK(bench.peer->sent.empty());
    kept->reply(gen::EnumDevicesReply{});
    kept.reset();
    CHECK(bench.peer->sent.size() == 1);

    bench.ask(Command::enum_devices, {});
    bench.peer.reset();
    kept->reply(gen::EnumDevicesReply{});
}

TEST_CASE("dispatcher: an answer that is dropped tells the peer so", "[dispatch]") {
    Bench bench;
    bench.dispatcher.on_later<gen::EnumDevicesRequest, gen::EnumDevicesReply>(
        [](const auto&, Peer&, auto) {});

    bench.ask(Command::enum_devices, {});

    CHECK(bench.peer->response(0).status == Status::error);
    CHECK(bench.peer->reason(0) == "enum_devices was given up before it ended");
}

TEST_CASE("dispatcher: a flood of unanswered requests is bounded", "[dispatch]") {
    Bench bench;
    std::vector<AnswerWith<gen::EnumDevicesReply>> kept;
    bench.dispatcher.on_later<gen::EnumDevicesRequest, gen::EnumDevicesReply>(
        [&](const auto&, Peer&, auto answer) { kept.push_back(std::move(answer)); });

    for (int i = 0; i < 1'000; ++i) bench.ask(Command::enum_devices, {});
    CHECK(kept.size() == limits::requests_open_max);
    CHECK(bench.peer->sent.size() == 1'000 - limits::requests_open_max);

    kept.front().reply(gen::EnumDevicesReply{});
    bench.ask(Command::enum_devices, {});
    CHECK(kept.size() == limits::requests_open_max + 1);
}

TEST_CASE("dispatcher: random requests are each answered once", "[dispatch]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    CAPTURE(seed);
    Random random = seeded_random(seed);
    Bench bench;
    bench.dispatcher.on<gen::StartIngestRequest>(
        [](const auto&, Peer&) -> std::expected<gen::StartIngestReply, dispatch::Refusal> {
            return gen::StartIngestReply{};
        });
    bench.dispatcher.on<gen::StartRelayRequest>(
        [](const auto&, Peer&) -> std::expected<gen::StartRelayReply, dispatch::Refusal> {
            return gen::StartRelayReply{};
        });

    for (std::size_t i = 0; i < 20'000; ++i) {
        std::vector<std::byte> body(random() % 64);
        for (auto& byte : body) byte = static_cast<std::byte>(random());
        bench.ask(static_cast<Command>(random() % 24), body, static_cast<std::uint16_t>(i));
        REQUIRE(bench.peer->sent.size() == i + 1);
        REQUIRE(bench.peer->response(i).request_id == static_cast<std::uint16_t>(i));
    }
}
