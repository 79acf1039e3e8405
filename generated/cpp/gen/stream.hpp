#pragma once
// Generated from schema/stream.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"
#include "gen/media.hpp"

namespace weir::gen {

// How frames travel on an edge.
enum class TransportMode : std::uint16_t {
    auto_ = 0,  // Encapsulated wherever the sink allows it.
    encapsulated = 1,  // One message per frame.
    opaque = 2,  // A byte pipe without frames.
};

// How a picture is fitted into a window.
enum class Scale : std::uint8_t {
    stretch = 1,  // Fills the window and ignores the aspect ratio.
    fit = 2,  // Largest size that fits with black bars.
    fill = 3,  // Covers the window; the edges are cropped.
    one_to_one = 4,  // Native pixels; the excess is cropped.
};

// Where a picture sits that does not fill its window exactly.
enum class Anchor : std::uint8_t {
    center = 1,  // In the middle.
    top_left = 2,  // In the top left corner.
};

// A capture that a node is wanted to run.
template <typename As>
struct IngestAs {
    using View = IngestAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 18, encoded_max = 530;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    Format format{};  // 0 lets the node choose.
    std::uint16_t width{};  // [px] 0 lets the node choose.
    std::uint16_t height{};  // [px] 0 lets the node choose.
    std::uint16_t fps_n{};  // Numerator of the frame rate; 0 lets the node choose.
    std::uint16_t fps_d{};  // Denominator of the frame rate.
    std::uint16_t dest_port{};  // 0 when dest_host is a node name or empty.
    TransportMode transport_mode{};
    As::Text device_path{};  // /dev/video0, screen:, pattern: or file:/path.
    As::Text dest_host{};  // Node name or host to push to; empty keeps the stream on the node for readers to attach.
    std::uint16_t site_id{};  // Of the stream and of dest_host; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<IngestAs>(bytes); }  // Decoded<View>
    static Decoded<IngestAs> decode(Bytes bytes) { return wire::Made<IngestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Ingest
    std::size_t encoded_size() const { return wire::Made<IngestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const IngestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("format", my.format...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("fps_n", my.fps_n...),
                         wire::plain("fps_d", my.fps_d...),
                         wire::plain("dest_port", my.dest_port...),
                         wire::plain("transport_mode", my.transport_mode...),
                         wire::field<wire::Str8<>>("device_path", my.device_path...)) &&
               io.fields(wire::field<wire::Str8<>>("dest_host", my.dest_host...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using Ingest = IngestAs<wire::Owned>;

// A window that a node is wanted to show.
template <typename As>
struct DisplayAs {
    using View = DisplayAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 14, encoded_max = 16;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::int16_t win_x{};  // [px]
    std::int16_t win_y{};  // [px]
    std::uint16_t win_w{};  // [px] 0 takes the picture's width.
    std::uint16_t win_h{};  // [px] 0 takes the picture's height.
    Scale scale{};
    Anchor anchor{};
    std::uint8_t no_signal_fps{};  // Rate of the no-signal picture; 0 shows none.
    std::uint8_t reserved{};  // Send 0.
    std::uint16_t site_id{};  // Of the stream; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DisplayAs>(bytes); }  // Decoded<View>
    static Decoded<DisplayAs> decode(Bytes bytes) { return wire::Made<DisplayAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Display
    std::size_t encoded_size() const { return wire::Made<DisplayAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DisplayAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("win_x", my.win_x...),
                         wire::plain("win_y", my.win_y...),
                         wire::plain("win_w", my.win_w...),
                         wire::plain("win_h", my.win_h...),
                         wire::plain("scale", my.scale...),
                         wire::plain("anchor", my.anchor...),
                         wire::plain("no_signal_fps", my.no_signal_fps...),
                         wire::plain("reserved", my.reserved...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using Display = DisplayAs<wire::Owned>;

// A recording that a node is wanted to make.
template <typename As>
struct SinkAs {
    using View = SinkAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 3, encoded_max = 260;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    As::Text path{};  // File to write, below the folder that the node's owner has set aside for recordings.
    std::uint16_t site_id{};  // Of the stream; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SinkAs>(bytes); }  // Decoded<View>
    static Decoded<SinkAs> decode(Bytes bytes) { return wire::Made<SinkAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Sink
    std::size_t encoded_size() const { return wire::Made<SinkAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SinkAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::field<wire::Str8<>>("path", my.path...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using Sink = SinkAs<wire::Owned>;

template <typename As>
struct StreamOpenRequestAs {
    using View = StreamOpenRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stream_open;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    Format format{};
    PixelFormat pixel_format{};
    Origin origin{};
    std::uint16_t width{};  // [px]
    std::uint16_t height{};  // [px]
    std::uint16_t fps_n{};  // Numerator of the nominal frame rate; 0 is unknown.
    std::uint16_t fps_d{};  // Denominator of the nominal frame rate.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamOpenRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StreamOpenRequestAs> decode(Bytes bytes) { return wire::Made<StreamOpenRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamOpenRequest
    std::size_t encoded_size() const { return wire::Made<StreamOpenRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamOpenRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("format", my.format...),
                         wire::plain("pixel_format", my.pixel_format...),
                         wire::plain("origin", my.origin...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("fps_n", my.fps_n...),
                         wire::plain("fps_d", my.fps_d...));
    }
};
using StreamOpenRequest = StreamOpenRequestAs<wire::Owned>;

template <typename As>
struct StreamOpenReplyAs {
    using View = StreamOpenReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stream_open;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamOpenReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StreamOpenReplyAs> decode(Bytes bytes) { return wire::Made<StreamOpenReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamOpenReply
    std::size_t encoded_size() const { return wire::Made<StreamOpenReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamOpenReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StreamOpenReply = StreamOpenReplyAs<wire::Owned>;

template <typename As>
struct StreamCloseRequestAs {
    using View = StreamCloseRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stream_close;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamCloseRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StreamCloseRequestAs> decode(Bytes bytes) { return wire::Made<StreamCloseRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamCloseRequest
    std::size_t encoded_size() const { return wire::Made<StreamCloseRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamCloseRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...));
    }
};
using StreamCloseRequest = StreamCloseRequestAs<wire::Owned>;

template <typename As>
struct StreamCloseReplyAs {
    using View = StreamCloseReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stream_close;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamCloseReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StreamCloseReplyAs> decode(Bytes bytes) { return wire::Made<StreamCloseReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamCloseReply
    std::size_t encoded_size() const { return wire::Made<StreamCloseReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamCloseReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StreamCloseReply = StreamCloseReplyAs<wire::Owned>;

template <typename As>
struct StartIngestRequestAs {
    using View = StartIngestRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::start_ingest;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    Format format{};  // 0 lets the node choose.
    std::uint16_t width{};  // [px] 0 lets the node choose.
    std::uint16_t height{};  // [px] 0 lets the node choose.
    std::uint16_t fps_n{};  // Numerator of the frame rate; 0 lets the node choose.
    std::uint16_t fps_d{};  // Denominator of the frame rate.
    std::uint16_t dest_port{};  // 0 when dest_host is a node name or empty.
    TransportMode transport_mode{};
    As::Text device_path{};  // /dev/video0, screen:, pattern: or file:/path.
    As::Text dest_host{};  // Node name or host to push to; empty keeps the stream on the node for readers to attach.
    std::uint16_t site_id{};  // Of the stream and of dest_host; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartIngestRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StartIngestRequestAs> decode(Bytes bytes) { return wire::Made<StartIngestRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartIngestRequest
    std::size_t encoded_size() const { return wire::Made<StartIngestRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartIngestRequestAs&) const = default;
    static StartIngestRequestAs from(const Ingest& like) { return wire::alike<StartIngestRequestAs, StartIngestRequestAs>(like); }
    Ingest as_ingest() const { return wire::alike<Ingest, StartIngestRequestAs>(*this); }

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("format", my.format...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("fps_n", my.fps_n...),
                         wire::plain("fps_d", my.fps_d...),
                         wire::plain("dest_port", my.dest_port...),
                         wire::plain("transport_mode", my.transport_mode...),
                         wire::field<wire::Str8<>>("device_path", my.device_path...)) &&
               io.fields(wire::field<wire::Str8<>>("dest_host", my.dest_host...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using StartIngestRequest = StartIngestRequestAs<wire::Owned>;

template <typename As>
struct StartIngestReplyAs {
    using View = StartIngestReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_ingest;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartIngestReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StartIngestReplyAs> decode(Bytes bytes) { return wire::Made<StartIngestReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartIngestReply
    std::size_t encoded_size() const { return wire::Made<StartIngestReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartIngestReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StartIngestReply = StartIngestReplyAs<wire::Owned>;

template <typename As>
struct StopIngestRequestAs {
    using View = StopIngestRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_ingest;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopIngestRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StopIngestRequestAs> decode(Bytes bytes) { return wire::Made<StopIngestRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopIngestRequest
    std::size_t encoded_size() const { return wire::Made<StopIngestRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopIngestRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...));
    }
};
using StopIngestRequest = StopIngestRequestAs<wire::Owned>;

template <typename As>
struct StopIngestReplyAs {
    using View = StopIngestReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_ingest;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopIngestReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StopIngestReplyAs> decode(Bytes bytes) { return wire::Made<StopIngestReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopIngestReply
    std::size_t encoded_size() const { return wire::Made<StopIngestReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopIngestReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StopIngestReply = StopIngestReplyAs<wire::Owned>;

template <typename As>
struct StartDisplayRequestAs {
    using View = StartDisplayRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::start_display;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::int16_t win_x{};  // [px]
    std::int16_t win_y{};  // [px]
    std::uint16_t win_w{};  // [px] 0 takes the picture's width.
    std::uint16_t win_h{};  // [px] 0 takes the picture's height.
    Scale scale{};
    Anchor anchor{};
    std::uint8_t no_signal_fps{};  // Rate of the no-signal picture; 0 shows none.
    std::uint8_t reserved{};  // Send 0.
    std::uint16_t site_id{};  // Of the stream; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartDisplayRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StartDisplayRequestAs> decode(Bytes bytes) { return wire::Made<StartDisplayRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartDisplayRequest
    std::size_t encoded_size() const { return wire::Made<StartDisplayRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartDisplayRequestAs&) const = default;
    static StartDisplayRequestAs from(const Display& like) { return wire::alike<StartDisplayRequestAs, StartDisplayRequestAs>(like); }
    Display as_display() const { return wire::alike<Display, StartDisplayRequestAs>(*this); }

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("win_x", my.win_x...),
                         wire::plain("win_y", my.win_y...),
                         wire::plain("win_w", my.win_w...),
                         wire::plain("win_h", my.win_h...),
                         wire::plain("scale", my.scale...),
                         wire::plain("anchor", my.anchor...),
                         wire::plain("no_signal_fps", my.no_signal_fps...),
                         wire::plain("reserved", my.reserved...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using StartDisplayRequest = StartDisplayRequestAs<wire::Owned>;

template <typename As>
struct StartDisplayReplyAs {
    using View = StartDisplayReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_display;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartDisplayReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StartDisplayReplyAs> decode(Bytes bytes) { return wire::Made<StartDisplayReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartDisplayReply
    std::size_t encoded_size() const { return wire::Made<StartDisplayReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartDisplayReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StartDisplayReply = StartDisplayReplyAs<wire::Owned>;

template <typename As>
struct StopDisplayRequestAs {
    using View = StopDisplayRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_display;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopDisplayRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StopDisplayRequestAs> decode(Bytes bytes) { return wire::Made<StopDisplayRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopDisplayRequest
    std::size_t encoded_size() const { return wire::Made<StopDisplayRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopDisplayRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...));
    }
};
using StopDisplayRequest = StopDisplayRequestAs<wire::Owned>;

template <typename As>
struct StopDisplayReplyAs {
    using View = StopDisplayReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_display;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopDisplayReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StopDisplayReplyAs> decode(Bytes bytes) { return wire::Made<StopDisplayReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopDisplayReply
    std::size_t encoded_size() const { return wire::Made<StopDisplayReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopDisplayReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StopDisplayReply = StopDisplayReplyAs<wire::Owned>;

template <typename As>
struct StartSinkRequestAs {
    using View = StartSinkRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::start_sink;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    As::Text path{};  // File to write, below the folder that the node's owner has set aside for recordings.
    std::uint16_t site_id{};  // Of the stream; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartSinkRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StartSinkRequestAs> decode(Bytes bytes) { return wire::Made<StartSinkRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartSinkRequest
    std::size_t encoded_size() const { return wire::Made<StartSinkRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartSinkRequestAs&) const = default;
    static StartSinkRequestAs from(const Sink& like) { return wire::alike<StartSinkRequestAs, StartSinkRequestAs>(like); }
    Sink as_sink() const { return wire::alike<Sink, StartSinkRequestAs>(*this); }

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::field<wire::Str8<>>("path", my.path...)) &&
               (io.ends() || (io.fields(wire::plain("site_id", my.site_id...))));
    }
};
using StartSinkRequest = StartSinkRequestAs<wire::Owned>;

template <typename As>
struct StartSinkReplyAs {
    using View = StartSinkReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_sink;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartSinkReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StartSinkReplyAs> decode(Bytes bytes) { return wire::Made<StartSinkReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartSinkReply
    std::size_t encoded_size() const { return wire::Made<StartSinkReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartSinkReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StartSinkReply = StartSinkReplyAs<wire::Owned>;

template <typename As>
struct StopSinkRequestAs {
    using View = StopSinkRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_sink;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopSinkRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StopSinkRequestAs> decode(Bytes bytes) { return wire::Made<StopSinkRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopSinkRequest
    std::size_t encoded_size() const { return wire::Made<StopSinkRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopSinkRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...));
    }
};
using StopSinkRequest = StopSinkRequestAs<wire::Owned>;

template <typename As>
struct StopSinkReplyAs {
    using View = StopSinkReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_sink;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopSinkReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StopSinkReplyAs> decode(Bytes bytes) { return wire::Made<StopSinkReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopSinkReply
    std::size_t encoded_size() const { return wire::Made<StopSinkReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopSinkReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StopSinkReply = StopSinkReplyAs<wire::Owned>;

}  // namespace weir::gen
