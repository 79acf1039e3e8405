// Generated from schema/media.yaml by codegen. Do not edit.
#include "gen/media.hpp"

#include "wire/enum_names.hpp"
#include "wire/made.hpp"

namespace weir::wire {
using namespace weir::gen;

template <>
constexpr auto names_of<Format> = std::to_array<Named<Format>>({
    {Format::mjpeg, "mjpeg"}, {Format::h264, "h264"}, {Format::h265, "h265"}, {Format::av1, "av1"},
    {Format::ffv1, "ffv1"}, {Format::prores, "prores"}, {Format::qoi, "qoi"}, {Format::raw, "raw"},
    {Format::raw_zstd, "raw_zstd"}});
template struct EnumNames<Format>;

template <>
constexpr auto names_of<PixelFormat> = std::to_array<Named<PixelFormat>>({
    {PixelFormat::none, "none"}, {PixelFormat::bgra8888, "bgra8888"},
    {PixelFormat::rgba8888, "rgba8888"}, {PixelFormat::bgr888, "bgr888"},
    {PixelFormat::yuv420p, "yuv420p"}, {PixelFormat::yuv422, "yuv422"}});
template struct EnumNames<PixelFormat>;

template <>
constexpr auto names_of<Origin> = std::to_array<Named<Origin>>({
    {Origin::device_native, "device_native"}, {Origin::libjpeg_turbo, "libjpeg_turbo"},
    {Origin::ffmpeg_libavcodec, "ffmpeg_libavcodec"},
    {Origin::ffmpeg_subprocess, "ffmpeg_subprocess"}, {Origin::vaapi, "vaapi"},
    {Origin::nvenc, "nvenc"}, {Origin::software, "software"}});
template struct EnumNames<Origin>;

template <>
constexpr auto names_of<EventCode> = std::to_array<Named<EventCode>>({
    {EventCode::interrupted, "interrupted"}, {EventCode::resumed, "resumed"}});
template struct EnumNames<EventCode>;

template <>
constexpr auto names_of<MediaKind> = std::to_array<Named<MediaKind>>({
    {MediaKind::video, "video"}, {MediaKind::audio, "audio"}, {MediaKind::data, "data"}});
template struct EnumNames<MediaKind>;

template <>
constexpr auto names_of<FrameFlags> = std::to_array<Named<FrameFlags>>({
    {FrameFlags::keyframe, "keyframe"}, {FrameFlags::discontinuity, "discontinuity"}});
template struct EnumNames<FrameFlags>;

template struct Made<MediaHead>;
template struct Made<VideoFrame>;
template struct Made<StreamEvent>;
template struct Made<TimedFrame>;

}  // namespace weir::wire

namespace weir::gen {

std::size_t encode_video_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, std::size_t data_size) {
    return wire::encode_head(memory, VideoFrame{.stream_id = stream_id}, data_size, {});
}

std::size_t encode_timed_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, const MediaHead& head, std::size_t data_size, Bytes head_extra) {
    return wire::encode_head(memory, TimedFrame{.stream_id = stream_id, .head = head}, data_size, head_extra);
}

}  // namespace weir::gen
