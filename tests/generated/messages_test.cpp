#include "gen/messages.hpp"

#include <cstring>

#include "support/catch.hpp"

namespace {
using namespace weir;

std::span<const std::byte> payload(const std::vector<std::byte>& message) {
    return std::span(message).subspan(wire::header_bytes);
}

gen::EnumControlsReply controls() {
    gen::EnumControlsReply out;
    for (std::uint32_t i = 0; i < 3; ++i) {
        gen::Control control;
        control.id = i;
        control.type = gen::ControlType::menu;
        control.minimum = -1;
        control.name = "Power line";
        control.menu = {{.index = 0, .value = 50, .name = "50 Hz"},
                        {.index = 1, .value = 60, .name = "60 Hz"}};
        out.controls.push_back(control);
    }
    return out;
}
}  // namespace

TEST_CASE("generated: a message is its header and its fields", "[generated]") {
    const auto bytes = gen::to_message(gen::StreamEvent{
        .stream_id = 3, .code = gen::EventCode::interrupted, .age = 16, .detail = "hi"});

    const unsigned char expected[] = {4, 0, 10, 0, 0, 0, 3, 0, 1, 16, 0, 0, 0, 2, 'h', 'i'};
    REQUIRE(bytes.size() == sizeof expected);
    CHECK(std::memcmp(bytes.data(), expected, sizeof expected) == 0);
}

TEST_CASE("generated: a view reads without copying and owns on request", "[generated]") {
    gen::CongestionReport report;
    report.frames_sent = 9;
    report.drops = {{gen::DropCause::replaced, 4}, {gen::DropCause::oversized, 1}};
    const auto bytes = gen::to_message(report);

    const auto view = gen::CongestionReport::view(payload(bytes));

    REQUIRE(view);
    std::uint64_t dropped = 0;
    for (const auto& drop : view->drops) dropped += drop.frames;
    CHECK(dropped == 5);
    CHECK(view->own() == report);
}

TEST_CASE("generated: nested lists survive the way through bytes", "[generated]") {
    const auto wanted = controls();
    const auto bytes = gen::to_message(7, wanted);

    const auto response = gen::ControlResponse::view(payload(bytes));
    REQUIRE(response);
    CHECK(response->request_id == 7);
    CHECK(response->status == gen::Status::ok);
    REQUIRE(response->command == gen::EnumControlsReply::command);

    const auto got = gen::EnumControlsReply::decode(response->body);
    REQUIRE(got);
    CHECK(*got == wanted);
}

TEST_CASE("generated: a walk shows every element once, innermost first", "[generated]") {
    struct Names {
        std::string& seen;
        void operator()(const gen::MenuItem::View& item) const {
            seen += "(" + std::string(item.name) + ")";
        }
        void operator()(const gen::Control::View& control) const {
            seen += std::to_string(control.id);
        }
    };
    std::vector<std::byte> bytes(controls().encoded_size());
    wire::Writer out(bytes);
    controls().encode(out);
    std::string seen;

    const auto reply = gen::visit<gen::EnumControlsReply>(bytes, Names{seen});

    REQUIRE(reply.has_value());
    CHECK(reply->controls.size() == 3);
    CHECK(seen == "(50 Hz)(60 Hz)0(50 Hz)(60 Hz)1(50 Hz)(60 Hz)2");
}

TEST_CASE("generated: a walk over broken bytes ends at the error", "[generated]") {
    std::vector<std::byte> bytes(controls().encoded_size());
    wire::Writer out(bytes);
    controls().encode(out);
    std::size_t seen = 0;

    const auto reply = gen::visit<gen::EnumControlsReply>(
        std::span(bytes).first(bytes.size() - 1), [&](const gen::Control::View&) { ++seen; });

    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().problem == wire::DecodeProblem::truncated);
    CHECK(seen == 2);
}

TEST_CASE("generated: no proper prefix is accepted", "[generated]") {
    std::vector<std::byte> bytes(controls().encoded_size());
    wire::Writer out(bytes);
    controls().encode(out);

    for (std::size_t size = 0; size < bytes.size(); ++size)
        REQUIRE_FALSE(gen::EnumControlsReply::view(std::span(bytes).first(size)));
}

TEST_CASE("generated: what a newer peer appended is skipped and kept", "[generated]") {
    auto bytes = gen::to_message(gen::Ping{.nonce = 5, .sent_at = 6});
    bytes.push_back(std::byte{42});

    const auto view = gen::Ping::view(payload(bytes));

    REQUIRE(view);
    CHECK(view->nonce == 5);
    REQUIRE(view->extra.size() == 1);
    CHECK(view->extra[0] == std::byte{42});
}

TEST_CASE("generated: a frame's head and its payload make the message", "[generated]") {
    const gen::TimedFrame frame{
        .stream_id = 3,
        .head = {gen::MediaKind::video, gen::FrameFlags::keyframe, 77, 123456789},
        .data = {std::byte{1}, std::byte{2}}};
    std::array<std::byte, gen::TimedFrame::head_bytes> head{};

    const std::size_t size = gen::encode_timed_frame_head(head, 3, frame.head, frame.data.size());
    std::vector<std::byte> gathered(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
    gathered.insert(gathered.end(), frame.data.begin(), frame.data.end());

    CHECK(gathered == gen::to_message(frame));
}

TEST_CASE("generated: a head that has grown keeps its unknown bytes through a relay",
          "[generated]") {
    const std::array extra{std::byte{9}, std::byte{8}};
    const gen::MediaHead known{
        .media_kind = gen::MediaKind::video, .flags = {}, .sequence = 5, .capture_time = 0};
    std::array<std::byte, 64> head{};

    const std::size_t size = gen::encode_timed_frame_head(head, 3, known, 0, extra);
    const auto sent = std::span(head).first(size).subspan(wire::header_bytes);
    const auto view = gen::TimedFrame::view(sent);

    REQUIRE(view);
    CHECK(view->head.sequence == 5);
    CHECK(std::ranges::equal(view->head.extra, extra));
    CHECK(view->data.empty());
}

TEST_CASE("generated: a refusal says why", "[generated]") {
    const auto bytes = gen::refusal_message(9, gen::Command::start_relay, gen::Status::not_found,
                                            "stream 3: not on this node");

    const auto response = gen::ControlResponse::view(payload(bytes));

    REQUIRE(response);
    CHECK(response->status == gen::Status::not_found);
    CHECK(gen::Refusal::view(response->body)->reason == "stream 3: not on this node");
}

TEST_CASE("generated: names and access", "[generated]") {
    CHECK(gen::name(gen::Format::raw_zstd) == "raw_zstd");
    CHECK(gen::name(static_cast<gen::Format>(999)).empty());
    CHECK(gen::from_name<gen::TransportMode>("auto") == gen::TransportMode::auto_);
    CHECK_FALSE(gen::from_name<gen::Format>("gif"));
    CHECK(gen::name_of_message(gen::Hello::type) == "hello");
    CHECK(gen::access_of(gen::Command::start_ingest) == gen::Access::control);
    CHECK_FALSE(gen::access_of(static_cast<gen::Command>(0xffff)));
    CHECK(gen::has(gen::FunctionFlags::relay | gen::FunctionFlags::sink, gen::FunctionFlags::sink));
}

TEST_CASE("generated: wanted state and its command hold the same fields", "[generated]") {
    gen::StartRelayRequest request;
    request.stream_id = 3;
    request.mode = gen::DeliveryMode::completeness;
    request.dest_host = "relay:main";

    auto edge = request.as_relay_edge();
    edge.output_id = 4;

    CHECK(edge.dest_host == "relay:main");
    CHECK(gen::StartRelayRequest::from(edge) == request);
}
