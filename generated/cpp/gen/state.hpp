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
    std::uint32_t number{};  // Its own for as long as the node runs; 0 from older nodes.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ResourceState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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
    std::uint32_t number{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, kind)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, name)) return false;
        const std::byte* run2_ = in.run(1);
        if (checked && run2_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run2_), 255, current)) return false;
        const std::byte* run3_ = in.run(1);
        if (checked && run3_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run3_), 255, wanted)) return false;
        const std::byte* run4_ = in.run(13);
        if (checked && run4_ == nullptr) return false;
        since = wire::load<std::uint64_t>(run4_);
        retry_in = wire::load<std::uint32_t>(run4_ + 8);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run4_ + 12), 255, error)) return false;
        if (in.at_end()) return true;
        const std::byte* run5_ = in.run(4);
        if (checked && run5_ == nullptr) return false;
        number = wire::load<std::uint32_t>(run5_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("kind", kind);
        f_("name", name);
        f_("current", current);
        f_("wanted", wanted);
        f_("since", since);
        f_("retry_in", retry_in);
        f_("error", error);
        f_("number", number);
    }
    ResourceState own() const;
};

inline Decoded<ResourceState::View> ResourceState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ResourceState::put(wire::Room out) const {
    const std::string_view kind_sent_ = wire::clip(kind, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(kind_sent_.size()));
    out.text(kind_sent_);
    const std::string_view name_sent_ = wire::clip(name, 255);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    const std::string_view current_sent_ = wire::clip(current, 255);
    std::byte* run2_ = out.run(1);
    wire::store(run2_, static_cast<std::uint8_t>(current_sent_.size()));
    out.text(current_sent_);
    const std::string_view wanted_sent_ = wire::clip(wanted, 255);
    std::byte* run3_ = out.run(1);
    wire::store(run3_, static_cast<std::uint8_t>(wanted_sent_.size()));
    out.text(wanted_sent_);
    const std::string_view error_sent_ = wire::clip(error, 255);
    std::byte* run4_ = out.run(13);
    wire::store(run4_, since);
    wire::store(run4_ + 8, retry_in);
    wire::store(run4_ + 12, static_cast<std::uint8_t>(error_sent_.size()));
    out.text(error_sent_);
    std::byte* run5_ = out.run(4);
    wire::store(run5_, number);
    return out;
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
    std::uint64_t frames_refused{};  // [frames] Not taken in because the node's frame memory was full.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StreamState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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
    std::uint64_t frames_refused{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(42);
        if (checked && run0_ == nullptr) return false;
        stream_id = wire::load<std::uint16_t>(run0_);
        if (!in.flag(run0_ + 2)) return false;
        live = wire::load<bool>(run0_ + 2);
        format = wire::load<Format>(run0_ + 3);
        pixel_format = wire::load<PixelFormat>(run0_ + 5);
        origin = wire::load<Origin>(run0_ + 7);
        width = wire::load<std::uint16_t>(run0_ + 9);
        height = wire::load<std::uint16_t>(run0_ + 11);
        fps_milli = wire::load<std::uint32_t>(run0_ + 13);
        bits_per_second = wire::load<std::uint64_t>(run0_ + 17);
        frames_received = wire::load<std::uint64_t>(run0_ + 25);
        frames_lost = wire::load<std::uint64_t>(run0_ + 33);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 41), 255, source)) return false;
        if (in.at_end()) return true;
        const std::byte* run1_ = in.run(8);
        if (checked && run1_ == nullptr) return false;
        frames_refused = wire::load<std::uint64_t>(run1_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("stream_id", stream_id);
        f_("live", live);
        f_("format", format);
        f_("pixel_format", pixel_format);
        f_("origin", origin);
        f_("width", width);
        f_("height", height);
        f_("fps_milli", fps_milli);
        f_("bits_per_second", bits_per_second);
        f_("frames_received", frames_received);
        f_("frames_lost", frames_lost);
        f_("source", source);
        f_("frames_refused", frames_refused);
    }
    StreamState own() const;
};

inline Decoded<StreamState::View> StreamState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StreamState::put(wire::Room out) const {
    const std::string_view source_sent_ = wire::clip(source, 255);
    std::byte* run0_ = out.run(42);
    wire::store(run0_, stream_id);
    wire::store(run0_ + 2, live);
    wire::store(run0_ + 3, format);
    wire::store(run0_ + 5, pixel_format);
    wire::store(run0_ + 7, origin);
    wire::store(run0_ + 9, width);
    wire::store(run0_ + 11, height);
    wire::store(run0_ + 13, fps_milli);
    wire::store(run0_ + 17, bits_per_second);
    wire::store(run0_ + 25, frames_received);
    wire::store(run0_ + 33, frames_lost);
    wire::store(run0_ + 41, static_cast<std::uint8_t>(source_sent_.size()));
    out.text(source_sent_);
    std::byte* run1_ = out.run(8);
    wire::store(run1_, frames_refused);
    return out;
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
    std::uint64_t gaps{};  // How often the reader of an inter-coded stream was told, by a discontinuity flag, that frames before are missing.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<OutputState> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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
    std::uint64_t gaps{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(6);
        if (checked && run0_ == nullptr) return false;
        output_id = wire::load<std::uint16_t>(run0_);
        stream_id = wire::load<std::uint16_t>(run0_ + 2);
        mode = wire::load<DeliveryMode>(run0_ + 4);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 5), 255, peer)) return false;
        const std::byte* run1_ = in.run(42);
        if (checked && run1_ == nullptr) return false;
        if (!in.flag(run1_)) return false;
        connected = wire::load<bool>(run1_);
        frames_received = wire::load<std::uint64_t>(run1_ + 1);
        frames_sent = wire::load<std::uint64_t>(run1_ + 9);
        frames_waiting = wire::load<std::uint32_t>(run1_ + 17);
        bytes_waiting = wire::load<std::uint64_t>(run1_ + 21);
        oldest_age = wire::load<std::uint32_t>(run1_ + 29);
        kernel_queue = wire::load<std::uint32_t>(run1_ + 33);
        fps_milli = wire::load<std::uint32_t>(run1_ + 37);
        if (!in.template count<std::uint8_t>(wire::load<std::uint8_t>(run1_ + 41), 255, 11) || !drops.read(in, wire::load<std::uint8_t>(run1_ + 41), seen_)) return false;
        if (in.at_end()) return true;
        const std::byte* run2_ = in.run(8);
        if (checked && run2_ == nullptr) return false;
        gaps = wire::load<std::uint64_t>(run2_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("output_id", output_id);
        f_("stream_id", stream_id);
        f_("mode", mode);
        f_("peer", peer);
        f_("connected", connected);
        f_("frames_received", frames_received);
        f_("frames_sent", frames_sent);
        f_("frames_waiting", frames_waiting);
        f_("bytes_waiting", bytes_waiting);
        f_("oldest_age", oldest_age);
        f_("kernel_queue", kernel_queue);
        f_("fps_milli", fps_milli);
        f_("drops", drops);
        f_("gaps", gaps);
    }
    OutputState own() const;
};

inline Decoded<OutputState::View> OutputState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room OutputState::put(wire::Room out) const {
    const std::string_view peer_sent_ = wire::clip(peer, 255);
    std::byte* run0_ = out.run(6);
    wire::store(run0_, output_id);
    wire::store(run0_ + 2, stream_id);
    wire::store(run0_ + 4, mode);
    wire::store(run0_ + 5, static_cast<std::uint8_t>(peer_sent_.size()));
    out.text(peer_sent_);
    const auto drops_sent_ = wire::first(drops, 255u);
    std::byte* run1_ = out.run(42);
    wire::store(run1_, connected);
    wire::store(run1_ + 1, frames_received);
    wire::store(run1_ + 9, frames_sent);
    wire::store(run1_ + 17, frames_waiting);
    wire::store(run1_ + 21, bytes_waiting);
    wire::store(run1_ + 29, oldest_age);
    wire::store(run1_ + 33, kernel_queue);
    wire::store(run1_ + 37, fps_milli);
    wire::store(run1_ + 41, static_cast<std::uint8_t>(drops_sent_.size()));
    for (const auto& item_ : drops_sent_) out.sized<std::uint16_t>(item_);
    std::byte* run2_ = out.run(8);
    wire::store(run2_, gaps);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, name)) return false;
        const std::byte* run1_ = in.run(1);
        if (checked && run1_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run1_), 255, address)) return false;
        const std::byte* run2_ = in.run(17);
        if (checked && run2_ == nullptr) return false;
        site_id = wire::load<std::uint16_t>(run2_);
        function_flags = wire::load<FunctionFlags>(run2_ + 2);
        boot_nonce = wire::load<std::uint64_t>(run2_ + 4);
        last_seen = wire::load<std::uint32_t>(run2_ + 12);
        if (!in.flag(run2_ + 16)) return false;
        duplicate = wire::load<bool>(run2_ + 16);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("name", name);
        f_("address", address);
        f_("site_id", site_id);
        f_("function_flags", function_flags);
        f_("boot_nonce", boot_nonce);
        f_("last_seen", last_seen);
        f_("duplicate", duplicate);
    }
    PeerState own() const;
};

inline Decoded<PeerState::View> PeerState::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room PeerState::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    const std::string_view address_sent_ = wire::clip(address, 255);
    std::byte* run1_ = out.run(1);
    wire::store(run1_, static_cast<std::uint8_t>(address_sent_.size()));
    out.text(address_sent_);
    std::byte* run2_ = out.run(17);
    wire::store(run2_, site_id);
    wire::store(run2_ + 2, function_flags);
    wire::store(run2_ + 4, boot_nonce);
    wire::store(run2_ + 12, last_seen);
    wire::store(run2_ + 16, duplicate);
    return out;
}

// What has changed at a node since the last state_change on this connection. A reader that is slow
// gets fewer and newer ones, never a queue of old ones.
struct StateChange {
    static constexpr std::uint16_t type = 0x0018;
    static constexpr Access access = Access::view;
    bool full{};  // Forget what was told before; this and what follows tell everything.
    bool more{};  // Did not fit into one message; the rest follows.
    std::uint64_t revision{};  // Of what the node is meant to do.
    std::vector<Ingest> ingests{};  // New or different.
    std::vector<Display> displays{};  // New or different.
    std::vector<Sink> sinks{};  // New or different.
    std::vector<RelayEdge> relays{};  // New or different.
    std::vector<std::uint16_t> ingests_gone{};  // No longer wanted.
    std::vector<std::uint16_t> displays_gone{};  // No longer wanted.
    std::vector<std::uint16_t> sinks_gone{};  // No longer wanted.
    std::vector<std::uint16_t> relays_gone{};  // No longer wanted.
    std::vector<ResourceState> resources{};  // New or different; passing time alone is no difference.
    std::vector<StreamState> streams{};  // New or different.
    std::vector<OutputState> outputs{};  // New or different.
    std::vector<PeerState> peers{};  // New or different; passing time alone is no difference.
    std::vector<std::uint32_t> resources_gone{};  // Numbers of resources that are gone.
    std::vector<std::uint16_t> streams_gone{};  // No longer there.
    std::vector<std::uint16_t> outputs_gone{};  // No longer there.
    std::vector<std::uint64_t> peers_gone{};  // No longer heard.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<StateChange> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const StateChange&) const = default;
};

struct StateChange::View {
    bool full{};
    bool more{};
    std::uint64_t revision{};
    wire::List<wire::SizedElement<Ingest::View, std::uint16_t>> ingests{};
    wire::List<wire::SizedElement<Display::View, std::uint16_t>> displays{};
    wire::List<wire::SizedElement<Sink::View, std::uint16_t>> sinks{};
    wire::List<wire::SizedElement<RelayEdge::View, std::uint16_t>> relays{};
    wire::List<wire::ScalarElement<std::uint16_t>> ingests_gone{};
    wire::List<wire::ScalarElement<std::uint16_t>> displays_gone{};
    wire::List<wire::ScalarElement<std::uint16_t>> sinks_gone{};
    wire::List<wire::ScalarElement<std::uint16_t>> relays_gone{};
    wire::List<wire::SizedElement<ResourceState::View, std::uint16_t>> resources{};
    wire::List<wire::SizedElement<StreamState::View, std::uint16_t>> streams{};
    wire::List<wire::SizedElement<OutputState::View, std::uint16_t>> outputs{};
    wire::List<wire::SizedElement<PeerState::View, std::uint16_t>> peers{};
    wire::List<wire::ScalarElement<std::uint32_t>> resources_gone{};
    wire::List<wire::ScalarElement<std::uint16_t>> streams_gone{};
    wire::List<wire::ScalarElement<std::uint16_t>> outputs_gone{};
    wire::List<wire::ScalarElement<std::uint64_t>> peers_gone{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(12);
        if (checked && run0_ == nullptr) return false;
        if (!in.flag(run0_)) return false;
        full = wire::load<bool>(run0_);
        if (!in.flag(run0_ + 1)) return false;
        more = wire::load<bool>(run0_ + 1);
        revision = wire::load<std::uint64_t>(run0_ + 2);
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run0_ + 10), 65535, 20) || !ingests.read(in, wire::load<std::uint16_t>(run0_ + 10), seen_)) return false;
        const std::byte* run1_ = in.run(2);
        if (checked && run1_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run1_), 65535, 16) || !displays.read(in, wire::load<std::uint16_t>(run1_), seen_)) return false;
        const std::byte* run2_ = in.run(2);
        if (checked && run2_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run2_), 65535, 5) || !sinks.read(in, wire::load<std::uint16_t>(run2_), seen_)) return false;
        const std::byte* run3_ = in.run(2);
        if (checked && run3_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run3_), 65535, 27) || !relays.read(in, wire::load<std::uint16_t>(run3_), seen_)) return false;
        const std::byte* run4_ = in.run(2);
        if (checked && run4_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run4_), 65535, 2) || !ingests_gone.read(in, wire::load<std::uint16_t>(run4_), seen_)) return false;
        const std::byte* run5_ = in.run(2);
        if (checked && run5_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run5_), 65535, 2) || !displays_gone.read(in, wire::load<std::uint16_t>(run5_), seen_)) return false;
        const std::byte* run6_ = in.run(2);
        if (checked && run6_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run6_), 65535, 2) || !sinks_gone.read(in, wire::load<std::uint16_t>(run6_), seen_)) return false;
        const std::byte* run7_ = in.run(2);
        if (checked && run7_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run7_), 65535, 2) || !relays_gone.read(in, wire::load<std::uint16_t>(run7_), seen_)) return false;
        const std::byte* run8_ = in.run(2);
        if (checked && run8_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run8_), 65535, 19) || !resources.read(in, wire::load<std::uint16_t>(run8_), seen_)) return false;
        const std::byte* run9_ = in.run(2);
        if (checked && run9_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run9_), 65535, 44) || !streams.read(in, wire::load<std::uint16_t>(run9_), seen_)) return false;
        const std::byte* run10_ = in.run(2);
        if (checked && run10_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run10_), 65535, 50) || !outputs.read(in, wire::load<std::uint16_t>(run10_), seen_)) return false;
        const std::byte* run11_ = in.run(2);
        if (checked && run11_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run11_), 65535, 21) || !peers.read(in, wire::load<std::uint16_t>(run11_), seen_)) return false;
        const std::byte* run12_ = in.run(2);
        if (checked && run12_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run12_), 65535, 4) || !resources_gone.read(in, wire::load<std::uint16_t>(run12_), seen_)) return false;
        const std::byte* run13_ = in.run(2);
        if (checked && run13_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run13_), 65535, 2) || !streams_gone.read(in, wire::load<std::uint16_t>(run13_), seen_)) return false;
        const std::byte* run14_ = in.run(2);
        if (checked && run14_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run14_), 65535, 2) || !outputs_gone.read(in, wire::load<std::uint16_t>(run14_), seen_)) return false;
        const std::byte* run15_ = in.run(2);
        if (checked && run15_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run15_), 65535, 8) || !peers_gone.read(in, wire::load<std::uint16_t>(run15_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("full", full);
        f_("more", more);
        f_("revision", revision);
        f_("ingests", ingests);
        f_("displays", displays);
        f_("sinks", sinks);
        f_("relays", relays);
        f_("ingests_gone", ingests_gone);
        f_("displays_gone", displays_gone);
        f_("sinks_gone", sinks_gone);
        f_("relays_gone", relays_gone);
        f_("resources", resources);
        f_("streams", streams);
        f_("outputs", outputs);
        f_("peers", peers);
        f_("resources_gone", resources_gone);
        f_("streams_gone", streams_gone);
        f_("outputs_gone", outputs_gone);
        f_("peers_gone", peers_gone);
    }
    StateChange own() const;
};

inline Decoded<StateChange::View> StateChange::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room StateChange::put(wire::Room out) const {
    const auto ingests_sent_ = wire::first(ingests, 65535u);
    std::byte* run0_ = out.run(12);
    wire::store(run0_, full);
    wire::store(run0_ + 1, more);
    wire::store(run0_ + 2, revision);
    wire::store(run0_ + 10, static_cast<std::uint16_t>(ingests_sent_.size()));
    for (const auto& item_ : ingests_sent_) out.sized<std::uint16_t>(item_);
    const auto displays_sent_ = wire::first(displays, 65535u);
    std::byte* run1_ = out.run(2);
    wire::store(run1_, static_cast<std::uint16_t>(displays_sent_.size()));
    for (const auto& item_ : displays_sent_) out.sized<std::uint16_t>(item_);
    const auto sinks_sent_ = wire::first(sinks, 65535u);
    std::byte* run2_ = out.run(2);
    wire::store(run2_, static_cast<std::uint16_t>(sinks_sent_.size()));
    for (const auto& item_ : sinks_sent_) out.sized<std::uint16_t>(item_);
    const auto relays_sent_ = wire::first(relays, 65535u);
    std::byte* run3_ = out.run(2);
    wire::store(run3_, static_cast<std::uint16_t>(relays_sent_.size()));
    for (const auto& item_ : relays_sent_) out.sized<std::uint16_t>(item_);
    const auto ingests_gone_sent_ = wire::first(ingests_gone, 65535u);
    std::byte* run4_ = out.run(2);
    wire::store(run4_, static_cast<std::uint16_t>(ingests_gone_sent_.size()));
    for (const auto& item_ : ingests_gone_sent_) wire::store(out.run(2), item_);
    const auto displays_gone_sent_ = wire::first(displays_gone, 65535u);
    std::byte* run5_ = out.run(2);
    wire::store(run5_, static_cast<std::uint16_t>(displays_gone_sent_.size()));
    for (const auto& item_ : displays_gone_sent_) wire::store(out.run(2), item_);
    const auto sinks_gone_sent_ = wire::first(sinks_gone, 65535u);
    std::byte* run6_ = out.run(2);
    wire::store(run6_, static_cast<std::uint16_t>(sinks_gone_sent_.size()));
    for (const auto& item_ : sinks_gone_sent_) wire::store(out.run(2), item_);
    const auto relays_gone_sent_ = wire::first(relays_gone, 65535u);
    std::byte* run7_ = out.run(2);
    wire::store(run7_, static_cast<std::uint16_t>(relays_gone_sent_.size()));
    for (const auto& item_ : relays_gone_sent_) wire::store(out.run(2), item_);
    const auto resources_sent_ = wire::first(resources, 65535u);
    std::byte* run8_ = out.run(2);
    wire::store(run8_, static_cast<std::uint16_t>(resources_sent_.size()));
    for (const auto& item_ : resources_sent_) out.sized<std::uint16_t>(item_);
    const auto streams_sent_ = wire::first(streams, 65535u);
    std::byte* run9_ = out.run(2);
    wire::store(run9_, static_cast<std::uint16_t>(streams_sent_.size()));
    for (const auto& item_ : streams_sent_) out.sized<std::uint16_t>(item_);
    const auto outputs_sent_ = wire::first(outputs, 65535u);
    std::byte* run10_ = out.run(2);
    wire::store(run10_, static_cast<std::uint16_t>(outputs_sent_.size()));
    for (const auto& item_ : outputs_sent_) out.sized<std::uint16_t>(item_);
    const auto peers_sent_ = wire::first(peers, 65535u);
    std::byte* run11_ = out.run(2);
    wire::store(run11_, static_cast<std::uint16_t>(peers_sent_.size()));
    for (const auto& item_ : peers_sent_) out.sized<std::uint16_t>(item_);
    const auto resources_gone_sent_ = wire::first(resources_gone, 65535u);
    std::byte* run12_ = out.run(2);
    wire::store(run12_, static_cast<std::uint16_t>(resources_gone_sent_.size()));
    for (const auto& item_ : resources_gone_sent_) wire::store(out.run(4), item_);
    const auto streams_gone_sent_ = wire::first(streams_gone, 65535u);
    std::byte* run13_ = out.run(2);
    wire::store(run13_, static_cast<std::uint16_t>(streams_gone_sent_.size()));
    for (const auto& item_ : streams_gone_sent_) wire::store(out.run(2), item_);
    const auto outputs_gone_sent_ = wire::first(outputs_gone, 65535u);
    std::byte* run14_ = out.run(2);
    wire::store(run14_, static_cast<std::uint16_t>(outputs_gone_sent_.size()));
    for (const auto& item_ : outputs_gone_sent_) wire::store(out.run(2), item_);
    const auto peers_gone_sent_ = wire::first(peers_gone, 65535u);
    std::byte* run15_ = out.run(2);
    wire::store(run15_, static_cast<std::uint16_t>(peers_gone_sent_.size()));
    for (const auto& item_ : peers_gone_sent_) wire::store(out.run(8), item_);
    return out;
}

struct GetConfigStateRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_config_state;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetConfigStateRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const GetConfigStateRequest&) const = default;
};

struct GetConfigStateRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    GetConfigStateRequest own() const;
};

inline Decoded<GetConfigStateRequest::View> GetConfigStateRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetConfigStateRequest::put(wire::Room out) const {
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const GetConfigStateReply&) const = default;
};

struct GetConfigStateReply::View {
    std::uint64_t revision{};
    wire::List<wire::SizedElement<Ingest::View, std::uint16_t>> ingests{};
    wire::List<wire::SizedElement<Display::View, std::uint16_t>> displays{};
    wire::List<wire::SizedElement<Sink::View, std::uint16_t>> sinks{};
    wire::List<wire::SizedElement<RelayEdge::View, std::uint16_t>> relays{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(10);
        if (checked && run0_ == nullptr) return false;
        revision = wire::load<std::uint64_t>(run0_);
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run0_ + 8), 65535, 20) || !ingests.read(in, wire::load<std::uint16_t>(run0_ + 8), seen_)) return false;
        const std::byte* run1_ = in.run(2);
        if (checked && run1_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run1_), 65535, 16) || !displays.read(in, wire::load<std::uint16_t>(run1_), seen_)) return false;
        const std::byte* run2_ = in.run(2);
        if (checked && run2_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run2_), 65535, 5) || !sinks.read(in, wire::load<std::uint16_t>(run2_), seen_)) return false;
        const std::byte* run3_ = in.run(2);
        if (checked && run3_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run3_), 65535, 27) || !relays.read(in, wire::load<std::uint16_t>(run3_), seen_)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("revision", revision);
        f_("ingests", ingests);
        f_("displays", displays);
        f_("sinks", sinks);
        f_("relays", relays);
    }
    GetConfigStateReply own() const;
};

inline Decoded<GetConfigStateReply::View> GetConfigStateReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetConfigStateReply::put(wire::Room out) const {
    const auto ingests_sent_ = wire::first(ingests, 65535u);
    std::byte* run0_ = out.run(10);
    wire::store(run0_, revision);
    wire::store(run0_ + 8, static_cast<std::uint16_t>(ingests_sent_.size()));
    for (const auto& item_ : ingests_sent_) out.sized<std::uint16_t>(item_);
    const auto displays_sent_ = wire::first(displays, 65535u);
    std::byte* run1_ = out.run(2);
    wire::store(run1_, static_cast<std::uint16_t>(displays_sent_.size()));
    for (const auto& item_ : displays_sent_) out.sized<std::uint16_t>(item_);
    const auto sinks_sent_ = wire::first(sinks, 65535u);
    std::byte* run2_ = out.run(2);
    wire::store(run2_, static_cast<std::uint16_t>(sinks_sent_.size()));
    for (const auto& item_ : sinks_sent_) out.sized<std::uint16_t>(item_);
    const auto relays_sent_ = wire::first(relays, 65535u);
    std::byte* run3_ = out.run(2);
    wire::store(run3_, static_cast<std::uint16_t>(relays_sent_.size()));
    for (const auto& item_ : relays_sent_) out.sized<std::uint16_t>(item_);
    return out;
}

struct GetRuntimeStateRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::get_runtime_state;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetRuntimeStateRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const GetRuntimeStateRequest&) const = default;
};

struct GetRuntimeStateRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    GetRuntimeStateRequest own() const;
};

inline Decoded<GetRuntimeStateRequest::View> GetRuntimeStateRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetRuntimeStateRequest::put(wire::Room out) const {
    return out;
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
    std::uint64_t memory_held{};  // [bytes] Frame memory in use.
    std::uint64_t memory_max{};  // [bytes] Its ceiling; 0 when the node does not say.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<GetRuntimeStateReply> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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
    std::uint64_t memory_held{};
    std::uint64_t memory_max{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen& seen_) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, node_name)) return false;
        const std::byte* run1_ = in.run(18);
        if (checked && run1_ == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run1_);
        uptime = wire::load<std::uint64_t>(run1_ + 8);
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run1_ + 16), 65535, 19) || !resources.read(in, wire::load<std::uint16_t>(run1_ + 16), seen_)) return false;
        const std::byte* run2_ = in.run(2);
        if (checked && run2_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run2_), 65535, 44) || !streams.read(in, wire::load<std::uint16_t>(run2_), seen_)) return false;
        const std::byte* run3_ = in.run(2);
        if (checked && run3_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run3_), 65535, 50) || !outputs.read(in, wire::load<std::uint16_t>(run3_), seen_)) return false;
        const std::byte* run4_ = in.run(2);
        if (checked && run4_ == nullptr) return false;
        if (!in.template count<std::uint16_t>(wire::load<std::uint16_t>(run4_), 65535, 21) || !peers.read(in, wire::load<std::uint16_t>(run4_), seen_)) return false;
        if (in.at_end()) return true;
        const std::byte* run5_ = in.run(16);
        if (checked && run5_ == nullptr) return false;
        memory_held = wire::load<std::uint64_t>(run5_);
        memory_max = wire::load<std::uint64_t>(run5_ + 8);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("node_name", node_name);
        f_("boot_nonce", boot_nonce);
        f_("uptime", uptime);
        f_("resources", resources);
        f_("streams", streams);
        f_("outputs", outputs);
        f_("peers", peers);
        f_("memory_held", memory_held);
        f_("memory_max", memory_max);
    }
    GetRuntimeStateReply own() const;
};

inline Decoded<GetRuntimeStateReply::View> GetRuntimeStateReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room GetRuntimeStateReply::put(wire::Room out) const {
    const std::string_view node_name_sent_ = wire::clip(node_name, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(node_name_sent_.size()));
    out.text(node_name_sent_);
    const auto resources_sent_ = wire::first(resources, 65535u);
    std::byte* run1_ = out.run(18);
    wire::store(run1_, boot_nonce);
    wire::store(run1_ + 8, uptime);
    wire::store(run1_ + 16, static_cast<std::uint16_t>(resources_sent_.size()));
    for (const auto& item_ : resources_sent_) out.sized<std::uint16_t>(item_);
    const auto streams_sent_ = wire::first(streams, 65535u);
    std::byte* run2_ = out.run(2);
    wire::store(run2_, static_cast<std::uint16_t>(streams_sent_.size()));
    for (const auto& item_ : streams_sent_) out.sized<std::uint16_t>(item_);
    const auto outputs_sent_ = wire::first(outputs, 65535u);
    std::byte* run3_ = out.run(2);
    wire::store(run3_, static_cast<std::uint16_t>(outputs_sent_.size()));
    for (const auto& item_ : outputs_sent_) out.sized<std::uint16_t>(item_);
    const auto peers_sent_ = wire::first(peers, 65535u);
    std::byte* run4_ = out.run(2);
    wire::store(run4_, static_cast<std::uint16_t>(peers_sent_.size()));
    for (const auto& item_ : peers_sent_) out.sized<std::uint16_t>(item_);
    std::byte* run5_ = out.run(16);
    wire::store(run5_, memory_held);
    wire::store(run5_ + 8, memory_max);
    return out;
}

struct SubscribeRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::subscribe;
    std::uint32_t interval{};  // [ms] Least time between two changes; the node raises what is too short.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SubscribeRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 4; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SubscribeRequest&) const = default;
};

struct SubscribeRequest::View {
    std::uint32_t interval{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        interval = wire::load<std::uint32_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("interval", interval);
    }
    SubscribeRequest own() const;
};

inline Decoded<SubscribeRequest::View> SubscribeRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SubscribeRequest::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, interval);
    return out;
}

struct SubscribeReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::subscribe;
    std::uint32_t interval{};  // [ms] As the node took it.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SubscribeReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 4; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SubscribeReply&) const = default;
};

struct SubscribeReply::View {
    std::uint32_t interval{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        interval = wire::load<std::uint32_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("interval", interval);
    }
    SubscribeReply own() const;
};

inline Decoded<SubscribeReply::View> SubscribeReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SubscribeReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, interval);
    return out;
}

struct ReconcileNowRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::reconcile_now;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ReconcileNowRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ReconcileNowRequest&) const = default;
};

struct ReconcileNowRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    ReconcileNowRequest own() const;
};

inline Decoded<ReconcileNowRequest::View> ReconcileNowRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ReconcileNowRequest::put(wire::Room out) const {
    return out;
}

struct ReconcileNowReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::reconcile_now;
    std::uint32_t resources{};  // How many it keeps.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ReconcileNowReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 4; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ReconcileNowReply&) const = default;
};

struct ReconcileNowReply::View {
    std::uint32_t resources{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(4);
        if (checked && run0_ == nullptr) return false;
        resources = wire::load<std::uint32_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("resources", resources);
    }
    ReconcileNowReply own() const;
};

inline Decoded<ReconcileNowReply::View> ReconcileNowReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ReconcileNowReply::put(wire::Room out) const {
    std::byte* run0_ = out.run(4);
    wire::store(run0_, resources);
    return out;
}

struct SetLogLevelRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::set_log_level;
    std::string levels{};  // MODULE:LEVEL, separated by commas; example: relay:debug,*:info.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SetLogLevelRequest> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SetLogLevelRequest&) const = default;
};

struct SetLogLevelRequest::View {
    std::string_view levels{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(1);
        if (checked && run0_ == nullptr) return false;
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_), 255, levels)) return false;
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("levels", levels);
    }
    SetLogLevelRequest own() const;
};

inline Decoded<SetLogLevelRequest::View> SetLogLevelRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SetLogLevelRequest::put(wire::Room out) const {
    const std::string_view levels_sent_ = wire::clip(levels, 255);
    std::byte* run0_ = out.run(1);
    wire::store(run0_, static_cast<std::uint8_t>(levels_sent_.size()));
    out.text(levels_sent_);
    return out;
}

struct SetLogLevelReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::set_log_level;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<SetLogLevelReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const SetLogLevelReply&) const = default;
};

struct SetLogLevelReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    SetLogLevelReply own() const;
};

inline Decoded<SetLogLevelReply::View> SetLogLevelReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room SetLogLevelReply::put(wire::Room out) const {
    return out;
}

struct ShutdownRequest {
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::shutdown;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ShutdownRequest> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ShutdownRequest&) const = default;
};

struct ShutdownRequest::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    ShutdownRequest own() const;
};

inline Decoded<ShutdownRequest::View> ShutdownRequest::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ShutdownRequest::put(wire::Room out) const {
    return out;
}

struct ShutdownReply {
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::shutdown;

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<ShutdownReply> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 0; }
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const ShutdownReply&) const = default;
};

struct ShutdownReply::View {
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&&) const {
    }
    ShutdownReply own() const;
};

inline Decoded<ShutdownReply::View> ShutdownReply::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room ShutdownReply::put(wire::Room out) const {
    return out;
}

}  // namespace weir::gen
