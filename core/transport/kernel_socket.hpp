#pragma once
// A socket of the kernel on an asio event loop.

#include <asio/any_io_executor.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/unique_fd.hpp"
#include "transport/socket.hpp"

namespace weir::transport {

// Takes over a connected stream socket of any family. peer_closed when its peer is gone already,
// os_failure when the event loop refuses it.
Result<std::unique_ptr<Socket>> kernel_socket(const asio::any_io_executor& executor, UniqueFd fd);

}  // namespace weir::transport
