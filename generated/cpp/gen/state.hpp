#pragma once
// Generated from schema/state.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"

#include "gen/common.hpp"
#include "gen/media.hpp"
#include "gen/relay.hpp"
#include "gen/session.hpp"
#include "gen/stream.hpp"

namespace weir::gen {



// One thing that the node keeps in its wanted state.
struct ResourceState {
    std::string kind{};  // capture, connection, output, ...
    std::string name{};
    std::string current{};  // State it is in.
    std::string wanted{};  // State it should be in.
    std::uint64_t since{};  // [ms] For how long it has been in its current state.
    std::uint32_t retry_in{};  // [ms] Until the next try; 0 when none is due.
    std::string error{};  // Why it is not where it should be; empty when nothing is wrong.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ResourceState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const ResourceState&) const = default;
};

struct ResourceState::View {
    std::string_view kind{};
    std::string_view name{};
    std::string_view current{};
    std::string_view wanted{};
    std::uint64_t since{};
    std::uint32_t retry_in{};
    std::string_view error{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, kind)) return false;
        const std::byte* run1 = in.run(1);
        if (checked && run1 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1), 255, name)) return false;
        const std::byte* run2 = in.run(1);
        if (checked && run2 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run2), 255, current)) return false;
        const std::byte* run3 = in.run(1);
        if (checked && run3 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run3), 255, wanted)) return false;
        const std::byte* run4 = in.run(13);
        if (checked && run4 == nullptr) return false;
        since = wire::load<std::uint64_t>(run4);
        retry_in = wire::load<std::uint32_t>(run4 + 8);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run4 + 12), 255, error)) return false;
        extra = in.rest();
        return true;
    }
    ResourceState own() const;
};

inline Decoded<ResourceState::View> ResourceState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void ResourceState::encode(wire::Writer& out) const {
    const std::string_view kind_sent = wire::clip(kind, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(kind_sent.size()));
    out.text(kind_sent);
    const std::string_view name_sent = wire::clip(name, 255);
    std::byte* run1 = out.run(1);
    wire::store(run1, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
    const std::string_view current_sent = wire::clip(current, 255);
    std::byte* run2 = out.run(1);
    wire::store(run2, static_cast<std::uint8_t>(current_sent.size()));
    out.text(current_sent);
    const std::string_view wanted_sent = wire::clip(wanted, 255);
    std::byte* run3 = out.run(1);
    wire::store(run3, static_cast<std::uint8_t>(wanted_sent.size()));
    out.text(wanted_sent);
    const std::string_view error_sent = wire::clip(error, 255);
    std::byte* run4 = out.run(13);
    wire::store(run4, since);
    wire::store(run4 + 8, retry_in);
    wire::store(run4 + 12, static_cast<std::uint8_t>(error_sent.size()));
    out.text(error_sent);
}

// A stream as the node sees it.
struct StreamState {
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
    std::string source{};  // Peer or device that it comes from.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const StreamState&) const = default;
};

struct StreamState::View {
    std::uint16_t stream_id{};
    bool live{};
    Format format{};
    PixelFormat pixel_format{};
    Origin origin{};
    std::uint16_t width{};
    std::uint16_t height{};
    std::uint32_t fps_milli{};
    std::uint64_t bits_per_second{};
    std::uint64_t frames_received{};
    std::uint64_t frames_lost{};
    std::string_view source{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(42);
        if (checked && run0 == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0);
        if (!in.flag(run0 + 2)) return false;
        live = wire::load<bool>(run0 + 2);
        format = wire::load<Format>(run0 + 3);
        pixel_format = wire::load<PixelFormat>(run0 + 5);
        origin = wire::load<Origin>(run0 + 7);
        width = wire::load<std::uint16_t>(run0 + 9);
        height = wire::load<std::uint16_t>(run0 + 11);
        fps_milli = wire::load<std::uint32_t>(run0 + 13);
        bits_per_second = wire::load<std::uint64_t>(run0 + 17);
        frames_received = wire::load<std::uint64_t>(run0 + 25);
        frames_lost = wire::load<std::uint64_t>(run0 + 33);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 41), 255, source)) return false;
        extra = in.rest();
        return true;
    }
    StreamState own() const;
};

inline Decoded<StreamState::View> StreamState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void StreamState::encode(wire::Writer& out) const {
    const std::string_view source_sent = wire::clip(source, 255);
    std::byte* run0 = out.run(42);
    wire::store(run0, stream_id);
    wire::store(run0 + 2, live);
    wire::store(run0 + 3, format);
    wire::store(run0 + 5, pixel_format);
    wire::store(run0 + 7, origin);
    wire::store(run0 + 9, width);
    wire::store(run0 + 11, height);
    wire::store(run0 + 13, fps_milli);
    wire::store(run0 + 17, bits_per_second);
    wire::store(run0 + 25, frames_received);
    wire::store(run0 + 33, frames_lost);
    wire::store(run0 + 41, static_cast<std::uint8_t>(source_sent.size()));
    out.text(source_sent);
}

// An output of the node as it is now.
struct OutputState {
    std::uint16_t output_id{};  // Assigned by the relaying node when it starts an output. 0 is no output.
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    DeliveryMode mode{};
    std::string peer{};  // Who reads it.
    bool connected{};
    std::uint64_t frames_received{};  // [frames]
    std::uint64_t frames_sent{};  // [frames]
    std::uint32_t frames_waiting{};  // [frames]
    std::uint64_t bytes_waiting{};  // [bytes]
    std::uint32_t oldest_age{};  // [ms] Age of the oldest waiting frame.
    std::uint32_t kernel_queue{};  // [bytes]
    std::uint32_t fps_milli{};  // [mHz] Measured frame rate.
    std::vector<DropCount> drops{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<OutputState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const OutputState&) const = default;
};

struct OutputState::View {
    std::uint16_t output_id{};
    std::uint16_t stream_id{};
    DeliveryMode mode{};
    std::string_view peer{};
    bool connected{};
    std::uint64_t frames_received{};
    std::uint64_t frames_sent{};
    std::uint32_t frames_waiting{};
    std::uint64_t bytes_waiting{};
    std::uint32_t oldest_age{};
    std::uint32_t kernel_queue{};
    std::uint32_t fps_milli{};
    wire::List<wire::SizedElement<DropCount::View, std::uint16_t>> drops{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(6);
        if (checked && run0 == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0);
        stream_id = wire::load<std::uint16_t>(run0 + 2);
        mode = wire::load<DeliveryMode>(run0 + 4);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 5), 255, peer)) return false;
        const std::byte* run1 = in.run(42);
        if (checked && run1 == nullptr) return false;
        if (!in.flag(run1)) return false;
        connected = wire::load<bool>(run1);
        frames_received = wire::load<std::uint64_t>(run1 + 1);
        frames_sent = wire::load<std::uint64_t>(run1 + 9);
        frames_waiting = wire::load<std::uint32_t>(run1 + 17);
        bytes_waiting = wire::load<std::uint64_t>(run1 + 21);
        oldest_age = wire::load<std::uint32_t>(run1 + 29);
        kernel_queue = wire::load<std::uint32_t>(run1 + 33);
        fps_milli = wire::load<std::uint32_t>(run1 + 37);
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run1 + 41), 255, 11) || !drops.read(in, wire::load<std::uint8_t>(run1 + 41))) return false;
        extra = in.rest();
        return true;
    }
    OutputState own() const;
};

inline Decoded<OutputState::View> OutputState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void OutputState::encode(wire::Writer& out) const {
    const std::string_view peer_sent = wire::clip(peer, 255);
    std::byte* run0 = out.run(6);
    wire::store(run0, output_id);
    wire::store(run0 + 2, stream_id);
    wire::store(run0 + 4, mode);
    wire::store(run0 + 5, static_cast<std::uint8_t>(peer_sent.size()));
    out.text(peer_sent);
    const auto drops_sent = wire::first(drops, 255u);
    std::byte* run1 = out.run(42);
    wire::store(run1, connected);
    wire::store(run1 + 1, frames_received);
    wire::store(run1 + 9, frames_sent);
    wire::store(run1 + 17, frames_waiting);
    wire::store(run1 + 21, bytes_waiting);
    wire::store(run1 + 29, oldest_age);
    wire::store(run1 + 33, kernel_queue);
    wire::store(run1 + 37, fps_milli);
    wire::store(run1 + 41, static_cast<std::uint8_t>(drops_sent.size()));
    for (const auto& item : drops_sent) out.sized<std::uint16_t>(item);
}

// A node that this node has heard of.
struct PeerState {
    std::string name{};
    std::string address{};  // host:port.
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    FunctionFlags function_flags{};
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint32_t last_seen{};  // [ms] Age of its last announcement.
    bool duplicate{};  // Another node has the same name.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<PeerState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const PeerState&) const = default;
};

struct PeerState::View {
    std::string_view name{};
    std::string_view address{};
    std::uint16_t site_id{};
    FunctionFlags function_flags{};
    std::uint64_t boot_nonce{};
    std::uint32_t last_seen{};
    bool duplicate{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, name)) return false;
        const std::byte* run1 = in.run(1);
        if (checked && run1 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1), 255, address)) return false;
        const std::byte* run2 = in.run(17);
        if (checked && run2 == nullptr) return false;
        site_id = wire::load<std::uint16_t>(run2);
        function_flags = wire::load<FunctionFlags>(run2 + 2);
        boot_nonce = wire::load<std::uint64_t>(run2 + 4);
        last_seen = wire::load<std::uint32_t>(run2 + 12);
        if (!in.flag(run2 + 16)) return false;
        duplicate = wire::load<bool>(run2 + 16);
        extra = in.rest();
        return true;
    }
    PeerState own() const;
};

inline Decoded<PeerState::View> PeerState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void PeerState::encode(wire::Writer& out) const {
    const std::string_view name_sent = wire::clip(name, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
    const std::string_view address_sent = wire::clip(address, 255);
    std::byte* run1 = out.run(1);
    wire::store(run1, static_cast<std::uint8_t>(address_sent.size()));
    out.text(address_sent);
    std::byte* run2 = out.run(17);
    wire::store(run2, site_id);
    wire::store(run2 + 2, function_flags);
    wire::store(run2 + 4, boot_nonce);
    wire::store(run2 + 12, last_seen);
    wire::store(run2 + 16, duplicate);
}

struct GetConfigStateRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_config_state;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetConfigStateRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    void encode(wire::Writer& out) const;
    bool operator==(const GetConfigStateRequest&) const = default;
};

struct GetConfigStateRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        extra = in.rest();
        return true;
    }
    GetConfigStateRequest own() const;
};

inline Decoded<GetConfigStateRequest::View> GetConfigStateRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetConfigStateRequest::encode(wire::Writer&) const {
}

struct GetConfigStateReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_config_state;
    std::uint64_t revision{};  // Grows with every change.
    std::vector<Ingest> ingests{};
    std::vector<Display> displays{};
    std::vector<Sink> sinks{};
    std::vector<RelayEdge> relays{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetConfigStateReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const GetConfigStateReply&) const = default;
};

struct GetConfigStateReply::View {
    std::uint64_t revision{};
    wire::List<wire::SizedElement<Ingest::View, std::uint16_t>> ingests{};
    wire::List<wire::SizedElement<Display::View, std::uint16_t>> displays{};
    wire::List<wire::SizedElement<Sink::View, std::uint16_t>> sinks{};
    wire::List<wire::SizedElement<RelayEdge::View, std::uint16_t>> relays{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(10);
        if (checked && run0 == nullptr) return false;
        revision = wire::load<std::uint64_t>(run0);
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run0 + 8), 65535, 20) || !ingests.read(in, wire::load<std::uint16_t>(run0 + 8))) return false;
        const std::byte* run1 = in.run(2);
        if (checked && run1 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run1), 65535, 16) || !displays.read(in, wire::load<std::uint16_t>(run1))) return false;
        const std::byte* run2 = in.run(2);
        if (checked && run2 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run2), 65535, 5) || !sinks.read(in, wire::load<std::uint16_t>(run2))) return false;
        const std::byte* run3 = in.run(2);
        if (checked && run3 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run3), 65535, 27) || !relays.read(in, wire::load<std::uint16_t>(run3))) return false;
        extra = in.rest();
        return true;
    }
    GetConfigStateReply own() const;
};

inline Decoded<GetConfigStateReply::View> GetConfigStateReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetConfigStateReply::encode(wire::Writer& out) const {
    const auto ingests_sent = wire::first(ingests, 65535u);
    std::byte* run0 = out.run(10);
    wire::store(run0, revision);
    wire::store(run0 + 8, static_cast<std::uint16_t>(ingests_sent.size()));
    for (const auto& item : ingests_sent) out.sized<std::uint16_t>(item);
    const auto displays_sent = wire::first(displays, 65535u);
    std::byte* run1 = out.run(2);
    wire::store(run1, static_cast<std::uint16_t>(displays_sent.size()));
    for (const auto& item : displays_sent) out.sized<std::uint16_t>(item);
    const auto sinks_sent = wire::first(sinks, 65535u);
    std::byte* run2 = out.run(2);
    wire::store(run2, static_cast<std::uint16_t>(sinks_sent.size()));
    for (const auto& item : sinks_sent) out.sized<std::uint16_t>(item);
    const auto relays_sent = wire::first(relays, 65535u);
    std::byte* run3 = out.run(2);
    wire::store(run3, static_cast<std::uint16_t>(relays_sent.size()));
    for (const auto& item : relays_sent) out.sized<std::uint16_t>(item);
}

struct GetRuntimeStateRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_runtime_state;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetRuntimeStateRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    void encode(wire::Writer& out) const;
    bool operator==(const GetRuntimeStateRequest&) const = default;
};

struct GetRuntimeStateRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        extra = in.rest();
        return true;
    }
    GetRuntimeStateRequest own() const;
};

inline Decoded<GetRuntimeStateRequest::View> GetRuntimeStateRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetRuntimeStateRequest::encode(wire::Writer&) const {
}

struct GetRuntimeStateReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::get_runtime_state;
    std::string node_name{};
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    std::uint64_t uptime{};  // [ms]
    std::vector<ResourceState> resources{};
    std::vector<StreamState> streams{};
    std::vector<OutputState> outputs{};
    std::vector<PeerState> peers{};

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetRuntimeStateReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const GetRuntimeStateReply&) const = default;
};

struct GetRuntimeStateReply::View {
    std::string_view node_name{};
    std::uint64_t boot_nonce{};
    std::uint64_t uptime{};
    wire::List<wire::SizedElement<ResourceState::View, std::uint16_t>> resources{};
    wire::List<wire::SizedElement<StreamState::View, std::uint16_t>> streams{};
    wire::List<wire::SizedElement<OutputState::View, std::uint16_t>> outputs{};
    wire::List<wire::SizedElement<PeerState::View, std::uint16_t>> peers{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(1);
        if (checked && run0 == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0), 255, node_name)) return false;
        const std::byte* run1 = in.run(18);
        if (checked && run1 == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run1);
        uptime = wire::load<std::uint64_t>(run1 + 8);
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run1 + 16), 65535, 19) || !resources.read(in, wire::load<std::uint16_t>(run1 + 16))) return false;
        const std::byte* run2 = in.run(2);
        if (checked && run2 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run2), 65535, 44) || !streams.read(in, wire::load<std::uint16_t>(run2))) return false;
        const std::byte* run3 = in.run(2);
        if (checked && run3 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run3), 65535, 50) || !outputs.read(in, wire::load<std::uint16_t>(run3))) return false;
        const std::byte* run4 = in.run(2);
        if (checked && run4 == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run4), 65535, 21) || !peers.read(in, wire::load<std::uint16_t>(run4))) return false;
        extra = in.rest();
        return true;
    }
    GetRuntimeStateReply own() const;
};

inline Decoded<GetRuntimeStateReply::View> GetRuntimeStateReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void GetRuntimeStateReply::encode(wire::Writer& out) const {
    const std::string_view node_name_sent = wire::clip(node_name, 255);
    std::byte* run0 = out.run(1);
    wire::store(run0, static_cast<std::uint8_t>(node_name_sent.size()));
    out.text(node_name_sent);
    const auto resources_sent = wire::first(resources, 65535u);
    std::byte* run1 = out.run(18);
    wire::store(run1, boot_nonce);
    wire::store(run1 + 8, uptime);
    wire::store(run1 + 16, static_cast<std::uint16_t>(resources_sent.size()));
    for (const auto& item : resources_sent) out.sized<std::uint16_t>(item);
    const auto streams_sent = wire::first(streams, 65535u);
    std::byte* run2 = out.run(2);
    wire::store(run2, static_cast<std::uint16_t>(streams_sent.size()));
    for (const auto& item : streams_sent) out.sized<std::uint16_t>(item);
    const auto outputs_sent = wire::first(outputs, 65535u);
    std::byte* run3 = out.run(2);
    wire::store(run3, static_cast<std::uint16_t>(outputs_sent.size()));
    for (const auto& item : outputs_sent) out.sized<std::uint16_t>(item);
    const auto peers_sent = wire::first(peers, 65535u);
    std::byte* run4 = out.run(2);
    wire::store(run4, static_cast<std::uint16_t>(peers_sent.size()));
    for (const auto& item : peers_sent) out.sized<std::uint16_t>(item);
}

}  // namespace weir::gen
