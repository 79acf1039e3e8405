#pragma once
// Generated from codegen/tests/zoo/common.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "zoo/support.hpp"

namespace weir::zoo {

// As in every protocol.
enum class Access : std::uint8_t {
    view = 1,
    control = 2,
    admin = 3,
};

}  // namespace weir::zoo
