#pragma once
// Generated from schema/relay.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"


namespace weir::gen {


// What an output does when its reader is too slow.
enum class DeliveryMode : std::uint8_t {
    low_latency = 1,  // One frame waits; the rest is dropped.
    completeness = 2,  // Frames wait in order within two budgets.
    opaque = 3,  // A byte pipe without frames.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(DeliveryMode value);
template <>
std::optional<DeliveryMode> from_name(std::string_view name);

// Which frame a low-latency output keeps.
enum class SlotPolicy : std::uint8_t {
    replace_pending = 1,  // The newest wins.
    keep_pending = 2,  // The waiting one stays.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(SlotPolicy value);
template <>
std::optional<SlotPolicy> from_name(std::string_view name);

// Which frame a full completeness output gives up.
enum class DropPolicy : std::uint8_t {
    drop_oldest = 1,  // Keeps the newest frames.
    drop_newest = 2,  // Keeps an unbroken beginning.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(DropPolicy value);
template <>
std::optional<DropPolicy> from_name(std::string_view name);

// How firmly a completeness output keeps to its budget.
enum class BudgetPolicy : std::uint8_t {
    hard = 1,  // The budget is never passed.
    soft = 2,  // A burst may pass it, up to twice of it; there the output is brought back to the budget in one go.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(BudgetPolicy value);
template <>
std::optional<BudgetPolicy> from_name(std::string_view name);

// How the outputs that share a connection take turns.
enum class Scheduler : std::uint8_t {
    strict_priority = 1,  // The highest priority first; equals in turn.
    round_robin = 2,  // One frame of each in turn.
    weighted_round_robin = 3,  // Frames in the ratio of the weights.
    deficit_round_robin = 4,  // Bytes in the ratio of the weights.
    source_suppression = 5,  // As strict priority; on a congested connection the lowest priority is given up until it has recovered.
};
// The name in the schema; empty for a value that it does not list.
std::string_view name(Scheduler value);
template <>
std::optional<Scheduler> from_name(std::string_view name);


// An output that a relay is wanted to have.
struct RelayEdge {
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::uint16_t output_stream_id{};  // Id of the stream on this output; 0 passes stream_id through.
    DeliveryMode mode{};
    SlotPolicy slot_policy{};
    DropPolicy drop_policy{};
    std::uint8_t priority{};  // Higher goes first.
    std::uint32_t frames_max{};  // [frames] Frame budget of a completeness output; 0 is the node's default.
    std::uint64_t bytes_max{};  // [bytes] Byte budget of a completeness output; 0 is the node's default.
    std::uint16_t dest_port{};  // 0 when dest_host is a node name or empty.
    std::string dest_host{};  // Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    BudgetPolicy budget_policy{};  // Of a completeness output; 0 is hard.
    Scheduler scheduler{};  // Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    std::uint16_t weight{};  // Share of the connection under weighted and deficit round-robin; 0 counts as 1.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<RelayEdge> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const RelayEdge&) const = default;
};

struct RelayEdge::View {
    std::uint16_t output_id{};
    std::uint16_t stream_id{};
    std::uint16_t output_stream_id{};
    DeliveryMode mode{};
    SlotPolicy slot_policy{};
    DropPolicy drop_policy{};
    std::uint8_t priority{};
    std::uint32_t frames_max{};
    std::uint64_t bytes_max{};
    std::uint16_t dest_port{};
    std::string_view dest_host{};
    BudgetPolicy budget_policy{};
    Scheduler scheduler{};
    std::uint16_t weight{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(25);
        if (checked && run0_ == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0_);
        stream_id = wire::load<std::uint16_t>(run0_ + 2);
        output_stream_id = wire::load<std::uint16_t>(run0_ + 4);
        mode = wire::load<DeliveryMode>(run0_ + 6);
        slot_policy = wire::load<SlotPolicy>(run0_ + 7);
        drop_policy = wire::load<DropPolicy>(run0_ + 8);
        priority = wire::load<std::uint8_t>(run0_ + 9);
        frames_max = wire::load<std::uint32_t>(run0_ + 10);
        bytes_max = wire::load<std::uint64_t>(run0_ + 14);
        dest_port = wire::load<std::uint16_t>(run0_ + 22);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 24), 255, dest_host)) return false;
        if (in.at_end()) return true;
        const std::byte* run1_ = in.run(4);
        if (checked && run1_ == nullptr) return false;
        budget_policy = wire::load<BudgetPolicy>(run1_);
        scheduler = wire::load<Scheduler>(run1_ + 1);
        weight = wire::load<std::uint16_t>(run1_ + 2);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("output_id", output_id);
        f_("stream_id", stream_id);
        f_("output_stream_id", output_stream_id);
        f_("mode", mode);
        f_("slot_policy", slot_policy);
        f_("drop_policy", drop_policy);
        f_("priority", priority);
        f_("frames_max", frames_max);
        f_("bytes_max", bytes_max);
        f_("dest_port", dest_port);
        f_("dest_host", dest_host);
        f_("budget_policy", budget_policy);
        f_("scheduler", scheduler);
        f_("weight", weight);
    }
    RelayEdge own() const;
};

inline Decoded<RelayEdge::View> RelayEdge::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room RelayEdge::put(wire::Room out) const {
    const std::string_view dest_host_sent_ = wire::clip(dest_host, 255);
    std::byte* run0_ = out.run(25);
    wire::store(run0_, output_id);
    wire::store(run0_ + 2, stream_id);
    wire::store(run0_ + 4, output_stream_id);
    wire::store(run0_ + 6, mode);
    wire::store(run0_ + 7, slot_policy);
    wire::store(run0_ + 8, drop_policy);
    wire::store(run0_ + 9, priority);
    wire::store(run0_ + 10, frames_max);
    wire::store(run0_ + 14, bytes_max);
    wire::store(run0_ + 22, dest_port);
    wire::store(run0_ + 24, static_cast<std::uint8_t>(dest_host_sent_.size()));
    out.text(dest_host_sent_);
    std::byte* run1_ = out.run(4);
    wire::store(run1_, budget_policy);
    wire::store(run1_ + 1, scheduler);
    wire::store(run1_ + 2, weight);
    return out;
}

struct StartRelayRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::start_relay;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::uint16_t output_stream_id{};  // Id of the stream on this output; 0 passes stream_id through.
    DeliveryMode mode{};
    SlotPolicy slot_policy{};
    DropPolicy drop_policy{};
    std::uint8_t priority{};  // Higher goes first.
    std::uint32_t frames_max{};  // [frames] Frame budget of a completeness output; 0 is the node's default.
    std::uint64_t bytes_max{};  // [bytes] Byte budget of a completeness output; 0 is the node's default.
    std::uint16_t dest_port{};  // 0 when dest_host is a node name or empty.
    std::string dest_host{};  // Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    BudgetPolicy budget_policy{};  // Of a completeness output; 0 is hard.
    Scheduler scheduler{};  // Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    std::uint16_t weight{};  // Share of the connection under weighted and deficit round-robin; 0 counts as 1.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartRelayRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    static StartRelayRequest from(const RelayEdge& like);
    RelayEdge as_relay_edge() const;
    bool operator==(const StartRelayRequest&) const = default;
};

struct StartRelayRequest::View {
    std::uint16_t stream_id{};
    std::uint16_t output_stream_id{};
    DeliveryMode mode{};
    SlotPolicy slot_policy{};
    DropPolicy drop_policy{};
    std::uint8_t priority{};
    std::uint32_t frames_max{};
    std::uint64_t bytes_max{};
    std::uint16_t dest_port{};
    std::string_view dest_host{};
    BudgetPolicy budget_policy{};
    Scheduler scheduler{};
    std::uint16_t weight{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(23);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        output_stream_id = wire::load<std::uint16_t>(run0_ + 2);
        mode = wire::load<DeliveryMode>(run0_ + 4);
        slot_policy = wire::load<SlotPolicy>(run0_ + 5);
        drop_policy = wire::load<DropPolicy>(run0_ + 6);
        priority = wire::load<std::uint8_t>(run0_ + 7);
        frames_max = wire::load<std::uint32_t>(run0_ + 8);
        bytes_max = wire::load<std::uint64_t>(run0_ + 12);
        dest_port = wire::load<std::uint16_t>(run0_ + 20);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 22), 255, dest_host)) return false;
        if (in.at_end()) return true;
        const std::byte* run1_ = in.run(4);
        if (checked && run1_ == nullptr) return false;
        budget_policy = wire::load<BudgetPolicy>(run1_);
        scheduler = wire::load<Scheduler>(run1_ + 1);
        weight = wire::load<std::uint16_t>(run1_ + 2);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("output_stream_id", output_stream_id);
        f_("mode", mode);
        f_("slot_policy", slot_policy);
        f_("drop_policy", drop_policy);
        f_("priority", priority);
        f_("frames_max", frames_max);
        f_("bytes_max", bytes_max);
        f_("dest_port", dest_port);
        f_("dest_host", dest_host);
        f_("budget_policy", budget_policy);
        f_("scheduler", scheduler);
        f_("weight", weight);
    }
    StartRelayRequest own() const;
};

inline Decoded<StartRelayRequest::View> StartRelayRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartRelayRequest::put(wire::Room out) const {
    const std::string_view dest_host_sent_ = wire::clip(dest_host, 255);
    std::byte* run0_ = out.run(23);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, output_stream_id);
    wire::store(run0_ + 4, mode);
    wire::store(run0_ + 5, slot_policy);
    wire::store(run0_ + 6, drop_policy);
    wire::store(run0_ + 7, priority);
    wire::store(run0_ + 8, frames_max);
    wire::store(run0_ + 12, bytes_max);
    wire::store(run0_ + 20, dest_port);
    wire::store(run0_ + 22, static_cast<std::uint8_t>(dest_host_sent_.size()));
    out.text(dest_host_sent_);
    std::byte* run1_ = out.run(4);
    wire::store(run1_, budget_policy);
    wire::store(run1_ + 1, scheduler);
    wire::store(run1_ + 2, weight);
    return out;
}

struct StartRelayReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_relay;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StartRelayReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StartRelayReply&) const = default;
};

struct StartRelayReply::View {
    std::uint16_t output_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("output_id", output_id);
    }
    StartRelayReply own() const;
};

inline Decoded<StartRelayReply::View> StartRelayReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StartRelayReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, output_id);
    return out;
}

struct StopRelayRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_relay;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopRelayRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 2; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopRelayRequest&) const = default;
};

struct StopRelayRequest::View {
    std::uint16_t output_id{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(2);
        if (checked && run0_ == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("output_id", output_id);
    }
    StopRelayRequest own() const;
};

inline Decoded<StopRelayRequest::View> StopRelayRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopRelayRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(2);
    wire::store(run0_, output_id);
    return out;
}

struct StopRelayReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_relay;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StopRelayReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StopRelayReply&) const = default;
};

struct StopRelayReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    StopRelayReply own() const;
};

inline Decoded<StopRelayReply::View> StopRelayReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StopRelayReply::put(wire::Room out) const {
    return out;
}

}  // namespace weir::gen
