#pragma once
// Bytes that end exactly before an unreadable page: reading one byte too many ends the test.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "base/assert.hpp"

namespace weir::test {

class Guarded {
public:
    explicit Guarded(std::span<const std::byte> bytes) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        readable_ = (bytes.size() + page - 1) / page * page;
        mapped_ = readable_ + page;
        void* memory =
            mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        WEIR_ASSERT(memory != MAP_FAILED);
        start_ = static_cast<std::byte*>(memory);
        WEIR_ASSERT(mprotect(start_ + readable_, page, PROT_NONE) == 0);
        bytes_ = {start_ + readable_ - bytes.size(), bytes.size()};
        if (!bytes.empty())
            std::memcpy(start_ + readable_ - bytes.size(), bytes.data(), bytes.size());
    }
    ~Guarded() { munmap(start_, mapped_); }
    Guarded(const Guarded&) = delete;
    Guarded& operator=(const Guarded&) = delete;

    std::span<const std::byte> bytes() const { return bytes_; }

private:
    std::byte* start_ = nullptr;
    std::size_t readable_ = 0;
    std::size_t mapped_ = 0;
    std::span<const std::byte> bytes_;
};

}  // namespace weir::test
