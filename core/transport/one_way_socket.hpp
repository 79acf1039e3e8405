#pragma once
// A socket whose peer is only sent to: whatever it says is thrown away.

#include <memory>

#include "transport/socket.hpp"

namespace weir::transport {

// For a program that takes bare bytes: it speaks no protocol of ours, so nothing that it says can
// mean anything. Its end is noticed as ever.
std::unique_ptr<Socket> one_way(std::unique_ptr<Socket> socket);

}  // namespace weir::transport
