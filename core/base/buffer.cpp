#include "base/buffer.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace weir {

Result<Buffer> Buffer::allocate(std::size_t size, Account& account, std::size_t place) {
    auto* block = static_cast<std::byte*>(std::malloc(size + alignment));
    if (block == nullptr)
        return fail(Code::limit_exceeded,
                    account.name() + ": no memory for " + std::to_string(size) + " bytes");
    account.book(size);
    const std::size_t lead = (place - reinterpret_cast<std::uintptr_t>(block)) % alignment;
    return Buffer(block + lead, size, lead, account);
}

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      lead_(std::exchange(other.lead_, 0)),
      account_(std::exchange(other.account_, nullptr)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        reset();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        lead_ = std::exchange(other.lead_, 0);
        account_ = std::exchange(other.account_, nullptr);
    }
    return *this;
}

void Buffer::shrink(std::size_t size) {
    if (size >= size_) return;
    auto* block = static_cast<std::byte*>(std::realloc(data_ - lead_, size + alignment));
    if (block != nullptr) data_ = block + lead_;  // else the larger block stays: harmless
    account_->release(size_);
    account_->book(size);
    size_ = size;
}

void Buffer::reset() {
    if (data_ == nullptr) return;
    std::free(data_ - lead_);
    account_->release(size_);
    data_ = nullptr;
    size_ = 0;
}

}  // namespace weir
