#pragma once
// Generated from schema/discovery.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"
#include "gen/common.hpp"

namespace weir::gen {

// A node says that it exists. Sent at start, every few seconds, and when a probe asks.
template <typename As>
struct AnnouncementAs {
    using View = AnnouncementAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0010;
    static constexpr Access access = Access::view;
    std::uint8_t protocol_version{};
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    std::uint16_t tcp_port{};  // Where a node accepts connections.
    FunctionFlags function_flags{};
    As::Text name{};  // namespace:instance.
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<AnnouncementAs>(bytes); }  // Decoded<View>
    static Decoded<AnnouncementAs> decode(Bytes bytes) { return wire::Made<AnnouncementAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Announcement
    std::size_t encoded_size() const { return wire::Made<AnnouncementAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const AnnouncementAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("protocol_version", my.protocol_version...),
                         wire::plain("site_id", my.site_id...),
                         wire::plain("tcp_port", my.tcp_port...),
                         wire::plain("function_flags", my.function_flags...),
                         wire::field<wire::Str8<128>>("name", my.name...)) &&
               io.fields(wire::plain("boot_nonce", my.boot_nonce...));
    }
};
using Announcement = AnnouncementAs<wire::Owned>;

// Asks every node to announce itself now.
template <typename As>
struct ProbeAs {
    using View = ProbeAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0011;
    static constexpr Access access = Access::view;
    std::uint64_t boot_nonce{};  // The asking node's.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ProbeAs>(bytes); }  // Decoded<View>
    static Decoded<ProbeAs> decode(Bytes bytes) { return wire::Made<ProbeAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Probe
    std::size_t encoded_size() const { return wire::Made<ProbeAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ProbeAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("boot_nonce", my.boot_nonce...));
    }
};
using Probe = ProbeAs<wire::Owned>;

}  // namespace weir::gen
