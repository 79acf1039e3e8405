#pragma once
// Generated from schema/common.yaml by codegen. Do not edit. A View borrows from the bytes that it was read from.

#include "gen/support.hpp"

namespace weir::gen {

// What a peer must be allowed to do before a message or command of its is served.
enum class Access : std::uint8_t {
    view = 1,  // See streams and states.
    control = 2,  // Change what nodes do.
    admin = 3,  // Change who may do what.
};

// What a node is able to do.
enum class FunctionFlags : std::uint16_t {
    source = 0x0001,  // Produces streams.
    relay = 0x0002,  // Receives and distributes streams.
    sink = 0x0004,  // Consumes streams.
    controller = 0x0008,  // Takes part in the control plane.
};

}  // namespace weir::gen
template <>
inline constexpr bool weir::wire::is_flags<weir::gen::FunctionFlags> = true;
namespace weir::gen {

}  // namespace weir::gen
