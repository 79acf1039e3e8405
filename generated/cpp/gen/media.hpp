#pragma once
// Generated from schema/media.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"


namespace weir::gen {


// How the payload of a frame is encoded; decides how a receiver decodes it.
enum class Format : std::uint16_t {
    mjpeg = 0x0001,  // One JPEG picture per frame.
    h264 = 0x0002,  // H.264.
    h265 = 0x0003,  // H.265 (HEVC).
    av1 = 0x0004,  // AV1.
    ffv1 = 0x0005,  // FFV1.
    prores = 0x0006,  // ProRes.
    qoi = 0x0007,  // One QOI picture per frame.
    raw = 0x0008,  // Pixels as pixel_format says.
    raw_zstd = 0x0009,  // Pixels as pixel_format says, one zstd frame each.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Format value);
template <>
std::optional<Format> from_name(std::string_view name);

// Layout of raw pixels; none for compressed formats.
enum class PixelFormat : std::uint16_t {
    none = 0,  // The format is compressed.
    bgra8888 = 0x0001,  // BGRA, 8 bits each.
    rgba8888 = 0x0002,  // RGBA, 8 bits each.
    bgr888 = 0x0003,  // BGR, 8 bits each.
    yuv420p = 0x0004,  // YUV 4:2:0 planar.
    yuv422 = 0x0005,  // YUV 4:2:2 packed.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(PixelFormat value);
template <>
std::optional<PixelFormat> from_name(std::string_view name);

// How a frame was produced. For people and diagnostics; does not affect decoding.
enum class Origin : std::uint16_t {
    device_native = 0x0001,  // The camera or capture card encoded it.
    libjpeg_turbo = 0x0002,  // libjpeg-turbo.
    ffmpeg_libavcodec = 0x0003,  // ffmpeg as a library.
    ffmpeg_subprocess = 0x0004,  // ffmpeg as a process.
    vaapi = 0x0005,  // VA-API.
    nvenc = 0x0006,  // NVENC.
    software = 0x0007,  // Other software.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Origin value);
template <>
std::optional<Origin> from_name(std::string_view name);

// What happened to a stream at its source.
enum class EventCode : std::uint8_t {
    interrupted = 0x01,  // Device or source lost. Discard any partial frame.
    resumed = 0x02,  // Device or source back. The next frame starts clean.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(EventCode value);
template <>
std::optional<EventCode> from_name(std::string_view name);

// What a timed frame carries.
enum class MediaKind : std::uint8_t {
    video = 1,  // A picture.
    audio = 2,  // Sound.
    data = 3,  // Anything else.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(MediaKind value);
template <>
std::optional<MediaKind> from_name(std::string_view name);

// What a reader must know about a frame before decoding it.
enum class FrameFlags : std::uint8_t {
    keyframe = 0x01,  // Decodable without any earlier frame.
    discontinuity = 0x02,  // Does not continue the frame before it.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(FrameFlags value);
template <>
std::optional<FrameFlags> from_name(std::string_view name);

}  // namespace weir::gen
template <>
inline constexpr bool weir::wire::is_flags<weir::gen::FrameFlags> = true;
namespace weir::gen {


// What a relay and a viewer know about a frame without decoding it.
struct MediaHead {
    MediaKind media_kind{};
    FrameFlags flags{};
    std::uint32_t sequence{};  // Per stream, +1 per frame produced, wraps. A gap is a loss.
    std::uint64_t capture_time{};  // [us] Unix time at which the source took the frame.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<MediaHead> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 14; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const MediaHead&) const = default;
};

struct MediaHead::View {
    MediaKind media_kind{};
    FrameFlags flags{};
    std::uint32_t sequence{};
    std::uint64_t capture_time{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(14);
        if (checked && run0_ == nullptr) return false;
        media_kind = wire::load<MediaKind>(run0_);
        flags = wire::load<FrameFlags>(run0_ + 1);
        sequence = wire::load<std::uint32_t>(run0_ + 2);
        capture_time = wire::load<std::uint64_t>(run0_ + 6);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("media_kind", media_kind);
        f_("flags", flags);
        f_("sequence", sequence);
        f_("capture_time", capture_time);
    }
    MediaHead own() const;
};

inline Decoded<MediaHead::View> MediaHead::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room MediaHead::put(wire::Room out) const {
    std::byte* run0_ = out.run(14);
    wire::store(run0_, media_kind);
    wire::store(run0_ + 1, flags);
    wire::store(run0_ + 2, sequence);
    wire::store(run0_ + 6, capture_time);
    return out;
}

// One frame of a stream, with nothing but its bytes. Always accepted; our own nodes send
// timed_frame.
struct VideoFrame {
    static constexpr std::uint16_t type = 0x0001;
    static constexpr Access access = Access::view;
    static constexpr std::size_t head_bytes = 8;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::vector<std::byte> data{};  // One whole encoded picture, as stream_open announced it.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<VideoFrame> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const VideoFrame&) const = default;
};

struct VideoFrame::View {
    std::uint16_t stream_id{};
    std::span<const std::byte> data{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        data = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("data", data);
    }
    VideoFrame own() const;
};

inline Decoded<VideoFrame::View> VideoFrame::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room VideoFrame::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    out.bytes(data);
    return out;
}

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: VideoFrame::head_bytes.
inline std::size_t encode_video_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, std::size_t data_size) {
    wire::Writer out(memory);
    out.run(wire::header_bytes);
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    wire::store_header(memory.data(), {VideoFrame::type, static_cast<std::uint32_t>(out.written() - wire::header_bytes + data_size)});
    return out.written();
}

// A stream changed state at its source. Sent on the stream's own connection, before the first
// missing frame when the sender still can, else as the first message after recovery. Relays pass
// it to every output of the stream.
struct StreamEvent {
    static constexpr std::uint16_t type = 0x0004;
    static constexpr Access access = Access::view;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    EventCode code{};
    std::uint32_t age{};  // [ms] Age of the event when sent.
    std::string detail{};  // For people, not for parsing.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamEvent> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StreamEvent&) const = default;
};

struct StreamEvent::View {
    std::uint16_t stream_id{};
    EventCode code{};
    std::uint32_t age{};
    std::string_view detail{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        code = wire::load<EventCode>(run0_ + 2);
        age = wire::load<std::uint32_t>(run0_ + 3);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 7), 200, detail)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("code", code);
        f_("age", age);
        f_("detail", detail);
    }
    StreamEvent own() const;
};

inline Decoded<StreamEvent::View> StreamEvent::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamEvent::put(wire::Room out) const {
    const std::string_view detail_sent_ = wire::clip(detail, 200);
    std::byte* run0_ = out.run(8);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, code);
    wire::store(run0_ + 3, age);
    wire::store(run0_ + 7, static_cast<std::uint8_t>(detail_sent_.size()));
    out.text(detail_sent_);
    return out;
}

// One frame of a stream with its sequence number and capture time.
struct TimedFrame {
    static constexpr std::uint16_t type = 0x0006;
    static constexpr Access access = Access::view;
    static constexpr std::size_t head_bytes = 23;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    MediaHead head{};  // Grows at its end; relays pass on what they do not know.
    std::vector<std::byte> data{};  // One whole encoded picture, as stream_open announced it.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<TimedFrame> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const TimedFrame&) const = default;
};

struct TimedFrame::View {
    std::uint16_t stream_id{};
    MediaHead::View head{};
    std::span<const std::byte> data{};

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(3);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        if (!in.sized(wire::load<std::uint8_t>(run0_ + 2), head, seen_)) return false;
        data = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("head", head);
        f_("data", data);
    }
    TimedFrame own() const;
};

inline Decoded<TimedFrame::View> TimedFrame::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room TimedFrame::put(wire::Room out) const {
    std::byte* run0_ = out.run(3);
    wire::store(run0_, stream_id);
    out = head.put(out);
    out.close_sized<std::uint8_t>(run0_ + 2);
    out.bytes(data);
    return out;
}

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: TimedFrame::head_bytes and the extra ones, which are what a newer peer appended.
inline std::size_t encode_timed_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, const MediaHead& head, std::size_t data_size, std::span<const std::byte> head_extra = {}) {
    wire::Writer out(memory);
    out.run(wire::header_bytes);
    std::byte* run0_ = out.run(3);
    wire::store(run0_, stream_id);
    out = head.put(out);
    out.bytes(head_extra);
    out.close_sized<std::uint8_t>(run0_ + 2);
    wire::store_header(memory.data(), {TimedFrame::type, static_cast<std::uint32_t>(out.written() - wire::header_bytes + data_size)});
    return out.written();
}

}  // namespace weir::gen
