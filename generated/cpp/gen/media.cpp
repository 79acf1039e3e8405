// Generated from schema/media.yaml by codegen. Do not edit.
#include "gen/media.hpp"

namespace weir::gen {

std::string_view name(Format value) {
    switch (value) {
        case Format::mjpeg: return "mjpeg";
        case Format::h264: return "h264";
        case Format::h265: return "h265";
        case Format::av1: return "av1";
        case Format::ffv1: return "ffv1";
        case Format::prores: return "prores";
        case Format::qoi: return "qoi";
        case Format::raw: return "raw";
        case Format::raw_zstd: return "raw_zstd";
    }
    return {};
}

template <>
std::optional<Format> from_name(std::string_view name) {
    if (name == "mjpeg") return Format::mjpeg;
    if (name == "h264") return Format::h264;
    if (name == "h265") return Format::h265;
    if (name == "av1") return Format::av1;
    if (name == "ffv1") return Format::ffv1;
    if (name == "prores") return Format::prores;
    if (name == "qoi") return Format::qoi;
    if (name == "raw") return Format::raw;
    if (name == "raw_zstd") return Format::raw_zstd;
    return std::nullopt;
}

std::string_view name(PixelFormat value) {
    switch (value) {
        case PixelFormat::none: return "none";
        case PixelFormat::bgra8888: return "bgra8888";
        case PixelFormat::rgba8888: return "rgba8888";
        case PixelFormat::bgr888: return "bgr888";
        case PixelFormat::yuv420p: return "yuv420p";
        case PixelFormat::yuv422: return "yuv422";
    }
    return {};
}

template <>
std::optional<PixelFormat> from_name(std::string_view name) {
    if (name == "none") return PixelFormat::none;
    if (name == "bgra8888") return PixelFormat::bgra8888;
    if (name == "rgba8888") return PixelFormat::rgba8888;
    if (name == "bgr888") return PixelFormat::bgr888;
    if (name == "yuv420p") return PixelFormat::yuv420p;
    if (name == "yuv422") return PixelFormat::yuv422;
    return std::nullopt;
}

std::string_view name(Origin value) {
    switch (value) {
        case Origin::device_native: return "device_native";
        case Origin::libjpeg_turbo: return "libjpeg_turbo";
        case Origin::ffmpeg_libavcodec: return "ffmpeg_libavcodec";
        case Origin::ffmpeg_subprocess: return "ffmpeg_subprocess";
        case Origin::vaapi: return "vaapi";
        case Origin::nvenc: return "nvenc";
        case Origin::software: return "software";
    }
    return {};
}

template <>
std::optional<Origin> from_name(std::string_view name) {
    if (name == "device_native") return Origin::device_native;
    if (name == "libjpeg_turbo") return Origin::libjpeg_turbo;
    if (name == "ffmpeg_libavcodec") return Origin::ffmpeg_libavcodec;
    if (name == "ffmpeg_subprocess") return Origin::ffmpeg_subprocess;
    if (name == "vaapi") return Origin::vaapi;
    if (name == "nvenc") return Origin::nvenc;
    if (name == "software") return Origin::software;
    return std::nullopt;
}

std::string_view name(EventCode value) {
    switch (value) {
        case EventCode::interrupted: return "interrupted";
        case EventCode::resumed: return "resumed";
    }
    return {};
}

template <>
std::optional<EventCode> from_name(std::string_view name) {
    if (name == "interrupted") return EventCode::interrupted;
    if (name == "resumed") return EventCode::resumed;
    return std::nullopt;
}

std::string_view name(MediaKind value) {
    switch (value) {
        case MediaKind::video: return "video";
        case MediaKind::audio: return "audio";
        case MediaKind::data: return "data";
    }
    return {};
}

template <>
std::optional<MediaKind> from_name(std::string_view name) {
    if (name == "video") return MediaKind::video;
    if (name == "audio") return MediaKind::audio;
    if (name == "data") return MediaKind::data;
    return std::nullopt;
}

std::string_view name(FrameFlags value) {
    switch (value) {
        case FrameFlags::keyframe: return "keyframe";
        case FrameFlags::discontinuity: return "discontinuity";
    }
    return {};
}

template <>
std::optional<FrameFlags> from_name(std::string_view name) {
    if (name == "keyframe") return FrameFlags::keyframe;
    if (name == "discontinuity") return FrameFlags::discontinuity;
    return std::nullopt;
}

MediaHead MediaHead::View::own() const {
    MediaHead out;
    out.media_kind = media_kind;
    out.flags = flags;
    out.sequence = sequence;
    out.capture_time = capture_time;
    return out;
}

Decoded<MediaHead> MediaHead::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

VideoFrame VideoFrame::View::own() const {
    VideoFrame out;
    out.stream_id = stream_id;
    out.data.assign(data.begin(), data.end());
    return out;
}

Decoded<VideoFrame> VideoFrame::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t VideoFrame::encoded_size() const {
    std::size_t size_ = 2;
    size_ += data.size();
    return size_;
}

StreamEvent StreamEvent::View::own() const {
    StreamEvent out;
    out.stream_id = stream_id;
    out.code = code;
    out.age = age;
    out.detail = detail;
    return out;
}

Decoded<StreamEvent> StreamEvent::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StreamEvent::encoded_size() const {
    std::size_t size_ = 8;
    size_ += wire::clip(detail, 200).size();
    return size_;
}

TimedFrame TimedFrame::View::own() const {
    TimedFrame out;
    out.stream_id = stream_id;
    out.head = head.own();
    out.data.assign(data.begin(), data.end());
    return out;
}

Decoded<TimedFrame> TimedFrame::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t TimedFrame::encoded_size() const {
    std::size_t size_ = 3;
    size_ += head.encoded_size();
    size_ += data.size();
    return size_;
}

}  // namespace weir::gen
