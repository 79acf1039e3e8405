#pragma once
// What every stream socket of ours is told. Errors are ignored: a UNIX socket knows no TCP options.

#include <cstdint>

namespace weir::transport {

// No delay, little unsent data in the kernel, and an end within seconds when the host is gone.
void tune(int fd);

// For a socket that stays within this machine, before it connects or listens: what it sends leaves
// at once, whatever the system does for networks. BBR paces even loopback, with a timer for every
// few packets: twice the CPU time and the latency of 200 kB frames to 16 readers.
void never_pace(int fd);

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
// Received by the kernel and not yet read.
std::uint32_t unread_bytes(int fd);

}  // namespace weir::transport
