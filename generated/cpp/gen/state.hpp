#pragma once
// Generated from schema/state.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"
#include "gen/common.hpp"
#include "gen/media.hpp"
#include "gen/relay.hpp"
#include "gen/session.hpp"
#include "gen/stream.hpp"

namespace weir::gen {

// What an event of a node's history is about.
enum class EventSubject : std::uint8_t {
    node = 1,  // The node itself.
    wanted = 2,  // Something that the node is meant to do.
    resource = 3,  // One thing that the node keeps in its wanted state.
    stream = 4,  // A stream as it comes in.
    output = 5,  // An output of the node.
    peer = 6,  // Another node.
};

// One thing that changed at a node, and when.
template <typename As>
struct NodeEventAs {
    using View = NodeEventAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 21, encoded_max = 1041;
    std::uint64_t number{};  // From 1 at the node's start, +1 per event; a gap is what the reader missed.
    std::uint64_t at{};  // [ms] Unix time.
    EventSubject subject{};
    As::Text name{};  // Of the subject.
    As::Text before{};  // State it was in; empty when it is new.
    As::Text after{};  // State it is in since; empty when it is gone.
    As::Text detail{};  // For people: why, as far as the node knows.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<NodeEventAs>(bytes); }  // Decoded<View>
    static Decoded<NodeEventAs> decode(Bytes bytes) { return wire::Made<NodeEventAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // NodeEvent
    std::size_t encoded_size() const { return wire::Made<NodeEventAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const NodeEventAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("number", my.number...),
                         wire::plain("at", my.at...),
                         wire::plain("subject", my.subject...),
                         wire::field<wire::Str8<>>("name", my.name...)) &&
               io.fields(wire::field<wire::Str8<>>("before", my.before...)) &&
               io.fields(wire::field<wire::Str8<>>("after", my.after...)) &&
               io.fields(wire::field<wire::Str8<>>("detail", my.detail...));
    }
};
using NodeEvent = NodeEventAs<wire::Owned>;

// One thing that the node keeps in its wanted state.
template <typename As>
struct ResourceStateAs {
    using View = ResourceStateAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 17, encoded_max = 1813;
    As::Text kind{};  // capture, connection, output, ...
    As::Text name{};
    As::Text current{};  // State it is in.
    As::Text wanted{};  // State it should be in.
    std::uint64_t since{};  // [ms] For how long it has been in its current state.
    std::uint32_t retry_in{};  // [ms] Until the next try; 0 when none is due.
    As::Text error{};  // Why it is not where it should be; empty when nothing is wrong.
    std::uint32_t number{};  // Its own for as long as the node runs; 0 from older nodes.
    As::Text action{};  // The step in progress; empty when there is none.
    std::uint32_t failures{};  // In a row; forgotten when the wanted state was held for a while.
    bool gave_up{};  // Not tried again until it is wanted otherwise, its device appears or reconcile_now asks.
    As::Text waits_for{};  // Name of the resource that must be there first; empty when there is none.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ResourceStateAs>(bytes); }  // Decoded<View>
    static Decoded<ResourceStateAs> decode(Bytes bytes) { return wire::Made<ResourceStateAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ResourceState
    std::size_t encoded_size() const { return wire::Made<ResourceStateAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ResourceStateAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("kind", my.kind...)) &&
               io.fields(wire::field<wire::Str8<>>("name", my.name...)) &&
               io.fields(wire::field<wire::Str8<>>("current", my.current...)) &&
               io.fields(wire::field<wire::Str8<>>("wanted", my.wanted...)) &&
               io.fields(wire::plain("since", my.since...),
                         wire::plain("retry_in", my.retry_in...),
                         wire::field<wire::Str8<>>("error", my.error...)) &&
               (io.ends() || (io.fields(wire::plain("number", my.number...),
                                        wire::field<wire::Str8<>>("action", my.action...)) &&
                              io.fields(wire::plain("failures", my.failures...),
                                        wire::plain("gave_up", my.gave_up...),
                                        wire::field<wire::Str8<>>("waits_for", my.waits_for...))));
    }
};
using ResourceState = ResourceStateAs<wire::Owned>;

// A stream as the node sees it.
template <typename As>
struct StreamStateAs {
    using View = StreamStateAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 42, encoded_max = 321;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    bool live{};  // Frames are arriving.
    Format format{};
    PixelFormat pixel_format{};
    Origin origin{};
    std::uint16_t width{};  // [px]
    std::uint16_t height{};  // [px]
    std::uint32_t fps_milli{};  // [mHz] Measured frame rate.
    std::uint64_t bits_per_second{};  // [bit/s] Measured payload rate.
    std::uint64_t frames_received{};  // [frames]
    std::uint64_t frames_lost{};  // [frames] Gaps in the sequence numbers.
    As::Text source{};  // Peer or device that it comes from.
    std::uint64_t frames_refused{};  // [frames] Not taken in because the node's frame memory was full.
    std::uint64_t frames_missing{};  // [frames] Of an acknowledged stream: lost for good before they got here, as its source says.
    std::uint64_t frames_repeated{};  // [frames] Of an acknowledged stream: came again after a lost connection, and went no further.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StreamStateAs>(bytes); }  // Decoded<View>
    static Decoded<StreamStateAs> decode(Bytes bytes) { return wire::Made<StreamStateAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StreamState
    std::size_t encoded_size() const { return wire::Made<StreamStateAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StreamStateAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("live", my.live...),
                         wire::plain("format", my.format...),
                         wire::plain("pixel_format", my.pixel_format...),
                         wire::plain("origin", my.origin...),
                         wire::plain("width", my.width...),
                         wire::plain("height", my.height...),
                         wire::plain("fps_milli", my.fps_milli...),
                         wire::plain("bits_per_second", my.bits_per_second...),
                         wire::plain("frames_received", my.frames_received...),
                         wire::plain("frames_lost", my.frames_lost...),
                         wire::field<wire::Str8<>>("source", my.source...)) &&
               (io.ends() || (io.fields(wire::plain("frames_refused", my.frames_refused...),
                                        wire::plain("frames_missing", my.frames_missing...),
                                        wire::plain("frames_repeated", my.frames_repeated...))));
    }
};
using StreamState = StreamStateAs<wire::Owned>;

// An output of the node as it is now.
template <typename As>
struct OutputStateAs {
    using View = OutputStateAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 48, encoded_max = 3145;
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    DeliveryMode mode{};
    As::Text peer{};  // Who reads it.
    bool connected{};
    std::uint64_t frames_received{};  // [frames]
    std::uint64_t frames_sent{};  // [frames]
    std::uint32_t frames_waiting{};  // [frames]
    std::uint64_t bytes_waiting{};  // [bytes]
    std::uint32_t oldest_age{};  // [ms] Age of the oldest waiting frame.
    std::uint32_t kernel_queue{};  // [bytes]
    std::uint32_t fps_milli{};  // [mHz] Measured frame rate.
    As::template List<wire::Sized<DropCountAs>> drops{};
    std::uint64_t gaps{};  // How often the reader of an inter-coded stream was told, by a discontinuity flag, that frames before are missing.
    std::uint64_t bits_per_second{};  // [bit/s] Measured payload rate.
    bool congested{};  // It drops, or a frame has waited for long.
    std::uint32_t frames_retained{};  // [frames] Sent and not acknowledged yet; 0 where nobody asked for acknowledgements.
    std::uint64_t bytes_retained{};  // [bytes] Of the retained frames.
    std::uint64_t frames_overrun{};  // [frames] Forgotten before they were acknowledged, because there was no more room for them; lost if the connection is.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<OutputStateAs>(bytes); }  // Decoded<View>
    static Decoded<OutputStateAs> decode(Bytes bytes) { return wire::Made<OutputStateAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // OutputState
    std::size_t encoded_size() const { return wire::Made<OutputStateAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const OutputStateAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("output_id", my.output_id...),
                         wire::plain("stream_id", my.stream_id...),
                         wire::plain("mode", my.mode...),
                         wire::field<wire::Str8<>>("peer", my.peer...)) &&
               io.fields(wire::plain("connected", my.connected...),
                         wire::plain("frames_received", my.frames_received...),
                         wire::plain("frames_sent", my.frames_sent...),
                         wire::plain("frames_waiting", my.frames_waiting...),
                         wire::plain("bytes_waiting", my.bytes_waiting...),
                         wire::plain("oldest_age", my.oldest_age...),
                         wire::plain("kernel_queue", my.kernel_queue...),
                         wire::plain("fps_milli", my.fps_milli...),
                         wire::field<wire::List8<wire::Sized<DropCountAs>>>("drops", my.drops...)) &&
               (io.ends() || (io.fields(wire::plain("gaps", my.gaps...),
                                        wire::plain("bits_per_second", my.bits_per_second...),
                                        wire::plain("congested", my.congested...),
                                        wire::plain("frames_retained", my.frames_retained...),
                                        wire::plain("bytes_retained", my.bytes_retained...),
                                        wire::plain("frames_overrun", my.frames_overrun...))));
    }
};
using OutputState = OutputStateAs<wire::Owned>;

// A node that this node has heard of.
template <typename As>
struct PeerStateAs {
    using View = PeerStateAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 19, encoded_max = 529;
    As::Text name{};
    As::Text address{};  // host:port.
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    FunctionFlags function_flags{};
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint32_t last_seen{};  // [ms] Age of its last announcement.
    bool duplicate{};  // Another node has the same name.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<PeerStateAs>(bytes); }  // Decoded<View>
    static Decoded<PeerStateAs> decode(Bytes bytes) { return wire::Made<PeerStateAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // PeerState
    std::size_t encoded_size() const { return wire::Made<PeerStateAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const PeerStateAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("name", my.name...)) &&
               io.fields(wire::field<wire::Str8<>>("address", my.address...)) &&
               io.fields(wire::plain("site_id", my.site_id...),
                         wire::plain("function_flags", my.function_flags...),
                         wire::plain("boot_nonce", my.boot_nonce...),
                         wire::plain("last_seen", my.last_seen...),
                         wire::plain("duplicate", my.duplicate...));
    }
};
using PeerState = PeerStateAs<wire::Owned>;

// What has changed at a node since the last state_change on this connection. A reader that is slow
// gets fewer and newer ones, never a queue of old ones.
template <typename As>
struct StateChangeAs {
    using View = StateChangeAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0018;
    static constexpr Access access = Access::view;
    bool full{};  // Forget what was told before; this and what follows tell everything.
    bool more{};  // Did not fit into one message; the rest follows.
    std::uint64_t revision{};  // Of what the node is meant to do.
    As::template List<wire::Sized<IngestAs>> ingests{};  // New or different.
    As::template List<wire::Sized<DisplayAs>> displays{};  // New or different.
    As::template List<wire::Sized<SinkAs>> sinks{};  // New or different.
    As::template List<wire::Sized<RelayEdgeAs>> relays{};  // New or different.
    As::template List<wire::Plain<std::uint16_t>> ingests_gone{};  // No longer wanted.
    As::template List<wire::Plain<std::uint16_t>> displays_gone{};  // No longer wanted.
    As::template List<wire::Plain<std::uint16_t>> sinks_gone{};  // No longer wanted.
    As::template List<wire::Plain<std::uint16_t>> relays_gone{};  // No longer wanted.
    As::template List<wire::Sized<ResourceStateAs>> resources{};  // New or different; passing time alone is no difference.
    As::template List<wire::Sized<StreamStateAs>> streams{};  // New or different.
    As::template List<wire::Sized<OutputStateAs>> outputs{};  // New or different.
    As::template List<wire::Sized<PeerStateAs>> peers{};  // New or different; passing time alone is no difference.
    As::template List<wire::Plain<std::uint32_t>> resources_gone{};  // Numbers of resources that are gone.
    As::template List<wire::Plain<std::uint16_t>> streams_gone{};  // No longer there.
    As::template List<wire::Plain<std::uint16_t>> outputs_gone{};  // No longer there.
    As::template List<wire::Plain<std::uint64_t>> peers_gone{};  // No longer heard.
    As::template List<wire::Sized<NodeEventAs>> events{};  // What happened since, oldest first, as far as it is still kept; get_events tells what was before.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<StateChangeAs>(bytes); }  // Decoded<View>
    static Decoded<StateChangeAs> decode(Bytes bytes) { return wire::Made<StateChangeAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // StateChange
    std::size_t encoded_size() const { return wire::Made<StateChangeAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const StateChangeAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("full", my.full...),
                         wire::plain("more", my.more...),
                         wire::plain("revision", my.revision...),
                         wire::field<wire::List16<wire::Sized<IngestAs>>>("ingests", my.ingests...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<DisplayAs>>>("displays", my.displays...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<SinkAs>>>("sinks", my.sinks...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<RelayEdgeAs>>>("relays", my.relays...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("ingests_gone", my.ingests_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("displays_gone", my.displays_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("sinks_gone", my.sinks_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("relays_gone", my.relays_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<ResourceStateAs>>>("resources", my.resources...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<StreamStateAs>>>("streams", my.streams...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<OutputStateAs>>>("outputs", my.outputs...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<PeerStateAs>>>("peers", my.peers...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint32_t>>>("resources_gone", my.resources_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("streams_gone", my.streams_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint16_t>>>("outputs_gone", my.outputs_gone...)) &&
               io.fields(wire::field<wire::List16<wire::Plain<std::uint64_t>>>("peers_gone", my.peers_gone...)) &&
               (io.ends() || (io.fields(wire::field<wire::List16<wire::Sized<NodeEventAs>>>("events", my.events...))));
    }
};
using StateChange = StateChangeAs<wire::Owned>;

template <typename As>
struct GetConfigStateRequestAs {
    using View = GetConfigStateRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_config_state;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetConfigStateRequestAs>(bytes); }  // Decoded<View>
    static Decoded<GetConfigStateRequestAs> decode(Bytes bytes) { return wire::Made<GetConfigStateRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetConfigStateRequest
    std::size_t encoded_size() const { return wire::Made<GetConfigStateRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetConfigStateRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using GetConfigStateRequest = GetConfigStateRequestAs<wire::Owned>;

template <typename As>
struct GetConfigStateReplyAs {
    using View = GetConfigStateReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_config_state;
    std::uint64_t revision{};  // Grows with every change.
    As::template List<wire::Sized<IngestAs>> ingests{};
    As::template List<wire::Sized<DisplayAs>> displays{};
    As::template List<wire::Sized<SinkAs>> sinks{};
    As::template List<wire::Sized<RelayEdgeAs>> relays{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetConfigStateReplyAs>(bytes); }  // Decoded<View>
    static Decoded<GetConfigStateReplyAs> decode(Bytes bytes) { return wire::Made<GetConfigStateReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetConfigStateReply
    std::size_t encoded_size() const { return wire::Made<GetConfigStateReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetConfigStateReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("revision", my.revision...),
                         wire::field<wire::List16<wire::Sized<IngestAs>>>("ingests", my.ingests...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<DisplayAs>>>("displays", my.displays...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<SinkAs>>>("sinks", my.sinks...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<RelayEdgeAs>>>("relays", my.relays...));
    }
};
using GetConfigStateReply = GetConfigStateReplyAs<wire::Owned>;

template <typename As>
struct GetRuntimeStateRequestAs {
    using View = GetRuntimeStateRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_runtime_state;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetRuntimeStateRequestAs>(bytes); }  // Decoded<View>
    static Decoded<GetRuntimeStateRequestAs> decode(Bytes bytes) { return wire::Made<GetRuntimeStateRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetRuntimeStateRequest
    std::size_t encoded_size() const { return wire::Made<GetRuntimeStateRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetRuntimeStateRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using GetRuntimeStateRequest = GetRuntimeStateRequestAs<wire::Owned>;

template <typename As>
struct GetRuntimeStateReplyAs {
    using View = GetRuntimeStateReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_runtime_state;
    As::Text node_name{};
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint64_t uptime{};  // [ms]
    As::template List<wire::Sized<ResourceStateAs>> resources{};
    As::template List<wire::Sized<StreamStateAs>> streams{};
    As::template List<wire::Sized<OutputStateAs>> outputs{};
    As::template List<wire::Sized<PeerStateAs>> peers{};
    std::uint64_t memory_held{};  // [bytes] Frame memory in use.
    std::uint64_t memory_max{};  // [bytes] Its ceiling; 0 when the node does not say.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetRuntimeStateReplyAs>(bytes); }  // Decoded<View>
    static Decoded<GetRuntimeStateReplyAs> decode(Bytes bytes) { return wire::Made<GetRuntimeStateReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetRuntimeStateReply
    std::size_t encoded_size() const { return wire::Made<GetRuntimeStateReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetRuntimeStateReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("node_name", my.node_name...)) &&
               io.fields(wire::plain("boot_nonce", my.boot_nonce...),
                         wire::plain("uptime", my.uptime...),
                         wire::field<wire::List16<wire::Sized<ResourceStateAs>>>("resources", my.resources...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<StreamStateAs>>>("streams", my.streams...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<OutputStateAs>>>("outputs", my.outputs...)) &&
               io.fields(wire::field<wire::List16<wire::Sized<PeerStateAs>>>("peers", my.peers...)) &&
               (io.ends() || (io.fields(wire::plain("memory_held", my.memory_held...),
                                        wire::plain("memory_max", my.memory_max...))));
    }
};
using GetRuntimeStateReply = GetRuntimeStateReplyAs<wire::Owned>;

template <typename As>
struct SubscribeRequestAs {
    using View = SubscribeRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::subscribe;
    std::uint32_t interval{};  // [ms] Least time between two changes; the node raises what is too short.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SubscribeRequestAs>(bytes); }  // Decoded<View>
    static Decoded<SubscribeRequestAs> decode(Bytes bytes) { return wire::Made<SubscribeRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SubscribeRequest
    std::size_t encoded_size() const { return wire::Made<SubscribeRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SubscribeRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("interval", my.interval...));
    }
};
using SubscribeRequest = SubscribeRequestAs<wire::Owned>;

template <typename As>
struct SubscribeReplyAs {
    using View = SubscribeReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::subscribe;
    std::uint32_t interval{};  // [ms] As the node took it.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SubscribeReplyAs>(bytes); }  // Decoded<View>
    static Decoded<SubscribeReplyAs> decode(Bytes bytes) { return wire::Made<SubscribeReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SubscribeReply
    std::size_t encoded_size() const { return wire::Made<SubscribeReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SubscribeReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("interval", my.interval...));
    }
};
using SubscribeReply = SubscribeReplyAs<wire::Owned>;

template <typename As>
struct ReconcileNowRequestAs {
    using View = ReconcileNowRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::reconcile_now;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ReconcileNowRequestAs>(bytes); }  // Decoded<View>
    static Decoded<ReconcileNowRequestAs> decode(Bytes bytes) { return wire::Made<ReconcileNowRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ReconcileNowRequest
    std::size_t encoded_size() const { return wire::Made<ReconcileNowRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ReconcileNowRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using ReconcileNowRequest = ReconcileNowRequestAs<wire::Owned>;

template <typename As>
struct ReconcileNowReplyAs {
    using View = ReconcileNowReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::reconcile_now;
    std::uint32_t resources{};  // How many it keeps.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ReconcileNowReplyAs>(bytes); }  // Decoded<View>
    static Decoded<ReconcileNowReplyAs> decode(Bytes bytes) { return wire::Made<ReconcileNowReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ReconcileNowReply
    std::size_t encoded_size() const { return wire::Made<ReconcileNowReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ReconcileNowReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("resources", my.resources...));
    }
};
using ReconcileNowReply = ReconcileNowReplyAs<wire::Owned>;

template <typename As>
struct SetLogLevelRequestAs {
    using View = SetLogLevelRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::set_log_level;
    As::Text levels{};  // MODULE:LEVEL, separated by commas; example: relay:debug,*:info.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SetLogLevelRequestAs>(bytes); }  // Decoded<View>
    static Decoded<SetLogLevelRequestAs> decode(Bytes bytes) { return wire::Made<SetLogLevelRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SetLogLevelRequest
    std::size_t encoded_size() const { return wire::Made<SetLogLevelRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SetLogLevelRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("levels", my.levels...));
    }
};
using SetLogLevelRequest = SetLogLevelRequestAs<wire::Owned>;

template <typename As>
struct SetLogLevelReplyAs {
    using View = SetLogLevelReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::set_log_level;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<SetLogLevelReplyAs>(bytes); }  // Decoded<View>
    static Decoded<SetLogLevelReplyAs> decode(Bytes bytes) { return wire::Made<SetLogLevelReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // SetLogLevelReply
    std::size_t encoded_size() const { return wire::Made<SetLogLevelReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const SetLogLevelReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using SetLogLevelReply = SetLogLevelReplyAs<wire::Owned>;

template <typename As>
struct ShutdownRequestAs {
    using View = ShutdownRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::shutdown;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ShutdownRequestAs>(bytes); }  // Decoded<View>
    static Decoded<ShutdownRequestAs> decode(Bytes bytes) { return wire::Made<ShutdownRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ShutdownRequest
    std::size_t encoded_size() const { return wire::Made<ShutdownRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ShutdownRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using ShutdownRequest = ShutdownRequestAs<wire::Owned>;

template <typename As>
struct ShutdownReplyAs {
    using View = ShutdownReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::shutdown;
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ShutdownReplyAs>(bytes); }  // Decoded<View>
    static Decoded<ShutdownReplyAs> decode(Bytes bytes) { return wire::Made<ShutdownReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ShutdownReply
    std::size_t encoded_size() const { return wire::Made<ShutdownReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ShutdownReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io&, My&...) {
        return true;
    }
};
using ShutdownReply = ShutdownReplyAs<wire::Owned>;

template <typename As>
struct GetEventsRequestAs {
    using View = GetEventsRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_events;
    std::uint64_t after{};  // Number of the last event that the asker knows; 0 asks for all that are kept.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetEventsRequestAs>(bytes); }  // Decoded<View>
    static Decoded<GetEventsRequestAs> decode(Bytes bytes) { return wire::Made<GetEventsRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetEventsRequest
    std::size_t encoded_size() const { return wire::Made<GetEventsRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetEventsRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("after", my.after...));
    }
};
using GetEventsRequest = GetEventsRequestAs<wire::Owned>;

template <typename As>
struct GetEventsReplyAs {
    using View = GetEventsReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_events;
    std::uint64_t boot_nonce{};  // Of the node; a new one means that the numbers began anew.
    std::uint64_t last{};  // Number of the newest event; 0 when there is none yet.
    As::template List<wire::Sized<NodeEventAs>> events{};
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<GetEventsReplyAs>(bytes); }  // Decoded<View>
    static Decoded<GetEventsReplyAs> decode(Bytes bytes) { return wire::Made<GetEventsReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // GetEventsReply
    std::size_t encoded_size() const { return wire::Made<GetEventsReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const GetEventsReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("boot_nonce", my.boot_nonce...),
                         wire::plain("last", my.last...),
                         wire::field<wire::List16<wire::Sized<NodeEventAs>>>("events", my.events...));
    }
};
using GetEventsReply = GetEventsReplyAs<wire::Owned>;

}  // namespace weir::gen
