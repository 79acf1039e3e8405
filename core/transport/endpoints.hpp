#pragma once
// Addresses as the kernel takes them. Included only by the files that make sockets.

#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <optional>

#include "base/error.hpp"
#include "transport/address.hpp"

namespace weir::transport {

// Nothing when the host is not a numeric address; "fe80::1%eth0" is one.
std::optional<asio::ip::udp::endpoint> datagram_endpoint(const Address& address);

// bad_request when the path is longer than a socket's may be.
Result<asio::local::stream_protocol::endpoint> local_endpoint(const Address& address);

}  // namespace weir::transport
