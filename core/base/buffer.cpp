#include "base/buffer.hpp"

#include <cstdlib>
#include <string>

namespace weir {

Result<Buffer> Buffer::allocate(std::size_t size, Account& account) {
    auto* data = static_cast<std::byte*>(std::malloc(size == 0 ? 1 : size));
    if (data == nullptr)
        return fail(Code::limit_exceeded,
                    account.name() + ": no memory for " + std::to_string(size) + " bytes");
    account.book(size);
    return Buffer(data, size, account);
}

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      account_(std::exchange(other.account_, nullptr)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        reset();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        account_ = std::exchange(other.account_, nullptr);
    }
    return *this;
}

void Buffer::shrink(std::size_t size) {
    if (size >= size_) return;
    auto* data = static_cast<std::byte*>(std::realloc(data_, size == 0 ? 1 : size));
    if (data != nullptr) data_ = data;  // else the old, larger block stays, which is harmless
    account_->release(size_);
    account_->book(size);
    size_ = size;
}

void Buffer::reset() {
    if (data_ == nullptr) return;
    std::free(data_);
    account_->release(size_);
    data_ = nullptr;
    size_ = 0;
}

}  // namespace weir
