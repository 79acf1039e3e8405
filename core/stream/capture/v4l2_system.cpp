#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "stream/capture/v4l2_api.hpp"

namespace weir::capture {
namespace {

class SystemV4l2 final : public V4l2Api {
public:
    int open(const std::string& path) override {
        const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        return fd >= 0 ? fd : -errno;
    }
    void close(int fd) override { ::close(fd); }
    int ioctl(int fd, unsigned long request, void* argument) override {
        int outcome = 0;
        do outcome = ::ioctl(fd, request, argument);
        while (outcome < 0 && errno == EINTR);
        return outcome < 0 ? -errno : 0;
    }
    void* map(int fd, std::size_t bytes, off_t offset) override {
        void* start = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd, offset);
        return start == MAP_FAILED ? nullptr : start;
    }
    void unmap(void* start, std::size_t bytes) override { ::munmap(start, bytes); }
};

}  // namespace

V4l2Api& system_v4l2() {
    static SystemV4l2 api;
    return api;
}

}  // namespace weir::capture
