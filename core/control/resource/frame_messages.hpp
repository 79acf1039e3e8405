#pragma once
// Frames as messages and back, without touching a payload byte.

#include <optional>
#include <span>

#include "base/error.hpp"
#include "stream/frame/frame.hpp"
#include "wire/message_stream.hpp"
#include "wire/outgoing.hpp"

namespace weir::resource {

bool is_media(std::uint16_t message_type);

// How a frame leaves: as timed_frame, or as plain video_frame where the reader has not said hello.
// `after_gap`: this reader misses frames before it, whatever the source says. Smaller than the
// frame when that had to be read for it and there is no memory: not to be sent.
wire::Outgoing to_outgoing(const frame::FrameRef& frame, std::uint16_t stream_id, bool plain,
                           std::uint64_t tag, bool after_gap = false);

// As nothing but its payload, for who takes bare bytes. Smaller than the frame as above.
wire::Outgoing to_bare_outgoing(const frame::FrameRef& frame);

// What a relay must look at before it passes a frame on unread.
struct PassingOn {
    std::uint16_t stream_id = 0;
    std::size_t tail_at = 0;  // where in the message's payload that begins which goes on as it is
};
// `start`: at least limits::piped_head_bytes_max of the payload of a media message. Nothing when it
// cannot be decoded; whoever receives the whole message says why.
std::optional<PassingOn> passing_on(std::uint16_t message_type, std::span<const std::byte> start);

// How it arrives. A large payload stays where it was received; a small one is copied into a buffer
// on `account`. bad_request when the message cannot be decoded: the connection is beyond repair.
Result<frame::FrameRef> to_frame(wire::Message& message, Account& account);

}  // namespace weir::resource
