#include "base/error.hpp"

#include <cstring>

namespace weir {

std::string errno_name(int os_errno) {
    const char* name = strerrorname_np(os_errno);
    return name != nullptr ? name : std::to_string(os_errno);
}

}  // namespace weir
