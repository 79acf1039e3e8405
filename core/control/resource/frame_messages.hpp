#pragma once
// Frames as messages and back, without touching a payload byte.

#include "base/error.hpp"
#include "stream/frame/frame.hpp"
#include "wire/message_stream.hpp"
#include "wire/outgoing.hpp"

namespace weir::resource {

bool is_media(std::uint16_t message_type);

// How a frame leaves: as timed_frame, or as plain video_frame where the reader has not said hello.
// `after_gap`: this reader misses frames before it, whatever the source says.
wire::Outgoing to_outgoing(const frame::FrameRef& frame, std::uint16_t stream_id, bool plain,
                           std::uint64_t tag, bool after_gap = false);

// How it arrives. A large payload stays where it was received; a small one is copied into a buffer
// on `account`. bad_request when the message cannot be decoded: the connection is beyond repair.
Result<frame::FrameRef> to_frame(wire::Message& message, Account& account);

}  // namespace weir::resource
