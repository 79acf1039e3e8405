#pragma once
// Bytes that end exactly before an unreadable page: reading one byte too many ends the program.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <span>

#include "base/assert.hpp"

namespace weir::test {

// Reused for one input after the other, because mapping pages costs more than decoding.
class Guarded {
public:
    Guarded() { map(1 << 16); }
    ~Guarded() { munmap(start_, size_ + page_); }
    Guarded(const Guarded&) = delete;
    Guarded& operator=(const Guarded&) = delete;

    // A copy of `bytes`, valid until the next call.
    std::span<const std::byte> hold(std::span<const std::byte> bytes) {
        if (bytes.size() > size_) {
            munmap(start_, size_ + page_);
            map(bytes.size());
        }
        std::byte* to = start_ + size_ - bytes.size();
        if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
        return {to, bytes.size()};
    }

private:
    void map(std::size_t size) {
        size_ = (size + page_ - 1) / page_ * page_;
        void* memory = mmap(nullptr, size_ + page_, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        WEIR_ASSERT(memory != MAP_FAILED);
        start_ = static_cast<std::byte*>(memory);
        WEIR_ASSERT(mprotect(start_ + size_, page_, PROT_NONE) == 0);
    }

    std::size_t page_ = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    std::byte* start_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace weir::test
