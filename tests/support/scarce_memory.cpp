#include "support/scarce_memory.hpp"

#include <atomic>
#include <limits>
#include <new>

namespace {

constexpr std::size_t plenty = std::numeric_limits<std::size_t>::max();
std::atomic<std::size_t> bytes_max_now = plenty;

}  // namespace

namespace weir::test {

ScarceMemory::ScarceMemory(std::size_t bytes_max) {
    bytes_max_now = bytes_max;
}

ScarceMemory::~ScarceMemory() {
    bytes_max_now = plenty;
}

}  // namespace weir::test

// The one form that is replaced; it takes its memory where all others take theirs.
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    if (size > bytes_max_now) return nullptr;
    try {
        return ::operator new[](size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
