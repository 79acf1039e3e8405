// Generated from schema/stream.yaml by codegen. Do not edit.
#include "gen/stream.hpp"

namespace weir::gen {

std::string_view name(TransportMode value) {
    switch (value) {
        case TransportMode::auto_: return "auto";
        case TransportMode::encapsulated: return "encapsulated";
        case TransportMode::opaque: return "opaque";
    }
    return {};
}

template <>
std::optional<TransportMode> from_name(std::string_view name) {
    if (name == "auto") return TransportMode::auto_;
    if (name == "encapsulated") return TransportMode::encapsulated;
    if (name == "opaque") return TransportMode::opaque;
    return std::nullopt;
}

std::string_view name(Scale value) {
    switch (value) {
        case Scale::stretch: return "stretch";
        case Scale::fit: return "fit";
        case Scale::fill: return "fill";
        case Scale::one_to_one: return "one_to_one";
    }
    return {};
}

template <>
std::optional<Scale> from_name(std::string_view name) {
    if (name == "stretch") return Scale::stretch;
    if (name == "fit") return Scale::fit;
    if (name == "fill") return Scale::fill;
    if (name == "one_to_one") return Scale::one_to_one;
    return std::nullopt;
}

std::string_view name(Anchor value) {
    switch (value) {
        case Anchor::center: return "center";
        case Anchor::top_left: return "top_left";
    }
    return {};
}

template <>
std::optional<Anchor> from_name(std::string_view name) {
    if (name == "center") return Anchor::center;
    if (name == "top_left") return Anchor::top_left;
    return std::nullopt;
}

Ingest Ingest::View::own() const {
    Ingest out;
    out.stream_id = stream_id;
    out.format = format;
    out.width = width;
    out.height = height;
    out.fps_n = fps_n;
    out.fps_d = fps_d;
    out.dest_port = dest_port;
    out.transport_mode = transport_mode;
    out.device_path = device_path;
    out.dest_host = dest_host;
    return out;
}

Decoded<Ingest> Ingest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Ingest::encoded_size() const {
    std::size_t size_ = 18;
    size_ += wire::clip(device_path, 255).size();
    size_ += wire::clip(dest_host, 255).size();
    return size_;
}

Display Display::View::own() const {
    Display out;
    out.stream_id = stream_id;
    out.win_x = win_x;
    out.win_y = win_y;
    out.win_w = win_w;
    out.win_h = win_h;
    out.scale = scale;
    out.anchor = anchor;
    out.no_signal_fps = no_signal_fps;
    out.reserved = reserved;
    return out;
}

Decoded<Display> Display::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Sink Sink::View::own() const {
    Sink out;
    out.stream_id = stream_id;
    out.path = path;
    return out;
}

Decoded<Sink> Sink::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Sink::encoded_size() const {
    std::size_t size_ = 3;
    size_ += wire::clip(path, 255).size();
    return size_;
}

StreamOpenRequest StreamOpenRequest::View::own() const {
    StreamOpenRequest out;
    out.stream_id = stream_id;
    out.format = format;
    out.pixel_format = pixel_format;
    out.origin = origin;
    out.width = width;
    out.height = height;
    out.fps_n = fps_n;
    out.fps_d = fps_d;
    return out;
}

Decoded<StreamOpenRequest> StreamOpenRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StreamOpenReply StreamOpenReply::View::own() const {
    StreamOpenReply out;
    return out;
}

Decoded<StreamOpenReply> StreamOpenReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StreamCloseRequest StreamCloseRequest::View::own() const {
    StreamCloseRequest out;
    out.stream_id = stream_id;
    return out;
}

Decoded<StreamCloseRequest> StreamCloseRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StreamCloseReply StreamCloseReply::View::own() const {
    StreamCloseReply out;
    return out;
}

Decoded<StreamCloseReply> StreamCloseReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StartIngestRequest StartIngestRequest::View::own() const {
    StartIngestRequest out;
    out.stream_id = stream_id;
    out.format = format;
    out.width = width;
    out.height = height;
    out.fps_n = fps_n;
    out.fps_d = fps_d;
    out.dest_port = dest_port;
    out.transport_mode = transport_mode;
    out.device_path = device_path;
    out.dest_host = dest_host;
    return out;
}

Decoded<StartIngestRequest> StartIngestRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StartIngestRequest::encoded_size() const {
    std::size_t size_ = 18;
    size_ += wire::clip(device_path, 255).size();
    size_ += wire::clip(dest_host, 255).size();
    return size_;
}

StartIngestRequest StartIngestRequest::from(const Ingest& like) {
    StartIngestRequest out;
    out.stream_id = like.stream_id;
    out.format = like.format;
    out.width = like.width;
    out.height = like.height;
    out.fps_n = like.fps_n;
    out.fps_d = like.fps_d;
    out.dest_port = like.dest_port;
    out.transport_mode = like.transport_mode;
    out.device_path = like.device_path;
    out.dest_host = like.dest_host;
    return out;
}

Ingest StartIngestRequest::as_ingest() const {
    Ingest out;
    out.stream_id = stream_id;
    out.format = format;
    out.width = width;
    out.height = height;
    out.fps_n = fps_n;
    out.fps_d = fps_d;
    out.dest_port = dest_port;
    out.transport_mode = transport_mode;
    out.device_path = device_path;
    out.dest_host = dest_host;
    return out;
}

StartIngestReply StartIngestReply::View::own() const {
    StartIngestReply out;
    return out;
}

Decoded<StartIngestReply> StartIngestReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopIngestRequest StopIngestRequest::View::own() const {
    StopIngestRequest out;
    out.stream_id = stream_id;
    return out;
}

Decoded<StopIngestRequest> StopIngestRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopIngestReply StopIngestReply::View::own() const {
    StopIngestReply out;
    return out;
}

Decoded<StopIngestReply> StopIngestReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StartDisplayRequest StartDisplayRequest::View::own() const {
    StartDisplayRequest out;
    out.stream_id = stream_id;
    out.win_x = win_x;
    out.win_y = win_y;
    out.win_w = win_w;
    out.win_h = win_h;
    out.scale = scale;
    out.anchor = anchor;
    out.no_signal_fps = no_signal_fps;
    out.reserved = reserved;
    return out;
}

Decoded<StartDisplayRequest> StartDisplayRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StartDisplayRequest StartDisplayRequest::from(const Display& like) {
    StartDisplayRequest out;
    out.stream_id = like.stream_id;
    out.win_x = like.win_x;
    out.win_y = like.win_y;
    out.win_w = like.win_w;
    out.win_h = like.win_h;
    out.scale = like.scale;
    out.anchor = like.anchor;
    out.no_signal_fps = like.no_signal_fps;
    out.reserved = like.reserved;
    return out;
}

Display StartDisplayRequest::as_display() const {
    Display out;
    out.stream_id = stream_id;
    out.win_x = win_x;
    out.win_y = win_y;
    out.win_w = win_w;
    out.win_h = win_h;
    out.scale = scale;
    out.anchor = anchor;
    out.no_signal_fps = no_signal_fps;
    out.reserved = reserved;
    return out;
}

StartDisplayReply StartDisplayReply::View::own() const {
    StartDisplayReply out;
    return out;
}

Decoded<StartDisplayReply> StartDisplayReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopDisplayRequest StopDisplayRequest::View::own() const {
    StopDisplayRequest out;
    out.stream_id = stream_id;
    return out;
}

Decoded<StopDisplayRequest> StopDisplayRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopDisplayReply StopDisplayReply::View::own() const {
    StopDisplayReply out;
    return out;
}

Decoded<StopDisplayReply> StopDisplayReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StartSinkRequest StartSinkRequest::View::own() const {
    StartSinkRequest out;
    out.stream_id = stream_id;
    out.path = path;
    return out;
}

Decoded<StartSinkRequest> StartSinkRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StartSinkRequest::encoded_size() const {
    std::size_t size_ = 3;
    size_ += wire::clip(path, 255).size();
    return size_;
}

StartSinkRequest StartSinkRequest::from(const Sink& like) {
    StartSinkRequest out;
    out.stream_id = like.stream_id;
    out.path = like.path;
    return out;
}

Sink StartSinkRequest::as_sink() const {
    Sink out;
    out.stream_id = stream_id;
    out.path = path;
    return out;
}

StartSinkReply StartSinkReply::View::own() const {
    StartSinkReply out;
    return out;
}

Decoded<StartSinkReply> StartSinkReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopSinkRequest StopSinkRequest::View::own() const {
    StopSinkRequest out;
    out.stream_id = stream_id;
    return out;
}

Decoded<StopSinkRequest> StopSinkRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopSinkReply StopSinkReply::View::own() const {
    StopSinkReply out;
    return out;
}

Decoded<StopSinkReply> StopSinkReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

}  // namespace weir::gen
