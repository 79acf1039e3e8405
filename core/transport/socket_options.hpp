#pragma once
// What every stream socket of ours is told. Errors are ignored: a UNIX socket knows no TCP options.

#include <cstdint>

namespace weir::transport {

// No delay, little unsent data in the kernel, and an end within seconds when the host is gone.
void tune(int fd);

// Bytes the peer's kernel has not acknowledged yet; 0 where the socket cannot say.
std::uint32_t kernel_queue_bytes(int fd);

}  // namespace weir::transport
