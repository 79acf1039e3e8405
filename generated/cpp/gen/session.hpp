#pragma once
// Generated from schema/session.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


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
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(DropCause value);
template <>
std::optional<DropCause> from_name(std::string_view name);


// Frames lost to one cause since the output was opened.
struct DropCount {
    DropCause cause{};
    std::uint64_t frames{};  // [frames]

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<DropCount> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 9; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const DropCount&) const = default;
};

struct DropCount::View {
    DropCause cause{};
    std::uint64_t frames{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(9);
        if (checked && run0_ == nullptr) return false;
        cause = wire::load<DropCause>(run0_);
        frames = wire::load<std::uint64_t>(run0_ + 1);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("cause", cause);
        f_("frames", frames);
    }
    DropCount own() const;
};

inline Decoded<DropCount::View> DropCount::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room DropCount::put(wire::Room out) const {
    std::byte* run0_ = out.run(9);
    wire::store(run0_, cause);
    wire::store(run0_ + 1, frames);
    return out;
}

// First message of each side of a connection between our own nodes. A peer that sends none is
// served as a plain peer and never expected to answer a ping.
struct Hello {
    static constexpr std::uint16_t type = 0x0007;
    static constexpr Access access = Access::view;
    std::uint16_t protocol_version{};
    std::uint32_t schema_hash{};  // Differs when the layouts differ. For the log, not for refusing.
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    FunctionFlags function_flags{};
    std::string node_name{};  // namespace:instance.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Hello> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Hello&) const = default;
};

struct Hello::View {
    std::uint16_t protocol_version{};
    std::uint32_t schema_hash{};
    std::uint64_t boot_nonce{};
    std::uint16_t site_id{};
    FunctionFlags function_flags{};
    std::string_view node_name{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(19);
        if (checked && run0_ == nullptr) return false;
        protocol_version = wire::load<std::uint16_t>(run0_);
        schema_hash = wire::load<std::uint32_t>(run0_ + 2);
        boot_nonce = wire::load<std::uint64_t>(run0_ + 6);
        site_id = wire::load<std::uint16_t>(run0_ + 14);
        function_flags = wire::load<FunctionFlags>(run0_ + 16);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 18), 128, node_name)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("protocol_version", protocol_version);
        f_("schema_hash", schema_hash);
        f_("boot_nonce", boot_nonce);
        f_("site_id", site_id);
        f_("function_flags", function_flags);
        f_("node_name", node_name);
    }
    Hello own() const;
};

inline Decoded<Hello::View> Hello::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Hello::put(wire::Room out) const {
    const std::string_view node_name_sent_ = wire::clip(node_name, 128);
    std::byte* run0_ = out.run(19);
    wire::store(run0_, protocol_version);
    wire::store(run0_ + 2, schema_hash);
    wire::store(run0_ + 6, boot_nonce);
    wire::store(run0_ + 14, site_id);
    wire::store(run0_ + 16, function_flags);
    wire::store(run0_ + 18, static_cast<std::uint8_t>(node_name_sent_.size()));
    out.text(node_name_sent_);
    return out;
}

// Asks for a pong. Sent when nothing else was sent for a second.
struct Ping {
    static constexpr std::uint16_t type = 0x0008;
    static constexpr Access access = Access::view;
    std::uint32_t nonce{};
    std::uint64_t sent_at{};  // [us] The sender's clock.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Ping> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 12; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Ping&) const = default;
};

struct Ping::View {
    std::uint32_t nonce{};
    std::uint64_t sent_at{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(12);
        if (checked && run0_ == nullptr) return false;
        nonce = wire::load<std::uint32_t>(run0_);
        sent_at = wire::load<std::uint64_t>(run0_ + 4);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("nonce", nonce);
        f_("sent_at", sent_at);
    }
    Ping own() const;
};

inline Decoded<Ping::View> Ping::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Ping::put(wire::Room out) const {
    std::byte* run0_ = out.run(12);
    wire::store(run0_, nonce);
    wire::store(run0_ + 4, sent_at);
    return out;
}

// Answers a ping.
struct Pong {
    static constexpr std::uint16_t type = 0x0009;
    static constexpr Access access = Access::view;
    std::uint32_t nonce{};  // The ping's.
    std::uint64_t sent_at{};  // [us] The ping's.
    std::uint64_t answered_at{};  // [us] The answering node's clock.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Pong> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 20; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Pong&) const = default;
};

struct Pong::View {
    std::uint32_t nonce{};
    std::uint64_t sent_at{};
    std::uint64_t answered_at{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(20);
        if (checked && run0_ == nullptr) return false;
        nonce = wire::load<std::uint32_t>(run0_);
        sent_at = wire::load<std::uint64_t>(run0_ + 4);
        answered_at = wire::load<std::uint64_t>(run0_ + 12);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("nonce", nonce);
        f_("sent_at", sent_at);
        f_("answered_at", answered_at);
    }
    Pong own() const;
};

inline Decoded<Pong::View> Pong::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Pong::put(wire::Room out) const {
    std::byte* run0_ = out.run(20);
    wire::store(run0_, nonce);
    wire::store(run0_ + 4, sent_at);
    wire::store(run0_ + 12, answered_at);
    return out;
}

// How one output of a relay copes. received = sent + dropped + waiting, always.
struct CongestionReport {
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
    std::vector<DropCount> drops{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<CongestionReport> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const CongestionReport&) const = default;
};

struct CongestionReport::View {
    std::uint16_t output_id{};
    std::uint16_t stream_id{};
    std::uint64_t frames_received{};
    std::uint64_t frames_sent{};
    std::uint32_t frames_waiting{};
    std::uint64_t bytes_waiting{};
    std::uint32_t oldest_age{};
    std::uint32_t kernel_queue{};
    wire::List<wire::SizedElement<DropCount::View, std::uint16_t>> drops{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(41);
        if (checked && run0_ == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0_);
        stream_id = wire::load<std::uint16_t>(run0_ + 2);
        frames_received = wire::load<std::uint64_t>(run0_ + 4);
        frames_sent = wire::load<std::uint64_t>(run0_ + 12);
        frames_waiting = wire::load<std::uint32_t>(run0_ + 20);
        bytes_waiting = wire::load<std::uint64_t>(run0_ + 24);
        oldest_age = wire::load<std::uint32_t>(run0_ + 32);
        kernel_queue = wire::load<std::uint32_t>(run0_ + 36);
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 40), 255, 11) || !drops.read(in, wire::load<std::uint8_t>(run0_ + 40), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("output_id", output_id);
        f_("stream_id", stream_id);
        f_("frames_received", frames_received);
        f_("frames_sent", frames_sent);
        f_("frames_waiting", frames_waiting);
        f_("bytes_waiting", bytes_waiting);
        f_("oldest_age", oldest_age);
        f_("kernel_queue", kernel_queue);
        f_("drops", drops);
    }
    CongestionReport own() const;
};

inline Decoded<CongestionReport::View> CongestionReport::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room CongestionReport::put(wire::Room out) const {
    const auto drops_sent_ = wire::first(drops, 255u);
    std::byte* run0_ = out.run(41);
    wire::store(run0_, output_id);
    wire::store(run0_ + 2, stream_id);
    wire::store(run0_ + 4, frames_received);
    wire::store(run0_ + 12, frames_sent);
    wire::store(run0_ + 20, frames_waiting);
    wire::store(run0_ + 24, bytes_waiting);
    wire::store(run0_ + 32, oldest_age);
    wire::store(run0_ + 36, kernel_queue);
    wire::store(run0_ + 40, static_cast<std::uint8_t>(drops_sent_.size()));
    for (const auto& item_ : drops_sent_) out.sized<std::uint16_t>(item_);
    return out;
}

}  // namespace weir::gen
