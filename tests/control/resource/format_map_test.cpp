#include "control/resource/format_map.hpp"

#include "support/catch.hpp"

#include "base/limits.hpp"

using namespace weir;

TEST_CASE("format map: every encoding, layout and origin survives the wire", "[resource]") {
    for (int encoding = 0; encoding <= static_cast<int>(frame::Encoding::raw_zstd); ++encoding)
        for (int origin = 0; origin <= static_cast<int>(frame::Origin::software_other); ++origin) {
            frame::StreamFormat format;
            format.encoding = static_cast<frame::Encoding>(encoding);
            format.layout = frame::PixelLayout::yuv420_planar;
            format.origin = static_cast<frame::Origin>(origin);
            format.width = 1920;
            format.height = 1080;
            format.fps_n = 30000;
            format.fps_d = 1001;

            const auto back = resource::from_wire(resource::to_wire(3, format));

            REQUIRE(back);
            CHECK(*back == format);
        }
}

TEST_CASE("format map: the reference's numbers", "[resource]") {
    CHECK(static_cast<int>(resource::to_wire(frame::Encoding::mjpeg)) == 1);
    CHECK(static_cast<int>(resource::to_wire(frame::Encoding::raw_zstd)) == 9);
    CHECK(static_cast<int>(resource::to_wire(frame::PixelLayout::bgra)) == 1);
    CHECK(static_cast<int>(resource::to_wire(frame::Origin::device_native)) == 1);
}

TEST_CASE("format map: an encoding without a name is refused, an unknown origin is not",
          "[resource]") {
    gen::StreamOpenRequest request;
    request.stream_id = 5;
    request.format = static_cast<gen::Format>(77);

    const auto unknown = resource::from_wire(request);

    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == Code::unsupported);
    CHECK(unknown.error().what ==
          "stream 5: format 77 is unknown here; there are mjpeg, h264, h265, av1, ffv1, prores, "
          "qoi, raw, raw_zstd");

    request.format = gen::Format::mjpeg;
    request.origin = static_cast<gen::Origin>(77);
    CHECK(resource::from_wire(request));
}

TEST_CASE("format map: output settings take defaults for zero and refuse what is absurd",
          "[resource]") {
    gen::StartRelayRequest request;
    request.stream_id = 5;
    request.mode = gen::DeliveryMode::completeness;

    const auto settings = resource::output_settings(request);

    REQUIRE(settings);
    CHECK(settings->budget.frames_max == limits::completeness_frames_default);
    CHECK(settings->budget.bytes_max == limits::completeness_bytes_default);

    request.bytes_max = ~std::uint64_t{0};
    CHECK(resource::output_settings(request).error().code == Code::bad_request);
    request.bytes_max = 0;
    request.mode = gen::DeliveryMode::opaque;
    CHECK(resource::output_settings(request).error().code == Code::unsupported);
    request.dest_host = "127.0.0.1";
    request.dest_port = 9000;
    CHECK(resource::output_settings(request)->delivery == relay::Delivery::opaque);
    request.mode = static_cast<gen::DeliveryMode>(9);
    CHECK(resource::output_settings(request).error().code == Code::bad_request);
}

TEST_CASE("format map: what version 2 added reaches the output", "[resource]") {
    gen::StartRelayRequest request;
    request.stream_id = 5;
    request.mode = gen::DeliveryMode::completeness;
    const auto before = resource::output_settings(request);
    request.budget_policy = gen::BudgetPolicy::soft;
    request.scheduler = gen::Scheduler::weighted_round_robin;
    request.weight = 7;

    const auto settings = resource::output_settings(request);

    REQUIRE(before);
    CHECK(before->budget.policy == relay::BudgetPolicy::hard);
    CHECK_FALSE(before->scheduler);
    CHECK(before->weight == 1);
    REQUIRE(settings);
    CHECK(settings->budget.policy == relay::BudgetPolicy::soft);
    CHECK(settings->scheduler == relay::SchedulerKind::weighted_round_robin);
    CHECK(settings->weight == 7);
}

TEST_CASE("format map: every word of an edge reaches the output", "[resource]") {
    gen::StartRelayRequest request;
    request.stream_id = 5;
    request.mode = gen::DeliveryMode::low_latency;
    const auto plain = resource::output_settings(request);
    request.mode = gen::DeliveryMode::completeness;
    request.output_stream_id = 9;
    request.priority = 200;
    request.drop_policy = gen::DropPolicy::drop_newest;
    request.frames_max = 12;
    request.bytes_max = 3'000'000;
    request.acknowledged = true;
    const auto full = resource::output_settings(request);
    gen::StartRelayRequest slot;
    slot.stream_id = 5;
    slot.mode = gen::DeliveryMode::low_latency;
    slot.slot_policy = gen::SlotPolicy::keep_pending;
    const auto keeping = resource::output_settings(slot);

    REQUIRE(plain);
    CHECK(plain->delivery == relay::Delivery::low_latency);
    CHECK(plain->slot_policy == relay::SlotPolicy::replace_pending);
    CHECK(plain->drop_policy == relay::DropPolicy::oldest);
    CHECK(plain->stream_id == 5);
    CHECK(plain->output_stream_id == 0);
    CHECK(plain->priority == 0);
    CHECK_FALSE(plain->acknowledged);
    REQUIRE(full);
    CHECK(full->delivery == relay::Delivery::completeness);
    CHECK(full->output_stream_id == 9);
    CHECK(full->priority == 200);
    CHECK(full->drop_policy == relay::DropPolicy::newest);
    CHECK(full->budget.frames_max == 12);
    CHECK(full->budget.bytes_max == 3'000'000);
    CHECK(full->acknowledged);
    REQUIRE(keeping);
    CHECK(keeping->slot_policy == relay::SlotPolicy::keep_pending);
}
