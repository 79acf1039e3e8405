#include "control/resource/format_map.hpp"

#include <array>
#include <string>

#include "control/wanted/checks.hpp"

namespace weir::resource {
namespace {

// Pairs in the core's order, so that the first table entry belongs to enumerator 0.
constexpr std::array encodings{gen::Format::mjpeg, gen::Format::h264, gen::Format::h265,
                               gen::Format::av1,   gen::Format::ffv1, gen::Format::prores,
                               gen::Format::qoi,   gen::Format::raw,  gen::Format::raw_zstd};
constexpr std::array layouts{gen::PixelFormat::none,     gen::PixelFormat::bgra8888,
                             gen::PixelFormat::rgba8888, gen::PixelFormat::bgr888,
                             gen::PixelFormat::yuv420p,  gen::PixelFormat::yuv422};
constexpr std::array origins{gen::Origin{},
                             gen::Origin::device_native,
                             gen::Origin::libjpeg_turbo,
                             gen::Origin::ffmpeg_libavcodec,
                             gen::Origin::ffmpeg_subprocess,
                             gen::Origin::vaapi,
                             gen::Origin::nvenc,
                             gen::Origin::software};
constexpr std::array causes{
    gen::DropCause::replaced,       gen::DropCause::slot_busy,    gen::DropCause::frame_budget,
    gen::DropCause::byte_budget,    gen::DropCause::oversized,    gen::DropCause::interrupted,
    gen::DropCause::output_closed,  gen::DropCause::handoff_full, gen::DropCause::awaiting_keyframe,
    gen::DropCause::memory_ceiling, gen::DropCause::suppressed,   gen::DropCause::not_stored,
    gen::DropCause::not_shown};
constexpr std::array schedulers{gen::Scheduler::strict_priority, gen::Scheduler::round_robin,
                                gen::Scheduler::weighted_round_robin,
                                gen::Scheduler::deficit_round_robin,
                                gen::Scheduler::source_suppression};
constexpr std::array modes{gen::DeliveryMode::low_latency, gen::DeliveryMode::completeness,
                           gen::DeliveryMode::opaque};
static_assert(modes.size() == static_cast<std::size_t>(relay::Delivery::opaque) + 1);
static_assert(schedulers.size() == relay::scheduler_count);
static_assert(causes.size() == relay::drop_cause_count);
static_assert(encodings.size() == static_cast<std::size_t>(frame::Encoding::raw_zstd) + 1);
static_assert(layouts.size() == static_cast<std::size_t>(frame::PixelLayout::yuv422_packed) + 1);
static_assert(origins.size() == static_cast<std::size_t>(frame::Origin::software_other) + 1);

template <typename Ours, typename Theirs, std::size_t N>
bool find(const std::array<Theirs, N>& table, Theirs value, Ours& found) {
    for (std::size_t i = 0; i < N; ++i) {
        if (table[i] != value) continue;
        found = static_cast<Ours>(i);
        return true;
    }
    return false;
}

}  // namespace

gen::Format to_wire(frame::Encoding encoding) {
    return encodings[static_cast<std::size_t>(encoding)];
}
gen::PixelFormat to_wire(frame::PixelLayout layout) {
    return layouts[static_cast<std::size_t>(layout)];
}
gen::Origin to_wire(frame::Origin origin) {
    return origins[static_cast<std::size_t>(origin)];
}
gen::DropCause to_wire(relay::DropCause cause) {
    return causes[static_cast<std::size_t>(cause)];
}
gen::DeliveryMode to_wire(relay::Delivery delivery) {
    return modes[static_cast<std::size_t>(delivery)];
}

gen::StreamOpenRequest to_wire(std::uint16_t stream_id, const frame::StreamFormat& format) {
    gen::StreamOpenRequest request;
    request.stream_id = stream_id;
    request.format = to_wire(format.encoding);
    request.pixel_format = to_wire(format.layout);
    request.origin = to_wire(format.origin);
    request.width = format.width;
    request.height = format.height;
    request.fps_n = format.fps_n;
    request.fps_d = format.fps_d;
    return request;
}

namespace {

std::string format_names() {
    std::string names;
    for (const gen::Format format : encodings)
        names += (names.empty() ? "" : ", ") + std::string(gen::name(format));
    return names;
}

}  // namespace

Result<frame::StreamFormat> from_wire(const gen::StreamOpenRequest& request) {
    frame::StreamFormat format;
    if (!find(encodings, request.format, format.encoding))
        return fail(Code::unsupported, "stream " + std::to_string(request.stream_id) + ": format " +
                                           std::to_string(static_cast<unsigned>(request.format)) +
                                           " is unknown here; there are " + format_names());
    // Only raw pixels have a layout, and where a frame was made is for people: neither is a reason
    // to refuse a stream.
    find(layouts, request.pixel_format, format.layout);
    find(origins, request.origin, format.origin);
    format.width = request.width;
    format.height = request.height;
    format.fps_n = request.fps_n;
    format.fps_d = request.fps_d;
    return format;
}

Result<relay::OutputSettings> output_settings(const gen::StartRelayRequest& request) {
    if (auto sound = wanted::check_delivery(request.as_relay_edge()); !sound)
        return std::unexpected(sound.error());
    relay::OutputSettings settings;
    settings.stream_id = request.stream_id;
    settings.output_stream_id = request.output_stream_id;
    settings.priority = request.priority;
    find(modes, request.mode, settings.delivery);
    settings.acknowledged = request.acknowledged;
    if (request.slot_policy == gen::SlotPolicy::keep_pending)
        settings.slot_policy = relay::SlotPolicy::keep_pending;
    if (request.drop_policy == gen::DropPolicy::drop_newest)
        settings.drop_policy = relay::DropPolicy::newest;
    if (request.budget_policy == gen::BudgetPolicy::soft)
        settings.budget.policy = relay::BudgetPolicy::soft;
    if (request.frames_max > 0) settings.budget.frames_max = request.frames_max;
    if (request.bytes_max > 0) settings.budget.bytes_max = request.bytes_max;
    if (relay::SchedulerKind kind{}; find(schedulers, request.scheduler, kind))
        settings.scheduler = kind;
    if (request.weight > 0) settings.weight = request.weight;
    return settings;
}

std::vector<gen::DropCount> drop_counts(const relay::DropCounts& drops) {
    std::vector<gen::DropCount> counts;
    for (std::size_t i = 0; i < relay::drop_cause_count; ++i) {
        const auto cause = static_cast<relay::DropCause>(i);
        if (drops[cause] > 0) counts.push_back({.cause = to_wire(cause), .frames = drops[cause]});
    }
    return counts;
}

}  // namespace weir::resource
