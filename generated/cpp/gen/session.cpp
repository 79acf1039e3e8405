// Generated from schema/session.yaml by codegen. Do not edit.
#include "gen/session.hpp"

namespace weir::gen {

std::string_view name(DropCause value) {
    switch (value) {
        case DropCause::replaced: return "replaced";
        case DropCause::slot_busy: return "slot_busy";
        case DropCause::frame_budget: return "frame_budget";
        case DropCause::byte_budget: return "byte_budget";
        case DropCause::oversized: return "oversized";
        case DropCause::interrupted: return "interrupted";
        case DropCause::output_closed: return "output_closed";
        case DropCause::handoff_full: return "handoff_full";
        case DropCause::awaiting_keyframe: return "awaiting_keyframe";
        case DropCause::memory_ceiling: return "memory_ceiling";
        case DropCause::suppressed: return "suppressed";
    }
    return {};
}

template <>
std::optional<DropCause> from_name(std::string_view name) {
    if (name == "replaced") return DropCause::replaced;
    if (name == "slot_busy") return DropCause::slot_busy;
    if (name == "frame_budget") return DropCause::frame_budget;
    if (name == "byte_budget") return DropCause::byte_budget;
    if (name == "oversized") return DropCause::oversized;
    if (name == "interrupted") return DropCause::interrupted;
    if (name == "output_closed") return DropCause::output_closed;
    if (name == "handoff_full") return DropCause::handoff_full;
    if (name == "awaiting_keyframe") return DropCause::awaiting_keyframe;
    if (name == "memory_ceiling") return DropCause::memory_ceiling;
    if (name == "suppressed") return DropCause::suppressed;
    return std::nullopt;
}

DropCount DropCount::View::own() const {
    DropCount out;
    out.cause = cause;
    out.frames = frames;
    return out;
}

Decoded<DropCount> DropCount::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Hello Hello::View::own() const {
    Hello out;
    out.protocol_version = protocol_version;
    out.schema_hash = schema_hash;
    out.boot_nonce = boot_nonce;
    out.site_id = site_id;
    out.function_flags = function_flags;
    out.node_name = node_name;
    return out;
}

Decoded<Hello> Hello::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t Hello::encoded_size() const {
    std::size_t size_ = 19;
    size_ += wire::clip(node_name, 128).size();
    return size_;
}

Ping Ping::View::own() const {
    Ping out;
    out.nonce = nonce;
    out.sent_at = sent_at;
    return out;
}

Decoded<Ping> Ping::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

Pong Pong::View::own() const {
    Pong out;
    out.nonce = nonce;
    out.sent_at = sent_at;
    out.answered_at = answered_at;
    return out;
}

Decoded<Pong> Pong::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

CongestionReport CongestionReport::View::own() const {
    CongestionReport out;
    out.output_id = output_id;
    out.stream_id = stream_id;
    out.frames_received = frames_received;
    out.frames_sent = frames_sent;
    out.frames_waiting = frames_waiting;
    out.bytes_waiting = bytes_waiting;
    out.oldest_age = oldest_age;
    out.kernel_queue = kernel_queue;
    out.drops.reserve(drops.size());
    for (const auto& item_ : drops) out.drops.emplace_back(item_.own());
    return out;
}

Decoded<CongestionReport> CongestionReport::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t CongestionReport::encoded_size() const {
    std::size_t size_ = 41;
    size_ += wire::first(drops, 255).size() * 11;
    return size_;
}

}  // namespace weir::gen
