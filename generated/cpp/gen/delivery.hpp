#pragma once
// Generated from schema/delivery.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/protocol.hpp"

namespace weir::gen {

// The position of the next frame of a stream on this connection; each further one is the next
// number. Sent before the first frame, and where a frame does not follow the one before it: the
// numbers between are lost for good.
template <typename As>
struct DeliveryMarkAs {
    using View = DeliveryMarkAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0012;
    static constexpr Access access = Access::view;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::uint64_t epoch{};  // Names the numbering; drawn by the first node that has the stream, passed on by relays.
    std::uint64_t number{};  // Position of the next frame within the epoch.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DeliveryMarkAs>(bytes); }  // Decoded<View>
    static Decoded<DeliveryMarkAs> decode(Bytes bytes) { return wire::Made<DeliveryMarkAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // DeliveryMark
    std::size_t encoded_size() const { return wire::Made<DeliveryMarkAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DeliveryMarkAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("epoch", my.epoch...),
                         wire::plain("number", my.number...));
    }
};
using DeliveryMark = DeliveryMarkAs<wire::Owned>;

// The receiver answers for every frame of the epoch below a number. A relay does so only for what
// all its own acknowledging readers have.
template <typename As>
struct DeliveryAckAs {
    using View = DeliveryAckAs<wire::Borrowed>;
    static constexpr std::uint16_t type = 0x0013;
    static constexpr Access access = Access::view;
    std::uint16_t stream_id{};  // Assigned by the controller; unique within a site. 0 is no stream.
    std::uint64_t epoch{};  // The mark's.
    std::uint64_t number{};  // The first number that is not answered for.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<DeliveryAckAs>(bytes); }  // Decoded<View>
    static Decoded<DeliveryAckAs> decode(Bytes bytes) { return wire::Made<DeliveryAckAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // DeliveryAck
    std::size_t encoded_size() const { return wire::Made<DeliveryAckAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const DeliveryAckAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("epoch", my.epoch...),
                         wire::plain("number", my.number...));
    }
};
using DeliveryAck = DeliveryAckAs<wire::Owned>;

template <typename As>
struct ResumeDeliveryRequestAs {
    using View = ResumeDeliveryRequestAs<wire::Borrowed>;
    static constexpr bool is_reply = false;
    static constexpr Command command = Command::resume_delivery;
    std::uint16_t stream_id{};  // As it is sent on this connection.
    std::uint64_t epoch{};  // Of the oldest frame that the sender still has or expects.
    std::uint64_t number{};  // Of that frame.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ResumeDeliveryRequestAs>(bytes); }  // Decoded<View>
    static Decoded<ResumeDeliveryRequestAs> decode(Bytes bytes) { return wire::Made<ResumeDeliveryRequestAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ResumeDeliveryRequest
    std::size_t encoded_size() const { return wire::Made<ResumeDeliveryRequestAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ResumeDeliveryRequestAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("stream_id", my.stream_id...),
                         wire::plain("epoch", my.epoch...),
                         wire::plain("number", my.number...));
    }
};
using ResumeDeliveryRequest = ResumeDeliveryRequestAs<wire::Owned>;

template <typename As>
struct ResumeDeliveryReplyAs {
    using View = ResumeDeliveryReplyAs<wire::Borrowed>;
    static constexpr bool is_reply = true;
    static constexpr Command command = Command::resume_delivery;
    std::uint64_t epoch{};  // Of the newest frame that the receiver has; 0 when it has none.
    std::uint64_t number{};  // The first number of that epoch that it has not.
    [[no_unique_address]] As::Extra extra{};

    [[gnu::always_inline]] static auto view(Bytes bytes) { return wire::view<ResumeDeliveryReplyAs>(bytes); }  // Decoded<View>
    static Decoded<ResumeDeliveryReplyAs> decode(Bytes bytes) { return wire::Made<ResumeDeliveryReplyAs>::decode(bytes); }
    auto own() const { return wire::own(*this); }  // ResumeDeliveryReply
    std::size_t encoded_size() const { return wire::Made<ResumeDeliveryReplyAs>::encoded_size(*this); }
    [[gnu::always_inline]] void encode(wire::Writer& out) const { out.record(*this); }
    bool operator==(const ResumeDeliveryReplyAs&) const = default;

    template <typename Io, typename... My>
    [[gnu::always_inline]] static bool walk(Io& io, My&... my) {
        return io.fields(wire::plain("epoch", my.epoch...),
                         wire::plain("number", my.number...));
    }
};
using ResumeDeliveryReply = ResumeDeliveryReplyAs<wire::Owned>;

}  // namespace weir::gen
