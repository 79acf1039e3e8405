#pragma once
// Generated from schema/relay.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"

namespace weir::gen {

// What an output does when its reader is too slow.
enum class DeliveryMode : std::uint8_t {
    low_latency = 1,  // One frame waits; the rest is dropped.
    completeness = 2,  // Frames wait in order within two budgets.
    opaque = 3,  // A byte pipe without frames.
};

// Which frame a low-latency output keeps.
enum class SlotPolicy : std::uint8_t {
    replace_pending = 1,  // The newest wins.
    keep_pending = 2,  // The waiting one stays.
};

// Which frame a full completeness output gives up.
enum class DropPolicy : std::uint8_t {
    drop_oldest = 1,  // Keeps the newest frames.
    drop_newest = 2,  // Keeps an unbroken beginning.
};

// How firmly a completeness output keeps to its budget.
enum class BudgetPolicy : std::uint8_t {
    hard = 1,  // The budget is never passed.
    soft = 2,  // A burst may pass it, up to twice of it; there the output is brought back to the budget in one go.
};

// How the outputs that share a connection take turns.
enum class Scheduler : std::uint8_t {
    strict_priority = 1,  // The highest priority first; equals in turn.
    round_robin = 2,  // One frame of each in turn.
    weighted_round_robin = 3,  // Frames in the ratio of the weights.
    deficit_round_robin = 4,  // Bytes in the ratio of the weights.
    source_suppression = 5,  // As strict priority; on a congested connection the lowest priority is given up until it has recovered.
};

// An output that a relay is wanted to have.
template <typename As>
struct RelayEdgeAs {
    using View = RelayEdgeAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 25, encoded_max = 287;
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
    As::Text dest_host{};  // Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    BudgetPolicy budget_policy{};  // Of a completeness output; 0 is hard.
    Scheduler scheduler{};  // Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    std::uint16_t weight{};  // Share of the connection under weighted and deficit round-robin; 0 counts as 1.
    bool acknowledged{};  // The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.
    std::uint16_t site_id{};  // Of the stream and of dest_host; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<RelayEdgeAs>(bytes); }  // Decoded<View>
    static Decoded<RelayEdgeAs> decode(Bytes bytes) { return wire::Made<RelayEdgeAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // RelayEdge
    std::size_t encoded_size() const { return wire::Made<RelayEdgeAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const RelayEdgeAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("output_id", my.output_id...),
                         wire::plain("stream_id", my.stream_id...),
                         wire::plain("output_stream_id", my.output_stream_id...),
                         wire::plain("mode", my.mode...),
                         wire::plain("slot_policy", my.slot_policy...),
                         wire::plain("drop_policy", my.drop_policy...),
                         wire::plain("priority", my.priority...),
                         wire::plain("frames_max", my.frames_max...),
                         wire::plain("bytes_max", my.bytes_max...),
                         wire::plain("dest_port", my.dest_port...),
                         wire::field<wire::Str8<>>("dest_host", my.dest_host...)) &&
               (io.ends() || (io.fields(wire::plain("budget_policy", my.budget_policy...),
                                        wire::plain("scheduler", my.scheduler...),
                                        wire::plain("weight", my.weight...),
                                        wire::plain("acknowledged", my.acknowledged...),
                                        wire::plain("site_id", my.site_id...))));
    }
};
using RelayEdge = RelayEdgeAs<wire::Owned>;

template <typename As>
struct StartRelayRequestAs {
    using View = StartRelayRequestAs<wire::Borrowed>;
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
    As::Text dest_host{};  // Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    BudgetPolicy budget_policy{};  // Of a completeness output; 0 is hard.
    Scheduler scheduler{};  // Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    std::uint16_t weight{};  // Share of the connection under weighted and deficit round-robin; 0 counts as 1.
    bool acknowledged{};  // The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.
    std::uint16_t site_id{};  // Of the stream and of dest_host; 0 is the node's own site.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartRelayRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StartRelayRequestAs> decode(Bytes bytes) { return wire::Made<StartRelayRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartRelayRequest
    std::size_t encoded_size() const { return wire::Made<StartRelayRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartRelayRequestAs&) const = default;
    static StartRelayRequestAs from(const RelayEdge& like) { return wire::alike<StartRelayRequestAs, StartRelayRequestAs>(like); }
    RelayEdge as_relay_edge() const { return wire::alike<RelayEdge, StartRelayRequestAs>(*this); }

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("output_stream_id", my.output_stream_id...),
                         wire::plain("mode", my.mode...),
                         wire::plain("slot_policy", my.slot_policy...),
                         wire::plain("drop_policy", my.drop_policy...),
                         wire::plain("priority", my.priority...),
                         wire::plain("frames_max", my.frames_max...),
                         wire::plain("bytes_max", my.bytes_max...),
                         wire::plain("dest_port", my.dest_port...),
                         wire::field<wire::Str8<>>("dest_host", my.dest_host...)) &&
               (io.ends() || (io.fields(wire::plain("budget_policy", my.budget_policy...),
                                        wire::plain("scheduler", my.scheduler...),
                                        wire::plain("weight", my.weight...),
                                        wire::plain("acknowledged", my.acknowledged...),
                                        wire::plain("site_id", my.site_id...))));
    }
};
using StartRelayRequest = StartRelayRequestAs<wire::Owned>;

template <typename As>
struct StartRelayReplyAs {
    using View = StartRelayReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::start_relay;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StartRelayReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StartRelayReplyAs> decode(Bytes bytes) { return wire::Made<StartRelayReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StartRelayReply
    std::size_t encoded_size() const { return wire::Made<StartRelayReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StartRelayReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("output_id", my.output_id...));
    }
};
using StartRelayReply = StartRelayReplyAs<wire::Owned>;

template <typename As>
struct StopRelayRequestAs {
    using View = StopRelayRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::stop_relay;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopRelayRequestAs>(bytes); }  // Decoded<View>
    static Decoded<StopRelayRequestAs> decode(Bytes bytes) { return wire::Made<StopRelayRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopRelayRequest
    std::size_t encoded_size() const { return wire::Made<StopRelayRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopRelayRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("output_id", my.output_id...));
    }
};
using StopRelayRequest = StopRelayRequestAs<wire::Owned>;

template <typename As>
struct StopRelayReplyAs {
    using View = StopRelayReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::stop_relay;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StopRelayReplyAs>(bytes); }  // Decoded<View>
    static Decoded<StopRelayReplyAs> decode(Bytes bytes) { return wire::Made<StopRelayReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StopRelayReply
    std::size_t encoded_size() const { return wire::Made<StopRelayReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StopRelayReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using StopRelayReply = StopRelayReplyAs<wire::Owned>;

}  // namespace weir::gen
