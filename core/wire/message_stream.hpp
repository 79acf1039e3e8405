#pragma once
// Cuts received bytes into whole messages. Pure: knows neither sockets nor message ids.

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/assert.hpp"
#include "base/buffer.hpp"
#include "base/limits.hpp"
#include "base/piped_bytes.hpp"
#include "wire/header.hpp"

namespace weir::wire {

// A whole message. `payload` is valid until the next call to the stream.
struct Message {
    std::uint16_t type = 0;
    std::span<const std::byte> payload;
    // Not null when the payload was received into a buffer of its own: move it away to keep the
    // bytes, which then stay where they are.
    Buffer* own = nullptr;
    // Not null when the end of the payload was received into a pipe: move it away to keep it.
    // `payload` holds the start then, which overlaps with that.
    std::unique_ptr<PipedBytes>* piped = nullptr;
    std::size_t payload_size = 0;
};

// The stream is beyond repair; its connection must be closed.
struct StreamError {
    enum class Problem : std::uint8_t { oversized, no_memory };

    Problem problem{};
    std::uint16_t type = 0;
    std::uint32_t payload_length = 0;
    std::uint32_t payload_bytes_max = 0;

    bool operator==(const StreamError&) const = default;
};

// "announced a 70000000 byte payload of message 0x0001, the limit is 67108864", without a subject.
std::string text(const StreamError& error);

// What a peer may send on one connection.
struct StreamBounds {
    bool (*is_media)(std::uint16_t type) = [](std::uint16_t) { return false; };
    std::uint32_t media_payload_bytes_max = limits::payload_bytes_max;
    std::uint32_t control_payload_bytes_max = limits::control_payload_bytes_max;
};

// Decides where large payloads are received.
class Placement {
public:
    // `start`: what has come of the payload, at least limits::piped_head_bytes_max. Where the end
    // of the payload goes, which begins somewhere in `start`; null: all goes into memory.
    virtual std::unique_ptr<PipedBytes> place(std::uint16_t type, std::uint32_t payload_length,
                                              std::span<const std::byte> start) = 0;

protected:
    ~Placement() = default;
};

// Receiving without copies: prepare() says where bytes should go, commit() says how many came, and
// next() hands over what they complete. A payload above limits::inline_payload_bytes_max is
// received straight into its own Buffer, which is allocated only after its announced size was
// checked, and booked only as far as bytes have come. An idle stream holds no memory.
class MessageStream {
public:
    // `account` is booked for the buffers and must outlive them.
    // Without a placement all payloads are received into memory.
    MessageStream(StreamBounds bounds, Account& account, Placement* placement = nullptr)
        : bounds_(bounds), account_(account), placement_(placement) {}

    // Where the next bytes go, in this order; the second span may be empty, the first never is.
    using Spans = std::array<std::span<std::byte>, 2>;
    Spans prepare();
    void commit(std::size_t received);  // at most what prepare() offered

    // Not null: the next bytes go into this, not more than it misses, and not where prepare() says.
    PipedBytes* piping() { return piped_.get(); }
    // The pipe does not take the rest: the payload goes on in memory. False: see next().
    bool stop_piping();

    // Call until it gives nothing. After an error it gives the same error for ever.
    std::expected<std::optional<Message>, StreamError> next();

    // True when a message has begun and is not complete, once next() gave nothing.
    bool mid_message() const { return receiving_ || staged() > 0; }
    bool mid_payload() const { return receiving_; }
    // Booked for a payload that was not taken over yet, complete or not.
    std::size_t bytes_booked() const;
    std::size_t payload_bytes() const { return receiving_ ? payload_length_ : 0; }  // when complete

private:
    static constexpr std::size_t staging_bytes = 2 * limits::inline_payload_bytes_max;

    static constexpr std::size_t start_bytes = header_bytes + limits::piped_head_bytes_max;

    std::size_t staged() const { return staged_end_ - staged_begin_; }
    bool begin_large(std::uint16_t type, std::uint32_t payload_length);
    bool may_be_piped(std::uint16_t type, std::uint32_t payload_length) const;
    bool open_buffer(std::uint16_t type, std::uint32_t payload_length);
    void book_arrived();
    bool is_complete() const;
    Message complete();

    StreamBounds bounds_;
    Account& account_;
    Placement* placement_;
    std::unique_ptr<std::byte[]> staging_;
    std::size_t staged_begin_ = 0;
    std::size_t staged_end_ = 0;
    bool expect_piped_ = false;
    bool receiving_ = false;  // buffer_ or piped_ is being filled
    std::uint16_t type_ = 0;
    std::uint32_t payload_length_ = 0;
    std::size_t filled_ = 0;
    Buffer buffer_;
    std::unique_ptr<PipedBytes> piped_;  // the start of the payload is in staging_ then
    std::unique_ptr<PipedBytes> piped_whole_;
    std::optional<StreamError> error_;
};

}  // namespace weir::wire
