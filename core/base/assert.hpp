#pragma once
// Contract checks for our own bugs. On in release builds too: a wrong relay is worse than a
// restarted one.

#include <cstdio>
#include <cstdlib>

namespace weir {

[[noreturn]] inline void assertion_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken promise: %s; please report this with the log before it\n",
                 file, line, condition);
    std::abort();
}

}  // namespace weir

#define WEIR_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::weir::assertion_failed(#condition, __FILE__, __LINE__))
