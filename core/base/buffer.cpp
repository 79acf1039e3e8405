#include "base/buffer.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace weir {

Result<Buffer> Buffer::allocate(std::size_t size, Account& account, std::size_t place) {
    auto buffer = allocate_raw(size, account, place);
    if (buffer) buffer->booking_ = Booking(account, size);
    return buffer;
}

Result<Buffer> Buffer::allocate_to_fill(std::size_t size, Account& account, std::size_t place) {
    auto buffer = allocate_raw(size, account, place);
    if (buffer) buffer->booking_ = Booking::to_fill(account, size);
    return buffer;
}

Result<Buffer> Buffer::allocate_raw(std::size_t size, const Account& account, std::size_t place) {
    auto* block = static_cast<std::byte*>(std::malloc(size + alignment));
    if (block == nullptr)
        return fail(Code::limit_exceeded,
                    account.name() + ": no memory for " + std::to_string(size) + " bytes");
    Buffer buffer;
    buffer.lead_ = (place - reinterpret_cast<std::uintptr_t>(block)) % alignment;
    buffer.data_ = block + buffer.lead_;
    buffer.size_ = size;
    return buffer;
}

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      lead_(std::exchange(other.lead_, 0)),
      booking_(std::move(other.booking_)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        reset();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        lead_ = std::exchange(other.lead_, 0);
        booking_ = std::move(other.booking_);
    }
    return *this;
}

void Buffer::shrink(std::size_t size) {
    if (size >= size_) return;
    auto* block = static_cast<std::byte*>(std::realloc(data_ - lead_, size + alignment));
    if (block != nullptr) data_ = block + lead_;  // else the larger block stays: harmless
    booking_.shrink(size);
    size_ = size;
}

void Buffer::reset() {
    if (data_ == nullptr) return;
    std::free(data_ - lead_);
    booking_ = {};
    data_ = nullptr;
    size_ = 0;
}

}  // namespace weir
