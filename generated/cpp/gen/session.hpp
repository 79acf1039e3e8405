#pragma once
// Generated from schema/session.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"
#include "gen/common.hpp"

namespace weir::gen {

// Why a relay did not deliver a frame.
enum class DropCause : std::uint8_t {
    replaced = 1,  // A newer frame took the slot.
    slot_busy = 2,  // The slot kept its older frame.
    frame_budget = 3,  // The queue's frame budget was full.
    byte_budget = 4,  // The queue's byte budget was full.
    oversized = 5,  // Larger than the whole byte budget.
    interrupted = 6,  // The connection went away in the middle of the frame.
    output_closed = 7,  // Waiting when the output was closed.
    handoff_full = 8,  // The thread that takes the frames was too slow.
    awaiting_keyframe = 9,  // Not decodable before the next keyframe.
    memory_ceiling = 10,  // The node's frame memory was nearly full.
    suppressed = 11,  // The scheduler gave the output up while its connection was congested.
    not_stored = 12,  // The recording did not take it: the disk is full or gone, or the writing program ended.
    not_shown = 13,  // The window could not show it: its bytes do not fit what the stream announced, or cannot be decoded.
};

// Frames lost to one cause since the output was opened.
template <typename As>
struct DropCountAs {
    using View = DropCountAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 9, encoded_max = 9;
    DropCause cause{};
    std::uint64_t frames{};  // [frames]
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DropCountAs>(bytes); }  // Decoded<View>
    static Decoded<DropCountAs> decode(Bytes bytes) { return wire::Made<DropCountAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // DropCount
    std::size_t encoded_size() const { return wire::Made<DropCountAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DropCountAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("cause", my.cause...),
                         wire::plain("frames", my.frames...));
    }
};
using DropCount = DropCountAs<wire::Owned>;

// First message of each side of a connection between our own nodes. A peer that sends none is
// served as a plain peer and never expected to answer a ping.
template <typename As>
struct HelloAs {
    using View = HelloAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0007;
    static constexpr Access access = Access::view;
    std::uint16_t protocol_version{};
    std::uint32_t schema_hash{};  // Differs when the layouts differ. For the log, not for refusing.
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    FunctionFlags function_flags{};
    As::Text node_name{};  // namespace:instance.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<HelloAs>(bytes); }  // Decoded<View>
    static Decoded<HelloAs> decode(Bytes bytes) { return wire::Made<HelloAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Hello
    std::size_t encoded_size() const { return wire::Made<HelloAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const HelloAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("protocol_version", my.protocol_version...),
                         wire::plain("schema_hash", my.schema_hash...),
                         wire::plain("boot_nonce", my.boot_nonce...),
                         wire::plain("site_id", my.site_id...),
                         wire::plain("function_flags", my.function_flags...),
                         wire::field<wire::Str8<128>>("node_name", my.node_name...));
    }
};
using Hello = HelloAs<wire::Owned>;

// Asks for a pong. Sent when nothing else was sent for a second.
template <typename As>
struct PingAs {
    using View = PingAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0008;
    static constexpr Access access = Access::view;
    std::uint32_t nonce{};
    std::uint64_t sent_at{};  // [us] The sender's clock.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<PingAs>(bytes); }  // Decoded<View>
    static Decoded<PingAs> decode(Bytes bytes) { return wire::Made<PingAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Ping
    std::size_t encoded_size() const { return wire::Made<PingAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const PingAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("nonce", my.nonce...),
                         wire::plain("sent_at", my.sent_at...));
    }
};
using Ping = PingAs<wire::Owned>;

// Answers a ping.
template <typename As>
struct PongAs {
    using View = PongAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0009;
    static constexpr Access access = Access::view;
    std::uint32_t nonce{};  // The ping's.
    std::uint64_t sent_at{};  // [us] The ping's.
    std::uint64_t answered_at{};  // [us] The answering node's clock.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<PongAs>(bytes); }  // Decoded<View>
    static Decoded<PongAs> decode(Bytes bytes) { return wire::Made<PongAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Pong
    std::size_t encoded_size() const { return wire::Made<PongAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const PongAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("nonce", my.nonce...),
                         wire::plain("sent_at", my.sent_at...),
                         wire::plain("answered_at", my.answered_at...));
    }
};
using Pong = PongAs<wire::Owned>;

// How one output of a relay copes. received = sent + dropped + waiting, always. Sent to the reader
// of the output and to controllers: when congestion begins and ends, at most once a second while
// it lasts, and every ten seconds otherwise.
template <typename As>
struct CongestionReportAs {
    using View = CongestionReportAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x000a;
    static constexpr Access access = Access::view;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::uint64_t frames_received{};  // [frames]
    std::uint64_t frames_sent{};  // [frames]
    std::uint32_t frames_waiting{};  // [frames]
    std::uint64_t bytes_waiting{};  // [bytes]
    std::uint32_t oldest_age{};  // [ms] Age of the oldest waiting frame.
    std::uint32_t kernel_queue{};  // [bytes] Accepted by the kernel and not yet acknowledged by the reader.
    As::template List<wire::Sized<DropCountAs>> drops{};
    bool congested{};  // It drops, or a frame has waited for long; false when a peer is told that this is over.
    std::uint32_t fps_milli{};  // [mHz] Sent over the last seconds.
    std::uint64_t bits_per_second{};  // [bit/s] Sent over the last seconds.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<CongestionReportAs>(bytes); }  // Decoded<View>
    static Decoded<CongestionReportAs> decode(Bytes bytes) { return wire::Made<CongestionReportAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // CongestionReport
    std::size_t encoded_size() const { return wire::Made<CongestionReportAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const CongestionReportAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("output_id", my.output_id...),
                         wire::plain("stream_id", my.stream_id...),
                         wire::plain("frames_received", my.frames_received...),
                         wire::plain("frames_sent", my.frames_sent...),
                         wire::plain("frames_waiting", my.frames_waiting...),
                         wire::plain("bytes_waiting", my.bytes_waiting...),
                         wire::plain("oldest_age", my.oldest_age...),
                         wire::plain("kernel_queue", my.kernel_queue...),
                         wire::field<wire::List8<wire::Sized<DropCountAs>>>("drops", my.drops...)) &&
               (io.ends() || (io.fields(wire::plain("congested", my.congested...),
                                        wire::plain("fps_milli", my.fps_milli...),
                                        wire::plain("bits_per_second", my.bits_per_second...))));
    }
};
using CongestionReport = CongestionReportAs<wire::Owned>;

}  // namespace weir::gen
