#include "wire/message_stream.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/assert.hpp"
#include "wire/header.hpp"

namespace weir::wire {

std::string text(const StreamError& error) {
    std::array<char, 160> line{};
    if (error.problem == StreamError::Problem::no_memory)
        std::snprintf(line.data(), line.size(), "no memory for a %u byte payload of message 0x%04x",
                      error.payload_length, error.type);
    else
        std::snprintf(line.data(), line.size(),
                      "announced a %u byte payload of message 0x%04x, the limit is %u",
                      error.payload_length, error.type, error.payload_bytes_max);
    return line.data();
}

MessageStream::Spans MessageStream::prepare() {
    if (!staging_) staging_ = std::make_unique_for_overwrite<std::byte[]>(staging_bytes);
    if (staged_begin_ > 0) {
        std::memmove(staging_.get(), staging_.get() + staged_begin_, staged());
        staged_end_ = staged();
        staged_begin_ = 0;
    }
    const std::span free_staging(staging_.get() + staged_end_, staging_bytes - staged_end_);
    if (receiving_) return {buffer_.bytes().subspan(filled_), free_staging};
    return {free_staging, {}};
}

void MessageStream::commit(std::size_t received) {
    if (receiving_) {
        const std::size_t into_buffer = std::min(received, buffer_.size() - filled_);
        filled_ += into_buffer;
        received -= into_buffer;
    }
    WEIR_ASSERT(received <= staging_bytes - staged_end_);
    staged_end_ += received;
}

std::expected<std::optional<Message>, StreamError> MessageStream::next() {
    if (error_) return std::unexpected(*error_);
    if (!receiving_ && staged() >= header_bytes) {
        const std::byte* at = staging_.get() + staged_begin_;
        const Header header = load_header(at);
        const std::size_t size = header_bytes + header.payload_length;
        if (header.payload_length > limits::inline_payload_bytes_max) {
            if (!open_buffer(header.message_type, header.payload_length))
                return std::unexpected(*error_);
        } else if (staged() >= size) {
            staged_begin_ += size;
            return Message{
                header.message_type, {at + header_bytes, header.payload_length}, nullptr};
        }
    }
    if (receiving_ && filled_ == buffer_.size()) return complete();
    if (!mid_message()) {
        staging_.reset();
        buffer_ = Buffer();
        staged_begin_ = staged_end_ = 0;
    }
    return std::nullopt;
}

bool MessageStream::open_buffer(std::uint16_t type, std::uint32_t payload_length) {
    const std::uint32_t bytes_max = bounds_.is_media(type) ? bounds_.media_payload_bytes_max
                                                           : bounds_.control_payload_bytes_max;
    if (payload_length > bytes_max) {
        error_ = StreamError{StreamError::Problem::oversized, type, payload_length, bytes_max};
        return false;
    }
    auto buffer = Buffer::allocate(payload_length, account_, header_bytes);
    if (!buffer) {
        error_ = StreamError{StreamError::Problem::no_memory, type, payload_length, bytes_max};
        return false;
    }
    buffer_ = std::move(*buffer);
    type_ = type;
    receiving_ = true;
    staged_begin_ += header_bytes;
    filled_ = std::min<std::size_t>(staged(), payload_length);
    std::memcpy(buffer_.bytes().data(), staging_.get() + staged_begin_, filled_);
    staged_begin_ += filled_;
    return true;
}

Message MessageStream::complete() {
    receiving_ = false;
    return {type_, std::as_const(buffer_).bytes(), &buffer_};
}

}  // namespace weir::wire
