#include "control/resource/frame_messages.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "gen/messages.hpp"

namespace weir::resource {
namespace {

constexpr std::size_t head_extra_bytes_max = 255;  // a u8 sizes the whole head

gen::MediaHead head_of(const frame::Frame& frame, bool after_gap) {
    gen::MediaHead head;
    // The core's kinds are the wire's, counted from zero.
    head.media_kind = static_cast<gen::MediaKind>(static_cast<std::uint8_t>(frame.kind) + 1);
    if (frame.keyframe) head.flags |= gen::FrameFlags::keyframe;
    if (frame.discontinuity || after_gap) head.flags |= gen::FrameFlags::discontinuity;
    head.sequence = frame.sequence;
    head.capture_time = frame.captured_us;
    return head;
}

frame::FrameFacts facts_of(const gen::TimedFrame::View& message) {
    frame::FrameFacts facts;
    facts.stream_id = message.stream_id;
    facts.sequence = message.head.sequence;
    facts.captured_us = message.head.capture_time;
    facts.keyframe = gen::has(message.head.flags, gen::FrameFlags::keyframe);
    facts.discontinuity = gen::has(message.head.flags, gen::FrameFlags::discontinuity);
    if (message.head.media_kind == gen::MediaKind::audio) facts.kind = frame::MediaKind::audio;
    if (message.head.media_kind == gen::MediaKind::data) facts.kind = frame::MediaKind::data;
    return facts;
}

std::unexpected<Error> undecodable(std::uint16_t type, wire::DecodeError problem) {
    return fail(Code::bad_request, "sent a " + std::string(gen::name_of_message(type)) +
                                       " that cannot be decoded (" + wire::text(problem) + ")");
}

// `tail` is the payload and the head fields before it that we do not know, in one piece.
Result<frame::FrameRef> seal(wire::Message& message, frame::FrameFacts facts,
                             std::span<const std::byte> head_extra,
                             std::span<const std::byte> payload, Account& account) {
    if (message.piped != nullptr)
        return frame::seal_piped(facts, std::move(*message.piped), head_extra);
    if (message.own != nullptr)
        return frame::seal_received(facts, std::move(*message.own), payload, head_extra);
    auto copy = Buffer::allocate(head_extra.size() + payload.size(), account);
    if (!copy) return std::unexpected(copy.error());
    std::ranges::copy(head_extra, copy->bytes().begin());
    std::ranges::copy(payload,
                      copy->bytes().begin() + static_cast<std::ptrdiff_t>(head_extra.size()));
    const auto head_copy = std::span<const std::byte>(copy->bytes()).first(head_extra.size());
    const auto payload_copy = std::span<const std::byte>(copy->bytes()).subspan(head_extra.size());
    return frame::seal_received(facts, std::move(*copy), payload_copy, head_copy);
}

wire::Outgoing piped(std::span<const std::byte> head, const frame::FrameRef& frame,
                     std::uint64_t tag) {
    auto out = wire::outgoing(head, frame->piped()->start(), frame, tag);
    out.piped = frame->piped();
    return out;
}

}  // namespace

bool is_media(std::uint16_t message_type) {
    return message_type == gen::VideoFrame::type || message_type == gen::TimedFrame::type;
}

wire::Outgoing to_outgoing(const frame::FrameRef& frame, std::uint16_t stream_id, bool plain,
                           std::uint64_t tag, bool after_gap) {
    std::array<std::byte, gen::TimedFrame::head_bytes + head_extra_bytes_max> head;
    if (plain) {
        const auto size = gen::encode_video_frame_head(head, stream_id, frame->size());
        const bool as_received = frame->piped() != nullptr && frame->head_extra().empty();
        if (as_received) return piped(std::span(head).first(size), frame, tag);
        return wire::outgoing(std::span(head).first(size), frame->payload(), frame, tag);
    }
    gen::encode_timed_frame_head(head, stream_id, head_of(*frame, after_gap), frame->size(),
                                 frame->head_extra());
    // The unknown part of the head lies before the payload already, so it is not sent twice.
    const auto known = std::span(head).first(gen::TimedFrame::head_bytes);
    if (frame->piped() != nullptr) return piped(known, frame, tag);
    return wire::outgoing(known, frame->tail(), frame, tag);
}

wire::Outgoing to_bare_outgoing(const frame::FrameRef& frame) {
    const bool as_received = frame->piped() != nullptr && frame->head_extra().empty();
    if (as_received) return piped({}, frame, 0);
    return wire::outgoing({}, frame->payload(), frame, 0);
}

std::optional<PassingOn> passing_on(std::uint16_t message_type, std::span<const std::byte> start) {
    if (message_type == gen::VideoFrame::type) {
        const auto view = gen::VideoFrame::view(start);
        if (!view) return std::nullopt;
        return PassingOn{view->stream_id, start.size() - view->data.size()};
    }
    const auto view = gen::TimedFrame::view(start);
    if (!view) return std::nullopt;
    return PassingOn{view->stream_id, start.size() - view->data.size() - view->head.extra.size()};
}

Result<frame::FrameRef> to_frame(wire::Message& message, Account& account) {
    if (message.type == gen::TimedFrame::type) {
        const auto view = gen::TimedFrame::view(message.payload);
        if (!view) return undecodable(message.type, view.error());
        return seal(message, facts_of(*view), view->head.extra, view->data, account);
    }
    const auto view = gen::VideoFrame::view(message.payload);
    if (!view) return undecodable(message.type, view.error());
    frame::FrameFacts facts;
    facts.stream_id = view->stream_id;
    facts.captured_us = unix_time_us();  // the sender does not say: when it arrived
    facts.plain = true;
    return seal(message, facts, {}, view->data, account);
}

}  // namespace weir::resource
