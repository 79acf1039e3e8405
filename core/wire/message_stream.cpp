#include "wire/message_stream.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/assert.hpp"
#include "base/planted.hpp"
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
    // What is read here of a payload that will be piped is copied for each who sends it.
    if (expect_piped_ && staged() < start_bytes)
        return {free_staging.first(start_bytes - staged()), {}};
    return {free_staging, {}};
}

void MessageStream::commit(std::size_t received) {
    if (receiving_) {
        const std::size_t into_buffer = std::min(received, buffer_.size() - filled_);
        filled_ += into_buffer;
        received -= into_buffer;
        if (planted(Fault::bytes_lost_behind_payload)) received = 0;
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
            if (!begin_large(header.message_type, header.payload_length))
                return std::unexpected(*error_);
        } else if (staged() >= size) {
            staged_begin_ += size;
            Message message;
            message.type = header.message_type;
            message.payload = {at + header_bytes, header.payload_length};
            message.payload_size = header.payload_length;
            return message;
        }
    }
    if (receiving_) {
        book_arrived();
        if (is_complete()) return complete();
    }
    if (!mid_message()) {
        staging_.reset();
        buffer_ = Buffer();
        piped_whole_.reset();
        staged_begin_ = staged_end_ = 0;
    }
    return std::nullopt;
}

// False: error_ says why. Nothing begins as long as too little has come to decide where it goes.
bool MessageStream::begin_large(std::uint16_t type, std::uint32_t payload_length) {
    const std::uint32_t bytes_max = bounds_.is_media(type) ? bounds_.media_payload_bytes_max
                                                           : bounds_.control_payload_bytes_max;
    if (payload_length > bytes_max) {
        error_ = StreamError{StreamError::Problem::oversized, type, payload_length, bytes_max};
        return false;
    }
    if (!may_be_piped(type, payload_length)) {
        expect_piped_ = false;  // the stream now carries what is better read in large pieces
        return open_buffer(type, payload_length);
    }
    if (staged() < start_bytes) return true;
    // A payload that may be piped is larger than staging, so all of this belongs to it.
    const std::span start(staging_.get() + staged_begin_ + header_bytes, staged() - header_bytes);
    piped_ = placement_->place(type, payload_length, start);
    expect_piped_ = piped_ != nullptr;
    if (piped_ == nullptr) return open_buffer(type, payload_length);
    type_ = type;
    payload_length_ = payload_length;
    receiving_ = true;
    staged_begin_ += header_bytes;
    return true;
}

bool MessageStream::may_be_piped(std::uint16_t type, std::uint32_t payload_length) const {
    static_assert(limits::piped_payload_bytes_min > staging_bytes);
    static_assert(start_bytes < staging_bytes);
    return placement_ != nullptr && bounds_.is_media(type) &&
           payload_length >= limits::piped_payload_bytes_min &&
           payload_length <= limits::piped_payload_bytes_max;
}

bool MessageStream::open_buffer(std::uint16_t type, std::uint32_t payload_length) {
    auto buffer = Buffer::allocate_to_fill(payload_length, account_, header_bytes);
    if (!buffer) {
        const bool media = bounds_.is_media(type);
        error_ = StreamError{
            StreamError::Problem::no_memory, type, payload_length,
            media ? bounds_.media_payload_bytes_max : bounds_.control_payload_bytes_max};
        return false;
    }
    buffer_ = std::move(*buffer);
    type_ = type;
    payload_length_ = payload_length;
    receiving_ = true;
    staged_begin_ += header_bytes;
    filled_ = std::min<std::size_t>(staged(), payload_length);
    std::memcpy(buffer_.bytes().data(), staging_.get() + staged_begin_, filled_);
    staged_begin_ += filled_;
    return true;
}

bool MessageStream::stop_piping() {
    WEIR_ASSERT(piped_ != nullptr);
    const auto piped = std::exchange(piped_, nullptr);
    const std::size_t before = payload_length_ - piped->size();
    receiving_ = false;
    staged_begin_ -= header_bytes;
    if (!open_buffer(type_, payload_length_)) return false;
    filled_ = payload_length_ - piped->bytes_missing();
    piped->read_all(buffer_.bytes().subspan(before));
    return true;
}

std::size_t MessageStream::bytes_booked() const {
    std::size_t bytes = buffer_.bytes_booked();
    for (const auto& piped : {piped_.get(), piped_whole_.get()})
        if (piped != nullptr) bytes += piped->bytes_booked();
    return bytes;
}

// An announced size costs its sender nothing, so it must not count as memory that is held.
void MessageStream::book_arrived() {
    if (piped_ != nullptr)
        piped_->filled();
    else
        buffer_.filled(filled_);
}

bool MessageStream::is_complete() const {
    return piped_ != nullptr ? piped_->bytes_missing() == 0 : filled_ == buffer_.size();
}

Message MessageStream::complete() {
    receiving_ = false;
    Message message;
    message.type = type_;
    message.payload_size = payload_length_;
    if (piped_ != nullptr) {
        piped_whole_ = std::move(piped_);
        message.payload = {staging_.get() + staged_begin_, staged()};
        message.piped = &piped_whole_;
        staged_begin_ = staged_end_;
    } else {
        message.payload = std::as_const(buffer_).bytes();
        message.own = &buffer_;
    }
    return message;
}

}  // namespace weir::wire
