#pragma once
// Generated from schema/stream.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"

#include "gen/media.hpp"

namespace weir::gen {


// How frames travel on an edge.
enum class TransportMode : std::uint16_t {
    auto_ = 0,  // Encapsulated wherever the sink allows it.
    encapsulated = 1,  // One message per frame.
    opaque = 2,  // A byte pipe without frames.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(TransportMode value);
template <>
std::optional<TransportMode> from_name(std::string_view name);

// How a picture is fitted into a window.
enum class Scale : std::uint8_t {
    stretch = 1,  // Fills the window and ignores the aspect ratio.
    fit = 2,  // Largest size that fits with black bars.
    fill = 3,  // Covers the window; the edges are cropped.
    one_to_one = 4,  // Native pixels; the excess is cropped.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Scale value);
template <>
std::optional<Scale> from_name(std::string_view name);

// Where a picture sits that does not fill its window exactly.
enum class Anchor : std::uint8_t {
    center = 1,  // In the middle.
    top_left = 2,  // In the top left corner.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Anchor value);
template <>
std::optional<Anchor> from_name(std::string_view name);


// A capture that a node is wanted to run.
struct Ingest {
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    Format format{};  // 0 lets the node choose.
    std::uint16_t width{};  // [px] 0 lets the node choose.
    std::uint16_t height{};  // [px] 0 lets the node choose.
    std::uint16_t fps_n{};  // Numerator of the frame rate; 0 lets the node choose.
    std::uint16_t fps_d{};  // Denominator of the frame rate.
    std::uint16_t dest_port{};  // 0 when dest_host is a node name or empty.
    TransportMode transport_mode{};
    std::string device_path{};  // /dev/video0, screen:, pattern: or file:/path.
    std::string dest_host{};  // Node name or host to push to; empty keeps the stream on the node for readers to attach.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Ingest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Ingest&) const = default;
};

struct Ingest::View {
    std::uint16_t stream_id{};
    Format format{};
    std::uint16_t width{};
    std::uint16_t height{};
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};
    std::uint16_t dest_port{};
    TransportMode transport_mode{};
    std::string_view device_path{};
    std::string_view dest_host{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(17);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        format = wire::load<Format>(run0_ + 2);
        width = wire::load<std::uint16_t>(run0_ + 4);
        height = wire::load<std::uint16_t>(run0_ + 6);
        fps_n = wire::load<std::uint16_t>(run0_ + 8);
        fps_d = wire::load<std::uint16_t>(run0_ + 10);
        dest_port = wire::load<std::uint16_t>(run0_ + 12);
        transport_mode = wire::load<TransportMode>(run0_ + 14);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 16), 255, device_path)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, dest_host)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("format", format);
        f_("width", width);
        f_("height", height);
        f_("fps_n", fps_n);
        f_("fps_d", fps_d);
        f_("dest_port", dest_port);
        f_("transport_mode", transport_mode);
        f_("device_path", device_path);
        f_("dest_host", dest_host);
    }
    Ingest own() const;
};

inline Decoded<Ingest::View> Ingest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Ingest::put(wire::Room out) const {
    const std::string_view device_path_sent_ = wire::clip(device_path, 255);
    std::byte* run0_ = out.run(17);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, format);
    wire::store(run0_ + 4, width);
    wire::store(run0_ + 6, height);
    wire::store(run0_ + 8, fps_n);
    wire::store(run0_ + 10, fps_d);
    wire::store(run0_ + 12, dest_port);
    wire::store(run0_ + 14, transport_mode);
    wire::store(run0_ + 16, static_cast<std::uint8_t>(device_path_sent_.size()));
    out.text(device_path_sent_);
    const std::string_view dest_host_sent_ = wire::clip(dest_host, 255);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(dest_host_sent_.size()));
    out.text(dest_host_sent_);
    return out;
}

// A window that a node is wanted to show.
struct Display {
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::int16_t win_x{};  // [px]
    std::int16_t win_y{};  // [px]
    std::uint16_t win_w{};  // [px] 0 takes the picture's width.
    std::uint16_t win_h{};  // [px] 0 takes the picture's height.
    Scale scale{};
    Anchor anchor{};
    std::uint8_t no_signal_fps{};  // Rate of the no-signal picture; 0 shows none.
    std::uint8_t reserved{};  // Send 0.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Display> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 14; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Display&) const = default;
};

struct Display::View {
    std::uint16_t stream_id{};
    std::int16_t win_x{};
    std::int16_t win_y{};
    std::uint16_t win_w{};
    std::uint16_t win_h{};
    Scale scale{};
    Anchor anchor{};
    std::uint8_t no_signal_fps{};
    std::uint8_t reserved{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(14);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        win_x = wire::load<std::int16_t>(run0_ + 2);
        win_y = wire::load<std::int16_t>(run0_ + 4);
        win_w = wire::load<std::uint16_t>(run0_ + 6);
        win_h = wire::load<std::uint16_t>(run0_ + 8);
        scale = wire::load<Scale>(run0_ + 10);
        anchor = wire::load<Anchor>(run0_ + 11);
        no_signal_fps = wire::load<std::uint8_t>(run0_ + 12);
        reserved = wire::load<std::uint8_t>(run0_ + 13);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("win_x", win_x);
        f_("win_y", win_y);
        f_("win_w", win_w);
        f_("win_h", win_h);
        f_("scale", scale);
        f_("anchor", anchor);
        f_("no_signal_fps", no_signal_fps);
        f_("reserved", reserved);
    }
    Display own() const;
};

inline Decoded<Display::View> Display::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Display::put(wire::Room out) const {
    std::byte* run0_ = out.run(14);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, win_x);
    wire::store(run0_ + 4, win_y);
    wire::store(run0_ + 6, win_w);
    wire::store(run0_ + 8, win_h);
    wire::store(run0_ + 10, scale);
    wire::store(run0_ + 11, anchor);
    wire::store(run0_ + 12, no_signal_fps);
    wire::store(run0_ + 13, reserved);
    return out;
}

// A recording that a node is wanted to make.
struct Sink {
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::string path{};  // File to write on the node.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Sink> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Sink&) const = default;
};

struct Sink::View {
    std::uint16_t stream_id{};
    std::string_view path{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(3);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 2), 255, path)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("path", path);
    }
    Sink own() const;
};

inline Decoded<Sink::View> Sink::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Sink::put(wire::Room out) const {
    const std::string_view path_sent_ = wire::clip(path, 255);
    std::byte* run0_ = out.run(3);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, static_cast<std::uint8_t>(path_sent_.size()));
    out.text(path_sent_);
    return out;
}

struct StreamOpenRequest {
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

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamOpenRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 16; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StreamOpenRequest&) const = default;
};

struct StreamOpenRequest::View {
    std::uint16_t stream_id{};
    Format format{};
    PixelFormat pixel_format{};
    Origin origin{};
    std::uint16_t width{};
    std::uint16_t height{};
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(16);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        format = wire::load<Format>(run0_ + 2);
        pixel_format = wire::load<PixelFormat>(run0_ + 4);
        origin = wire::load<Origin>(run0_ + 6);
        width = wire::load<std::uint16_t>(run0_ + 8);
        height = wire::load<std::uint16_t>(run0_ + 10);
        fps_n = wire::load<std::uint16_t>(run0_ + 12);
        fps_d = wire::load<std::uint16_t>(run0_ + 14);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("format", format);
        f_("pixel_format", pixel_format);
        f_("origin", origin);
        f_("width", width);
        f_("height", height);
        f_("fps_n", fps_n);
        f_("fps_d", fps_d);
    }
    StreamOpenRequest own() const;
};

inline Decoded<StreamOpenRequest::View> StreamOpenRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamOpenRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(16);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, format);
    wire::store(run0_ + 4, pixel_format);
    wire::store(run0_ + 6, origin);
    wire::store(run0_ + 8, width);
    wire::store(run0_ + 10, height);
    wire::store(run0_ + 12, fps_n);
    wire::store(run0_ + 14, fps_d);
    return out;
}

struct StreamOpenReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stream_open;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamOpenReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StreamOpenReply&) const = default;
};

struct StreamOpenReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StreamOpenReply own() const;
};

inline Decoded<StreamOpenReply::View> StreamOpenReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamOpenReply::put(wire::Room out) const {
    return out;
}

struct StreamCloseRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stream_close;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamCloseRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StreamCloseRequest&) const = default;
};

struct StreamCloseRequest::View {
    std::uint16_t stream_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
    }
    StreamCloseRequest own() const;
};

inline Decoded<StreamCloseRequest::View> StreamCloseRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamCloseRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    return out;
}

struct StreamCloseReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stream_close;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamCloseReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StreamCloseReply&) const = default;
};

struct StreamCloseReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StreamCloseReply own() const;
};

inline Decoded<StreamCloseReply::View> StreamCloseReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamCloseReply::put(wire::Room out) const {
    return out;
}

struct StartIngestRequest {
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
    std::string device_path{};  // /dev/video0, screen:, pattern: or file:/path.
    std::string dest_host{};  // Node name or host to push to; empty keeps the stream on the node for readers to attach.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartIngestRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    static StartIngestRequest from(const Ingest& like);
    Ingest as_ingest() const;
    bool operator==(const StartIngestRequest&) const = default;
};

struct StartIngestRequest::View {
    std::uint16_t stream_id{};
    Format format{};
    std::uint16_t width{};
    std::uint16_t height{};
    std::uint16_t fps_n{};
    std::uint16_t fps_d{};
    std::uint16_t dest_port{};
    TransportMode transport_mode{};
    std::string_view device_path{};
    std::string_view dest_host{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(17);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        format = wire::load<Format>(run0_ + 2);
        width = wire::load<std::uint16_t>(run0_ + 4);
        height = wire::load<std::uint16_t>(run0_ + 6);
        fps_n = wire::load<std::uint16_t>(run0_ + 8);
        fps_d = wire::load<std::uint16_t>(run0_ + 10);
        dest_port = wire::load<std::uint16_t>(run0_ + 12);
        transport_mode = wire::load<TransportMode>(run0_ + 14);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 16), 255, device_path)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, dest_host)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("format", format);
        f_("width", width);
        f_("height", height);
        f_("fps_n", fps_n);
        f_("fps_d", fps_d);
        f_("dest_port", dest_port);
        f_("transport_mode", transport_mode);
        f_("device_path", device_path);
        f_("dest_host", dest_host);
    }
    StartIngestRequest own() const;
};

inline Decoded<StartIngestRequest::View> StartIngestRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartIngestRequest::put(wire::Room out) const {
    const std::string_view device_path_sent_ = wire::clip(device_path, 255);
    std::byte* run0_ = out.run(17);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, format);
    wire::store(run0_ + 4, width);
    wire::store(run0_ + 6, height);
    wire::store(run0_ + 8, fps_n);
    wire::store(run0_ + 10, fps_d);
    wire::store(run0_ + 12, dest_port);
    wire::store(run0_ + 14, transport_mode);
    wire::store(run0_ + 16, static_cast<std::uint8_t>(device_path_sent_.size()));
    out.text(device_path_sent_);
    const std::string_view dest_host_sent_ = wire::clip(dest_host, 255);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(dest_host_sent_.size()));
    out.text(dest_host_sent_);
    return out;
}

struct StartIngestReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_ingest;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartIngestReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StartIngestReply&) const = default;
};

struct StartIngestReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StartIngestReply own() const;
};

inline Decoded<StartIngestReply::View> StartIngestReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartIngestReply::put(wire::Room out) const {
    return out;
}

struct StopIngestRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_ingest;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopIngestRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopIngestRequest&) const = default;
};

struct StopIngestRequest::View {
    std::uint16_t stream_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
    }
    StopIngestRequest own() const;
};

inline Decoded<StopIngestRequest::View> StopIngestRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopIngestRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    return out;
}

struct StopIngestReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_ingest;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopIngestReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopIngestReply&) const = default;
};

struct StopIngestReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StopIngestReply own() const;
};

inline Decoded<StopIngestReply::View> StopIngestReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopIngestReply::put(wire::Room out) const {
    return out;
}

struct StartDisplayRequest {
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

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartDisplayRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 14; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    static StartDisplayRequest from(const Display& like);
    Display as_display() const;
    bool operator==(const StartDisplayRequest&) const = default;
};

struct StartDisplayRequest::View {
    std::uint16_t stream_id{};
    std::int16_t win_x{};
    std::int16_t win_y{};
    std::uint16_t win_w{};
    std::uint16_t win_h{};
    Scale scale{};
    Anchor anchor{};
    std::uint8_t no_signal_fps{};
    std::uint8_t reserved{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(14);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        win_x = wire::load<std::int16_t>(run0_ + 2);
        win_y = wire::load<std::int16_t>(run0_ + 4);
        win_w = wire::load<std::uint16_t>(run0_ + 6);
        win_h = wire::load<std::uint16_t>(run0_ + 8);
        scale = wire::load<Scale>(run0_ + 10);
        anchor = wire::load<Anchor>(run0_ + 11);
        no_signal_fps = wire::load<std::uint8_t>(run0_ + 12);
        reserved = wire::load<std::uint8_t>(run0_ + 13);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("win_x", win_x);
        f_("win_y", win_y);
        f_("win_w", win_w);
        f_("win_h", win_h);
        f_("scale", scale);
        f_("anchor", anchor);
        f_("no_signal_fps", no_signal_fps);
        f_("reserved", reserved);
    }
    StartDisplayRequest own() const;
};

inline Decoded<StartDisplayRequest::View> StartDisplayRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartDisplayRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(14);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, win_x);
    wire::store(run0_ + 4, win_y);
    wire::store(run0_ + 6, win_w);
    wire::store(run0_ + 8, win_h);
    wire::store(run0_ + 10, scale);
    wire::store(run0_ + 11, anchor);
    wire::store(run0_ + 12, no_signal_fps);
    wire::store(run0_ + 13, reserved);
    return out;
}

struct StartDisplayReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_display;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartDisplayReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StartDisplayReply&) const = default;
};

struct StartDisplayReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StartDisplayReply own() const;
};

inline Decoded<StartDisplayReply::View> StartDisplayReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartDisplayReply::put(wire::Room out) const {
    return out;
}

struct StopDisplayRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_display;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopDisplayRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopDisplayRequest&) const = default;
};

struct StopDisplayRequest::View {
    std::uint16_t stream_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
    }
    StopDisplayRequest own() const;
};

inline Decoded<StopDisplayRequest::View> StopDisplayRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopDisplayRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    return out;
}

struct StopDisplayReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_display;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopDisplayReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopDisplayReply&) const = default;
};

struct StopDisplayReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StopDisplayReply own() const;
};

inline Decoded<StopDisplayReply::View> StopDisplayReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopDisplayReply::put(wire::Room out) const {
    return out;
}

struct StartSinkRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::start_sink;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::string path{};  // File to write on the node.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartSinkRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    static StartSinkRequest from(const Sink& like);
    Sink as_sink() const;
    bool operator==(const StartSinkRequest&) const = default;
};

struct StartSinkRequest::View {
    std::uint16_t stream_id{};
    std::string_view path{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(3);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 2), 255, path)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("path", path);
    }
    StartSinkRequest own() const;
};

inline Decoded<StartSinkRequest::View> StartSinkRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartSinkRequest::put(wire::Room out) const {
    const std::string_view path_sent_ = wire::clip(path, 255);
    std::byte* run0_ = out.run(3);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, static_cast<std::uint8_t>(path_sent_.size()));
    out.text(path_sent_);
    return out;
}

struct StartSinkReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_sink;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartSinkReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StartSinkReply&) const = default;
};

struct StartSinkReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StartSinkReply own() const;
};

inline Decoded<StartSinkReply::View> StartSinkReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartSinkReply::put(wire::Room out) const {
    return out;
}

struct StopSinkRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_sink;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopSinkRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopSinkRequest&) const = default;
};

struct StopSinkRequest::View {
    std::uint16_t stream_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
    }
    StopSinkRequest own() const;
};

inline Decoded<StopSinkRequest::View> StopSinkRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopSinkRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, stream_id);
    return out;
}

struct StopSinkReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_sink;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopSinkReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopSinkReply&) const = default;
};

struct StopSinkReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StopSinkReply own() const;
};

inline Decoded<StopSinkReply::View> StopSinkReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopSinkReply::put(wire::Room out) const {
    return out;
}

}  // namespace weir::gen
