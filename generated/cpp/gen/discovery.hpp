#pragma once
// Generated from schema/discovery.yaml by codegen. Do not edit.
//
// A View borrows from the bytes that it was read from.


#include "gen/protocol.hpp"

#include "gen/common.hpp"

namespace weir::gen {



// A node says that it exists. Sent at start, every few seconds, and when a probe asks.
struct Announcement {
    static constexpr std::uint16_t type = 0x0010;
    static constexpr Access access = Access::view;
    std::uint8_t protocol_version{};
    std::uint16_t site_id{};  // 0 is local or unassigned and never crosses a site boundary.
    std::uint16_t tcp_port{};  // Where a node accepts connections.
    FunctionFlags function_flags{};
    std::string name{};  // namespace:instance.
    std::uint64_t boot_nonce{};  // Random at every start of a node; a new one means a restart.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Announcement> decode(std::span<const std::byte> bytes);
    std::size_t encoded_size() const;
    void encode(wire::Writer& out) const;
    bool operator==(const Announcement&) const = default;
};

struct Announcement::View {
    std::uint8_t protocol_version{};
    std::uint16_t site_id{};
    std::uint16_t tcp_port{};
    FunctionFlags function_flags{};
    std::string_view name{};
    std::uint64_t boot_nonce{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(8);
        if (checked && run0 == nullptr) return false;
        protocol_version = wire::load<std::uint8_t>(run0);
        site_id = wire::load<std::uint16_t>(run0 + 1);
        tcp_port = wire::load<std::uint16_t>(run0 + 3);
        function_flags = wire::load<FunctionFlags>(run0 + 5);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0 + 7), 128, name)) return false;
        const std::byte* run1 = in.run(8);
        if (checked && run1 == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run1);
        extra = in.rest();
        return true;
    }
    Announcement own() const;
};

inline Decoded<Announcement::View> Announcement::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void Announcement::encode(wire::Writer& out) const {
    const std::string_view name_sent = wire::clip(name, 128);
    std::byte* run0 = out.run(8);
    wire::store(run0, protocol_version);
    wire::store(run0 + 1, site_id);
    wire::store(run0 + 3, tcp_port);
    wire::store(run0 + 5, function_flags);
    wire::store(run0 + 7, static_cast<std::uint8_t>(name_sent.size()));
    out.text(name_sent);
    std::byte* run1 = out.run(8);
    wire::store(run1, boot_nonce);
}

// Asks every node to announce itself now.
struct Probe {
    static constexpr std::uint16_t type = 0x0011;
    static constexpr Access access = Access::view;
    std::uint64_t boot_nonce{};  // The asking node's.

    struct View;
    static Decoded<View> view(std::span<const std::byte> bytes);
    static Decoded<Probe> decode(std::span<const std::byte> bytes);
    static constexpr std::size_t encoded_size() { return 8; }
    void encode(wire::Writer& out) const;
    bool operator==(const Probe&) const = default;
};

struct Probe::View {
    std::uint64_t boot_nonce{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked>
    bool read(wire::BasicReader<checked>& in) {
        const std::byte* run0 = in.run(8);
        if (checked && run0 == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run0);
        extra = in.rest();
        return true;
    }
    Probe own() const;
};

inline Decoded<Probe::View> Probe::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline void Probe::encode(wire::Writer& out) const {
    std::byte* run0 = out.run(8);
    wire::store(run0, boot_nonce);
}

}  // namespace weir::gen
