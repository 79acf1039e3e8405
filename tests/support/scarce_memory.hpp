#pragma once
// A system that has little memory left, for as long as a test wants.

#include <cstddef>

namespace weir::test {

// While one lives, what asks for more bytes at once and can do without (nothrow) gets none. A limit
// of the process would end the sanitizers as well.
class ScarceMemory {
public:
    explicit ScarceMemory(std::size_t bytes_max);
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;
    ~ScarceMemory();
};

}  // namespace weir::test
