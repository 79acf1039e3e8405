#pragma once
// The seam between a connection and the world: bytes, readiness and time. kernel_socket.hpp is the
// kernel's; a simulation has its own.

#include <sys/types.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "base/clock.hpp"
#include "base/pipe.hpp"
#include "transport/address.hpp"
#include "transport/socket_options.hpp"

namespace weir::transport {

// A connected stream socket that never waits. Calls back from the event loop only, never from
// inside a call to it. Lives on the node thread.
class Socket {
public:
    using Call = std::move_only_function<void()>;

    virtual ~Socket() = default;

    // Bytes moved, or a negative errno. receive() gives 0 when the peer has ended.
    virtual ssize_t receive(std::span<iovec> parts) = 0;
    virtual ssize_t send(std::span<iovec> parts) = 0;
    // The same, when more follows at once that may share a packet.
    virtual ssize_t send_with_more(std::span<iovec> parts) { return send(parts); }

    // What receive() of one byte would return; the byte stays.
    virtual ssize_t peek() = 0;

    // Bytes to and from a pipe, by reference. -EINVAL: this socket cannot do that.
    virtual ssize_t receive_into(Pipe& /*pipe*/, std::size_t /*bytes_max*/) { return -EINVAL; }
    virtual ssize_t send_from(Pipe& /*pipe*/) { return -EINVAL; }
    virtual bool has_pipes() const { return false; }

    // Each asks for one call, at most one of a kind at a time. All of them come in the end: those
    // that wait for the socket or the time come early when it is closed. Asking for another time
    // replaces the one before, whose call comes early or never.
    virtual void when_readable(Call call) = 0;
    virtual void when_writable(Call call) = 0;
    virtual void at(TimePoint when, Call call) = 0;
    virtual void later(Call call) = 0;  // soon; any number of them, in order

    // How much the kernel takes before it says that it is full; it holds now, of that not yet sent.
    virtual void allow(Unsent unsent) = 0;
    virtual std::uint32_t kernel_queue_bytes() const = 0;
    virtual std::uint32_t unsent_bytes() const = 0;
    // What receive() would give at once.
    virtual std::uint32_t unread_bytes() const { return 0; }
    // What was sent is on the peer's side, and stays there when this socket is closed.
    virtual bool all_arrived() const { return kernel_queue_bytes() == 0; }

    virtual const Address& peer() const = 0;  // no host: a local one
    virtual const Clock& clock() const = 0;
    // Nothing more is sent; the peer comes to the end when it has received all.
    virtual void end() = 0;
    // At once. What the peer says later, or has said and nobody has received, makes a kernel throw
    // away what is still on its way to it: end() first where that matters.
    virtual void close() = 0;
};

}  // namespace weir::transport
