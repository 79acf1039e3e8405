#pragma once
// One captured or received unit of a stream: opaque payload bytes plus the facts a relay needs.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/buffer.hpp"
#include "base/piped_bytes.hpp"
#include "stream/frame/encoding.hpp"

namespace weir::frame {

enum class MediaKind : std::uint8_t { video, audio, data };

// What is known of a frame besides its bytes.
struct FrameFacts {
    std::uint16_t stream_id = 0;
    std::uint32_t sequence = 0;     // per stream, +1 per frame, wraps
    std::uint64_t captured_us = 0;  // unix time; 0 when the source does not say
    MediaKind kind = MediaKind::video;
    bool keyframe = false;       // decodable without any earlier frame
    bool discontinuity = false;  // something is missing between this frame and the one before
    bool plain = false;          // came without a head: no sequence, time or flags are known
};

// Written by one thread, then sealed. A sealed frame is immutable, so any thread may read it and
// any number of outputs may hold it; the memory returns to its owner (heap, V4L2 buffer) when the
// last FrameRef goes away, on whichever thread that happens. A piped frame alone stays on the node
// thread.
class Frame : public FrameFacts {
public:
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    std::size_t size() const { return size_; }  // bytes of the payload
    // Exactly what goes on the wire. Of a piped frame this reads them into memory, once; empty when
    // there is no memory for that.
    std::span<const std::byte> payload() const {
        const auto all = tail();
        return all.size() < size_ ? all.first(0) : all.last(size_);
    }
    // Head fields of a newer peer, passed on unread.
    std::span<const std::byte> head_extra() const { return head_extra_; }
    // head_extra and payload in one piece: they lie side by side in the received message.
    std::span<const std::byte> tail() const { return piped_ ? piped_->bytes() : tail_; }
    // The tail, where it was received without being read; null when it was received into memory.
    const PipedBytes* piped() const { return piped_; }

protected:
    explicit Frame(FrameFacts facts) : FrameFacts(facts) {}
    ~Frame() = default;  // frames die only through FrameRef, which knows the whole type

    std::size_t size_ = 0;
    std::span<const std::byte> head_extra_;
    std::span<const std::byte> tail_;
    const PipedBytes* piped_ = nullptr;
};

using FrameRef = std::shared_ptr<const Frame>;

// A frame that is being written. Ends in exactly one of seal() and abandon(); a draft that goes out
// of scope is abandoned, so a partial frame can never be sent.
class Draft {
public:
    // Room for `size_max` payload bytes, which the caller has checked against a limit.
    static Result<Draft> open(std::size_t size_max, Account& account);

    std::span<std::byte> bytes() { return buffer_.bytes(); }

    // The first `size` bytes become the payload. The rest of the room is given back.
    FrameRef seal(FrameFacts facts, std::size_t size) &&;
    void abandon() && { buffer_ = Buffer(); }

private:
    explicit Draft(Buffer buffer) : buffer_(std::move(buffer)) {}

    Buffer buffer_;
};

// A received message becomes a frame without a copy: `payload` lies in `buffer`, and `head_extra`,
// when there is one, directly before it.
FrameRef seal_received(FrameFacts facts, Buffer buffer, std::span<const std::byte> payload,
                       std::span<const std::byte> head_extra = {});

// The same for a message whose tail was never read. `tail` holds head_extra and the payload.
FrameRef seal_piped(FrameFacts facts, std::unique_ptr<PipedBytes> tail,
                    std::span<const std::byte> head_extra = {});

// Memory that belongs to somebody else, such as a driver's mapped buffer. `release` runs once, on
// the thread that drops the last reference; `account` is booked until then.
FrameRef seal_external(FrameFacts facts, std::span<const std::byte> payload,
                       std::move_only_function<void()> release, Account& account);

}  // namespace weir::frame
