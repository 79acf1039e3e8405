#pragma once
// Tells when a camera was plugged in, so that nobody has to look for it again and again.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/error.hpp"

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
    ~DeviceWatch();

private:
    class Life;

    explicit DeviceWatch(std::shared_ptr<Life> life) : life_(std::move(life)) {}

    std::shared_ptr<Life> life_;
};

}  // namespace weir::resource
