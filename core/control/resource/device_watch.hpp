#pragma once
// Tells when a camera was plugged in, so that nobody has to look for it again and again.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::resource {

// Watches a folder of device files for names that appear or become accessible. Lives on the node
// thread; the last call has been made when it is gone.
class DeviceWatch {
public:
    // os_failure when the folder cannot be watched; then devices are found by trying again.
    static Result<std::unique_ptr<DeviceWatch>> open(const asio::any_io_executor& executor,
                                                     std::function<void()> appeared,
                                                     const std::string& folder = "/dev",
                                                     std::string prefix = "video");

private:
    explicit DeviceWatch(transport::WatchedDescriptor folder) : folder_(std::move(folder)) {}

    transport::WatchedDescriptor folder_;
};

}  // namespace weir::resource
