#pragma once
// An open V4L2 device node.

#include <linux/videodev2.h>

#include <string>
#include <utility>

#include "base/error.hpp"
#include "stream/capture/v4l2_api.hpp"

namespace weir::capture {

class V4l2Handle {
public:
    // not_found, refused (no permission), device_lost or os_failure, each with the next step.
    static Result<V4l2Handle> open(V4l2Api& api, const std::string& path);
    V4l2Handle(V4l2Handle&& other) noexcept
        : api_(other.api_), fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}
    V4l2Handle& operator=(V4l2Handle&&) = delete;
    ~V4l2Handle() {
        if (fd_ >= 0) api_->close(fd_);
    }

    // 0 or a negative errno.
    template <typename T>
    int call(unsigned long request, T& argument) const {
        return api_->ioctl(fd_, request, &argument);
    }

    V4l2Api& api() const { return *api_; }
    int fd() const { return fd_; }
    const std::string& path() const { return path_; }

private:
    V4l2Handle(V4l2Api& api, int fd, std::string path)
        : api_(&api), fd_(fd), path_(std::move(path)) {}

    V4l2Api* api_;
    int fd_;
    std::string path_;
};

// A failed step as a sentence: "cannot start streaming from /dev/video0: EBUSY, it is in use by
// another program; close that and try again". `outcome` is a negative errno.
std::unexpected<Error> v4l2_failure(const std::string& path, const std::string& step, int outcome);

// What the driver says of itself.
struct V4l2Identity {
    std::string driver;
    std::string card;
    std::string bus;
    bool captures = false;  // streams single-plane video, unlike a metadata or output node
};

Result<V4l2Identity> identify(const V4l2Handle& handle);

}  // namespace weir::capture
