#pragma once
// The system calls a V4L2 device is driven with, as a seam: negotiation, buffers and controls are
// tested against a made-up driver.

#include <sys/types.h>

#include <cstddef>
#include <string>

namespace weir::capture {

// Errors are negative errno values. Thread-safe; lives as long as any frame of any device.
class V4l2Api {
public:
    virtual ~V4l2Api() = default;

    virtual int open(const std::string& path) = 0;  // read, write, non-blocking
    virtual void close(int fd) = 0;
    virtual int ioctl(int fd, unsigned long request, void* argument) = 0;  // 0 when it worked
    virtual void* map(int fd, std::size_t bytes, off_t offset) = 0;        // read only; or null
    virtual void unmap(void* start, std::size_t bytes) = 0;
};

V4l2Api& system_v4l2();

}  // namespace weir::capture
