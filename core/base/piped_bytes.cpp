#include "base/piped_bytes.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/assert.hpp"

namespace weir {

std::unique_ptr<PipedBytes> PipedBytes::open(std::size_t size, std::span<const std::byte> start,
                                             PipePool& pool, Account& account) {
    WEIR_ASSERT(start.size() <= size);
    auto pipe = pool.take();
    if (!pipe) return nullptr;
    return std::unique_ptr<PipedBytes>(new PipedBytes(size, start, pool, std::move(pipe), account));
}

PipedBytes::PipedBytes(std::size_t size, std::span<const std::byte> start, PipePool& pool,
                       PipePool::Lease pipe, Account& account)
    : size_(size),
      start_(start.begin(), start.end()),
      pool_(pool),
      booking_(Booking::to_fill(account, size)),
      pipe_(std::move(pipe)) {}

void PipedBytes::read_all(std::span<std::byte> into) {
    std::ranges::copy(start_, into.begin());
    const bool whole = pipe_->read(into.subspan(start_.size(), pipe_->bytes()));
    WEIR_ASSERT(whole);
}

std::span<const std::byte> PipedBytes::bytes() const {
    if (bytes_ == nullptr) {
        WEIR_ASSERT(bytes_missing() == 0);
        std::unique_ptr<std::byte[]> memory(new (std::nothrow) std::byte[size_]);
        if (memory == nullptr) return {};
        std::ranges::copy(start_, memory.get());
        const bool whole = pipe_->read({memory.get() + start_.size(), size_ - start_.size()});
        WEIR_ASSERT(whole);
        bytes_ = std::move(memory);
        pipe_ = {};
    }
    return {bytes_.get(), size_};
}

PipePool::Lease PipedBytes::duplicate_rest() const {
    if (in_memory()) return {};
    auto copy = pool_.take();
    if (!copy || !copy->duplicate(*pipe_)) return {};
    return copy;
}

}  // namespace weir
