#pragma once
// Generated from schema/media.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

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

// Layout of raw pixels; none for compressed formats.
enum class PixelFormat : std::uint16_t {
    none = 0,  // The format is compressed.
    bgra8888 = 0x0001,  // BGRA, 8 bits each.
    rgba8888 = 0x0002,  // RGBA, 8 bits each.
    bgr888 = 0x0003,  // BGR, 8 bits each.
    yuv420p = 0x0004,  // YUV 4:2:0 planar.
    yuv422 = 0x0005,  // YUV 4:2:2 packed.
};

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

// What happened to a stream at its source.
enum class EventCode : std::uint8_t {
    interrupted = 0x01,  // Device or source lost. Discard any partial frame.
    resumed = 0x02,  // Device or source back. The next frame starts clean.
};

// What a timed frame carries.
enum class MediaKind : std::uint8_t {
    video = 1,  // A picture.
    audio = 2,  // Sound.
    data = 3,  // Anything else.
};

// What a reader must know about a frame before decoding it.
enum class FrameFlags : std::uint8_t {
    keyframe = 0x01,  // Decodable without any earlier frame.
    discontinuity = 0x02,  // Does not continue the frame before it.
};

}  // namespace weir::gen
template <>
inline constexpr bool weir::wire::is_flags<weir::gen::FrameFlags> = true;
namespace weir::gen {

// What a relay and a viewer know about a frame without decoding it.
template <typename As>
struct MediaHeadAs {
    using View = MediaHeadAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 14, encoded_max = 14;
    MediaKind media_kind{};
    FrameFlags flags{};
    std::uint32_t sequence{};  // Per stream, +1 per frame produced, wraps. A gap is a loss.
    std::uint64_t capture_time{};  // [us] Unix time at which the source took the frame.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<MediaHeadAs>(bytes); }  // Decoded<View>
    static Decoded<MediaHeadAs> decode(Bytes bytes) { return wire::Made<MediaHeadAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // MediaHead
    std::size_t encoded_size() const { return wire::Made<MediaHeadAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const MediaHeadAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("media_kind", my.media_kind...),
                         wire::plain("flags", my.flags...),
                         wire::plain("sequence", my.sequence...),
                         wire::plain("capture_time", my.capture_time...));
    }
};
using MediaHead = MediaHeadAs<wire::Owned>;

// One frame of a stream, with nothing but its bytes. Always accepted; our own nodes send
// timed_frame.
template <typename As>
struct VideoFrameAs {
    using View = VideoFrameAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0001;
    static constexpr Access access = Access::view;
    static constexpr std::size_t head_bytes = 8;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    As::Bytes data{};  // One whole encoded picture, as stream_open announced it.

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<VideoFrameAs>(bytes); }  // Decoded<View>
    static Decoded<VideoFrameAs> decode(Bytes bytes) { return wire::Made<VideoFrameAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // VideoFrame
    std::size_t encoded_size() const { return wire::Made<VideoFrameAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const VideoFrameAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::field<wire::Rest>("data", my.data...));
    }
};
using VideoFrame = VideoFrameAs<wire::Owned>;

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: VideoFrame::head_bytes.
std::size_t encode_video_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, std::size_t data_size);

// A stream changed state at its source. Sent on the stream's own connection, before the first
// missing frame when the sender still can, else as the first message after recovery. Relays pass
// it to every output of the stream.
template <typename As>
struct StreamEventAs {
    using View = StreamEventAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0004;
    static constexpr Access access = Access::view;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    EventCode code{};
    std::uint32_t age{};  // [ms] Age of the event when sent.
    As::Text detail{};  // For people, not for parsing.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamEventAs>(bytes); }  // Decoded<View>
    static Decoded<StreamEventAs> decode(Bytes bytes) { return wire::Made<StreamEventAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamEvent
    std::size_t encoded_size() const { return wire::Made<StreamEventAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamEventAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("code", my.code...),
                         wire::plain("age", my.age...),
                         wire::field<wire::Str8<200>>("detail", my.detail...));
    }
};
using StreamEvent = StreamEventAs<wire::Owned>;

// One frame of a stream with its sequence number and capture time.
template <typename As>
struct TimedFrameAs {
    using View = TimedFrameAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0006;
    static constexpr Access access = Access::view;
    static constexpr std::size_t head_bytes = 23;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    MediaHeadAs<As> head{};  // Grows at its end; relays pass on what they do not know.
    As::Bytes data{};  // One whole encoded picture, as stream_open announced it.

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<TimedFrameAs>(bytes); }  // Decoded<View>
    static Decoded<TimedFrameAs> decode(Bytes bytes) { return wire::Made<TimedFrameAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // TimedFrame
    std::size_t encoded_size() const { return wire::Made<TimedFrameAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const TimedFrameAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::field<wire::Sized<MediaHeadAs, std::uint8_t>>("head", my.head...)) &&
               io.fields(wire::field<wire::Rest>("data", my.data...));
    }
};
using TimedFrame = TimedFrameAs<wire::Owned>;

// Header and everything before `data`, for a gathered write. Returns the bytes
// written: TimedFrame::head_bytes and the extra ones, which are what a newer peer appended.
std::size_t encode_timed_frame_head(std::span<std::byte> memory, std::uint16_t stream_id, const MediaHead& head, std::size_t data_size, Bytes head_extra = {});

}  // namespace weir::gen
