#pragma once
// Generated from schema/control.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"

namespace weir::gen {

// How a command ended.
enum class Status : std::uint16_t {
    ok = 0,  // The reply's body follows.
    error = 1,  // Tried and failed.
    unknown_command = 2,  // This node does not know the command.
    invalid_params = 3,  // The request could not be decoded or makes no sense.
    not_found = 4,  // No such stream, output, device or control.
    refused = 5,  // The peer may not do this here.
    unsupported_format = 6,  // The receiver cannot decode the stream.
    conflict = 7,  // Something else has this id already.
    unavailable = 8,  // The node lacks what it takes: a screen, a folder for recordings, a program.
};

// Body of a control_response whose status is not ok.
template <typename As>
struct RefusalAs {
    using View = RefusalAs<wire::Borrowed>;
    static constexpr std::size_t encoded_min = 1, encoded_max = 256;
    As::Text reason{};  // One sentence for the person who asked.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<RefusalAs>(bytes); }  // Decoded<View>
    static Decoded<RefusalAs> decode(Bytes bytes) { return wire::Made<RefusalAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // Refusal
    std::size_t encoded_size() const { return wire::Made<RefusalAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const RefusalAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::field<wire::Str8<>>("reason", my.reason...));
    }
};
using Refusal = RefusalAs<wire::Owned>;

// Asks the peer to do something. What the command itself requires is checked as well.
template <typename As>
struct ControlRequestAs {
    using View = ControlRequestAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0002;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};  // Chosen by the asking side; comes back in the response.
    Command command{};
    As::Bytes body{};  // The command's request.

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ControlRequestAs>(bytes); }  // Decoded<View>
    static Decoded<ControlRequestAs> decode(Bytes bytes) { return wire::Made<ControlRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ControlRequest
    std::size_t encoded_size() const { return wire::Made<ControlRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ControlRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("request_id", my.request_id...),
                         wire::plain("command", my.command...),
                         wire::field<wire::Rest>("body", my.body...));
    }
};
using ControlRequest = ControlRequestAs<wire::Owned>;

// Answers a control_request. Readable without a table of open requests.
template <typename As>
struct ControlResponseAs {
    using View = ControlResponseAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0003;
    static constexpr Access access = Access::view;
    std::uint16_t request_id{};  // The request's.
    Command command{};  // The request's.
    Status status{};
    As::Bytes body{};  // The command's reply when status is ok, else a refusal.

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ControlResponseAs>(bytes); }  // Decoded<View>
    static Decoded<ControlResponseAs> decode(Bytes bytes) { return wire::Made<ControlResponseAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ControlResponse
    std::size_t encoded_size() const { return wire::Made<ControlResponseAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ControlResponseAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("request_id", my.request_id...),
                         wire::plain("command", my.command...),
                         wire::plain("status", my.status...),
                         wire::field<wire::Rest>("body", my.body...));
    }
};
using ControlResponse = ControlResponseAs<wire::Owned>;

}  // namespace weir::gen
