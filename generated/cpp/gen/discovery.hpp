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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
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

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        protocol_version = wire::load<std::uint8_t>(run0_);
        site_id = wire::load<std::uint16_t>(run0_ + 1);
        tcp_port = wire::load<std::uint16_t>(run0_ + 3);
        function_flags = wire::load<FunctionFlags>(run0_ + 5);
        if (!in.template text<std::uint8_t>(wire::load<std::uint8_t>(run0_ + 7), 128, name)) return false;
        const std::byte* run1_ = in.run(8);
        if (checked && run1_ == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run1_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("protocol_version", protocol_version);
        f_("site_id", site_id);
        f_("tcp_port", tcp_port);
        f_("function_flags", function_flags);
        f_("name", name);
        f_("boot_nonce", boot_nonce);
    }
    Announcement own() const;
};

inline Decoded<Announcement::View> Announcement::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Announcement::put(wire::Room out) const {
    const std::string_view name_sent_ = wire::clip(name, 128);
    std::byte* run0_ = out.run(8);
    wire::store(run0_, protocol_version);
    wire::store(run0_ + 1, site_id);
    wire::store(run0_ + 3, tcp_port);
    wire::store(run0_ + 5, function_flags);
    wire::store(run0_ + 7, static_cast<std::uint8_t>(name_sent_.size()));
    out.text(name_sent_);
    std::byte* run1_ = out.run(8);
    wire::store(run1_, boot_nonce);
    return out;
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
    wire::Room put(wire::Room out) const;
    void encode(wire::Writer& out) const { out = put(out); }
    bool operator==(const Probe&) const = default;
};

struct Probe::View {
    std::uint64_t boot_nonce{};
    std::span<const std::byte> extra;  // what a newer peer appended

    template <bool checked, typename Seen>
    bool read(wire::BasicReader<checked>& in, Seen&) {
        const std::byte* run0_ = in.run(8);
        if (checked && run0_ == nullptr) return false;
        boot_nonce = wire::load<std::uint64_t>(run0_);
        extra = in.rest();
        return true;
    }
    template <typename F>
    void each(F&& f_) const {
        f_("boot_nonce", boot_nonce);
    }
    Probe own() const;
};

inline Decoded<Probe::View> Probe::view(std::span<const std::byte> bytes) {
    return decode_view<View>(bytes);
}

inline wire::Room Probe::put(wire::Room out) const {
    std::byte* run0_ = out.run(8);
    wire::store(run0_, boot_nonce);
    return out;
}

}  // namespace weir::gen
