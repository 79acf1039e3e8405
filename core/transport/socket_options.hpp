#pragma once
// What every stream socket of ours is told. Errors are ignored: a UNIX socket knows no TCP options.

#include <cstdint>

namespace weir::transport {

// No delay, little unsent data in the kernel, and an end within seconds when the host is gone.
void tune(int fd);

// How much unsent data the kernel takes before it says that the socket is full.
enum class Unsent : std::uint8_t {
    little,  // limits::notsent_lowat_bytes: what begins now leaves soon
    any,     // as much as the send buffer holds: what has begun is finished anyway
};
void allow(int fd, Unsent unsent);

// Bytes the peer's kernel has not acknowledged yet; 0 where the socket cannot say.
std::uint32_t kernel_queue_bytes(int fd);
// Of these, the ones that have not left this machine yet.
std::uint32_t unsent_bytes(int fd);

}  // namespace weir::transport
