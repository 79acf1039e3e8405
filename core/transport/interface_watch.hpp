#pragma once
// Tells when a network interface or address came or went.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::transport {

// Lives on the node thread; the last call has been made when it is gone.
class InterfaceWatch {
public:
    // os_failure when the kernel does not tell; then changes are found at the next announcement.
    static Result<std::unique_ptr<InterfaceWatch>> open(const asio::any_io_executor& executor,
                                                        std::function<void()> changed);

private:
    explicit InterfaceWatch(WatchedDescriptor socket) : socket_(std::move(socket)) {}

    WatchedDescriptor socket_;
};

}  // namespace weir::transport
