#pragma once
// A made-up V4L2 driver with one camera: formats, buffers, controls and the ways a camera fails.

#include <linux/videodev2.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/unique_fd.hpp"
#include "stream/capture/v4l2_api.hpp"

namespace weir::test {

struct FakeFormat {
    std::uint32_t fourcc;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes;  // empty: the range below
    std::vector<v4l2_fract> intervals;                           // of every size
    v4l2_frmsize_stepwise range{};
};

struct FakeControl {
    v4l2_query_ext_ctrl query{};
    std::int64_t value = 0;
    std::map<std::uint32_t, v4l2_querymenu> menu;
};

class FakeV4l2 : public capture::V4l2Api {
public:
    FakeV4l2();
    ~FakeV4l2() override;

    // Set before use.
    int open_fails = 0;     // an errno
    int reqbufs_fails = 0;  // an errno
    bool exports = true;    // VIDIOC_EXPBUF works
    std::uint32_t caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    std::vector<FakeFormat> formats;
    std::vector<FakeControl> controls;  // in the order of their ids
    std::uint32_t buffer_bytes = 4096;

    // The camera's side, from any thread. False when the driver has no empty buffer: a lost frame.
    bool deliver(const std::vector<std::byte>& bytes, std::uint32_t sequence,
                 std::uint32_t flags = 0);
    void unplug();
    void fail_for_good(int os_errno);  // DQBUF says so from now on
    void wait_until_streaming(bool streaming);

    std::size_t queued();
    std::size_t mapped();
    int misuse();  // buffers queued twice, by a stranger or while not there

    int open(const std::string& path) override;
    void close(int fd) override;
    int ioctl(int fd, unsigned long request, void* argument) override;
    void* map(int fd, std::size_t bytes, off_t offset) override;
    void unmap(void* start, std::size_t bytes) override;

private:
    struct Buffer {
        std::vector<std::byte> memory;
        bool queued = false;
        bool done = false;
        v4l2_buffer said{};
    };

    int describe(unsigned long request, void* argument);
    int negotiate(unsigned long request, void* argument);
    int stream(unsigned long request, void* argument);
    int control(unsigned long request, void* argument);
    int request_buffers(v4l2_requestbuffers& request);
    int queue(v4l2_buffer& buffer);
    int dequeue(v4l2_buffer& buffer);
    FakeControl* find(std::uint32_t id);

    std::mutex mutex_;
    UniqueFd ready_;  // a byte for every done buffer
    UniqueFd wake_;
    std::deque<Buffer> buffers_;
    std::deque<std::vector<std::byte>> kept_;  // memory of earlier buffers that is still mapped
    std::deque<std::uint32_t> empty_;
    std::deque<std::uint32_t> full_;
    std::map<int, std::uint32_t> exported_;
    std::size_t mapped_ = 0;
    bool streaming_ = false;
    bool gone_ = false;
    int broken_ = 0;
    int misuse_ = 0;
    v4l2_pix_format pixels_{};
    v4l2_fract interval_{1, 30};
};

}  // namespace weir::test
