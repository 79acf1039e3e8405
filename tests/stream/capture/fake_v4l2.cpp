#include "stream/capture/fake_v4l2.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "base/clock.hpp"

namespace weir::test {
namespace {

template <typename T>
T& as(void* argument) {
    return *static_cast<T*>(argument);
}

timeval monotonic_timeval() {
    const auto us =
        std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch())
            .count();
    return {us / 1'000'000, us % 1'000'000};
}

}  // namespace

FakeV4l2::FakeV4l2() {
    std::array<int, 2> ends{};
    [[maybe_unused]] const int made = ::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK);
    ready_.reset(ends[0]);
    wake_.reset(ends[1]);
}

FakeV4l2::~FakeV4l2() = default;

bool FakeV4l2::deliver(const std::vector<std::byte>& bytes, std::uint32_t sequence,
                       std::uint32_t flags) {
    const std::lock_guard lock(mutex_);
    if (!streaming_ || empty_.empty()) return false;
    const std::uint32_t index = empty_.front();
    empty_.pop_front();
    Buffer& buffer = buffers_[index];
    std::ranges::copy(bytes, buffer.memory.begin());
    buffer.queued = false;
    buffer.done = true;
    buffer.said = {};
    buffer.said.index = index;
    buffer.said.bytesused = static_cast<__u32>(bytes.size());
    buffer.said.sequence = sequence;
    buffer.said.flags = flags | V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    buffer.said.timestamp = monotonic_timeval();
    full_.push_back(index);
    return ::write(wake_.get(), "x", 1) == 1;
}

void FakeV4l2::unplug() {
    const std::lock_guard lock(mutex_);
    gone_ = true;
    wake_.reset();  // poll reports a hang-up
}

void FakeV4l2::fail_for_good(int os_errno) {
    const std::lock_guard lock(mutex_);
    broken_ = os_errno;
    [[maybe_unused]] const auto put = ::write(wake_.get(), "x", 1);
}

void FakeV4l2::wait_until_streaming(bool streaming) {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (streaming_ == streaming) return;
        }
        std::this_thread::yield();
    }
}

std::size_t FakeV4l2::queued() {
    const std::lock_guard lock(mutex_);
    return empty_.size();
}

std::size_t FakeV4l2::mapped() {
    const std::lock_guard lock(mutex_);
    return mapped_;
}

int FakeV4l2::misuse() {
    const std::lock_guard lock(mutex_);
    return misuse_;
}

int FakeV4l2::open(const std::string&) {
    const std::lock_guard lock(mutex_);
    if (open_fails != 0) return -open_fails;
    return ::fcntl(ready_.get(), F_DUPFD_CLOEXEC, 3);
}

void FakeV4l2::close(int fd) {
    const std::lock_guard lock(mutex_);
    exported_.erase(fd);
    ::close(fd);
}

int FakeV4l2::ioctl(int, unsigned long request, void* argument) {
    const std::lock_guard lock(mutex_);
    if (gone_) return -ENODEV;
    for (const auto part :
         {&FakeV4l2::describe, &FakeV4l2::negotiate, &FakeV4l2::stream, &FakeV4l2::control})
        if (const int outcome = (this->*part)(request, argument); outcome != -ENOTTY)
            return outcome;
    return -ENOTTY;
}

int FakeV4l2::describe(unsigned long request, void* argument) {
    if (request == VIDIOC_QUERYCAP) {
        auto& said = as<v4l2_capability>(argument);
        std::memcpy(said.driver, "fake", 5);
        std::memcpy(said.card, "Fake\x1b Camera", 13);
        std::memset(said.bus_info, 'b', sizeof(said.bus_info));  // no final zero
        said.capabilities = V4L2_CAP_DEVICE_CAPS | V4L2_CAP_META_CAPTURE;
        said.device_caps = caps;
        return 0;
    }
    if (request == VIDIOC_ENUM_FMT) {
        auto& format = as<v4l2_fmtdesc>(argument);
        if (format.index >= formats.size()) return -EINVAL;
        format.pixelformat = formats[format.index].fourcc;
        return 0;
    }
    const auto of = [&](std::uint32_t fourcc) {
        return std::ranges::find(formats, fourcc, &FakeFormat::fourcc);
    };
    if (request == VIDIOC_ENUM_FRAMESIZES) {
        auto& size = as<v4l2_frmsizeenum>(argument);
        const auto format = of(size.pixel_format);
        if (format == formats.end()) return -EINVAL;
        if (format->sizes.empty()) {
            if (size.index > 0 || format->range.max_width == 0) return -EINVAL;
            size.type = V4L2_FRMSIZE_TYPE_STEPWISE;
            size.stepwise = format->range;
            return 0;
        }
        if (size.index >= format->sizes.size()) return -EINVAL;
        size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
        size.discrete = {format->sizes[size.index].first, format->sizes[size.index].second};
        return 0;
    }
    if (request == VIDIOC_ENUM_FRAMEINTERVALS) {
        auto& interval = as<v4l2_frmivalenum>(argument);
        const auto format = of(interval.pixel_format);
        if (format == formats.end() || interval.index >= format->intervals.size()) return -EINVAL;
        interval.type = V4L2_FRMIVAL_TYPE_DISCRETE;
        interval.discrete = format->intervals[interval.index];
        return 0;
    }
    return -ENOTTY;
}

int FakeV4l2::negotiate(unsigned long request, void* argument) {
    if (request == VIDIOC_S_FMT) {
        auto& format = as<v4l2_format>(argument);
        format.fmt.pix.bytesperline = format.fmt.pix.width * 2;
        format.fmt.pix.sizeimage = buffer_bytes;
        pixels_ = format.fmt.pix;
        return 0;
    }
    if (request == VIDIOC_G_PARM || request == VIDIOC_S_PARM) {
        auto& capture = as<v4l2_streamparm>(argument).parm.capture;
        if (request == VIDIOC_S_PARM) interval_ = capture.timeperframe;
        capture.capability = V4L2_CAP_TIMEPERFRAME;
        capture.timeperframe = interval_;
        return 0;
    }
    return -ENOTTY;
}

int FakeV4l2::stream(unsigned long request, void* argument) {
    switch (request) {
        case VIDIOC_REQBUFS:
            return request_buffers(as<v4l2_requestbuffers>(argument));
        case VIDIOC_QUERYBUF: {
            auto& buffer = as<v4l2_buffer>(argument);
            if (buffer.index >= buffers_.size()) return -EINVAL;
            buffer.length = buffer_bytes;
            buffer.m.offset = buffer.index;
            return 0;
        }
        case VIDIOC_EXPBUF: {
            if (!exports) return -EINVAL;
            auto& exported = as<v4l2_exportbuffer>(argument);
            exported.fd = ::fcntl(ready_.get(), F_DUPFD_CLOEXEC, 3);
            exported_[exported.fd] = exported.index;
            return 0;
        }
        case VIDIOC_QBUF:
            return queue(as<v4l2_buffer>(argument));
        case VIDIOC_DQBUF:
            return dequeue(as<v4l2_buffer>(argument));
        case VIDIOC_STREAMON:
            streaming_ = true;
            return 0;
        case VIDIOC_STREAMOFF:
            streaming_ = false;
            empty_.clear();
            full_.clear();
            for (Buffer& buffer : buffers_) buffer.queued = buffer.done = false;
            for (char byte; ::read(ready_.get(), &byte, 1) == 1;) {
            }
            return 0;
        default:
            return -ENOTTY;
    }
}

int FakeV4l2::request_buffers(v4l2_requestbuffers& request) {
    if (reqbufs_fails != 0) return -reqbufs_fails;
    for (Buffer& buffer : buffers_) kept_.push_back(std::move(buffer.memory));
    buffers_.clear();
    empty_.clear();
    full_.clear();
    for (std::uint32_t i = 0; i < request.count; ++i)
        buffers_.push_back({.memory = std::vector<std::byte>(buffer_bytes)});
    return 0;
}

int FakeV4l2::queue(v4l2_buffer& buffer) {
    if (buffer.index >= buffers_.size() || buffers_[buffer.index].queued ||
        buffers_[buffer.index].done) {
        ++misuse_;
        return -EINVAL;
    }
    buffers_[buffer.index].queued = true;
    empty_.push_back(buffer.index);
    return 0;
}

int FakeV4l2::dequeue(v4l2_buffer& buffer) {
    char byte = 0;
    const auto got = ::read(ready_.get(), &byte, 1);
    if (broken_ != 0) return -broken_;
    if (got != 1 || full_.empty()) return -EAGAIN;
    buffers_[full_.front()].done = false;
    buffer = buffers_[full_.front()].said;
    full_.pop_front();
    return 0;
}

void* FakeV4l2::map(int fd, std::size_t, off_t offset) {
    const std::lock_guard lock(mutex_);
    const auto exported = exported_.find(fd);
    const auto index =
        exported != exported_.end() ? exported->second : static_cast<std::uint32_t>(offset);
    if (index >= buffers_.size()) return nullptr;
    ++mapped_;
    return buffers_[index].memory.data();
}

void FakeV4l2::unmap(void*, std::size_t) {
    const std::lock_guard lock(mutex_);
    --mapped_;
}

FakeControl* FakeV4l2::find(std::uint32_t id) {
    const auto found =
        std::ranges::find(controls, id, [](const FakeControl& c) { return c.query.id; });
    return found != controls.end() ? &*found : nullptr;
}

int FakeV4l2::control(unsigned long request, void* argument) {
    if (request == VIDIOC_QUERY_EXT_CTRL) {
        auto& query = as<v4l2_query_ext_ctrl>(argument);
        const std::uint32_t id = query.id & V4L2_CTRL_ID_MASK;
        for (const FakeControl& one : controls) {
            const bool next = (query.id & V4L2_CTRL_FLAG_NEXT_CTRL) != 0;
            if (next ? one.query.id <= id : one.query.id != id) continue;
            query = one.query;
            return 0;
        }
        return -EINVAL;
    }
    if (request == VIDIOC_QUERYMENU) {
        auto& item = as<v4l2_querymenu>(argument);
        const FakeControl* one = find(item.id);
        if (one == nullptr || !one->menu.contains(item.index)) return -EINVAL;
        const auto& found = one->menu.at(item.index);
        std::memcpy(&item, &found, sizeof(item));
        return 0;
    }
    if (request != VIDIOC_G_EXT_CTRLS && request != VIDIOC_S_EXT_CTRLS) return -ENOTTY;
    auto& wanted = *as<v4l2_ext_controls>(argument).controls;
    FakeControl* one = find(wanted.id);
    if (one == nullptr) return -EINVAL;
    const bool wide = one->query.type == V4L2_CTRL_TYPE_INTEGER64;
    if (request == VIDIOC_S_EXT_CTRLS) {
        if ((one->query.flags & V4L2_CTRL_FLAG_READ_ONLY) != 0) return -EACCES;
        if ((one->query.flags & V4L2_CTRL_FLAG_GRABBED) != 0) return -EBUSY;
        const std::int64_t value = wide ? wanted.value64 : wanted.value;
        const bool menu = one->query.type == V4L2_CTRL_TYPE_MENU;
        if (menu && (value < one->query.minimum || value > one->query.maximum)) return -ERANGE;
        one->value = std::clamp<std::int64_t>(value, one->query.minimum, one->query.maximum);
    } else if ((one->query.flags & V4L2_CTRL_FLAG_WRITE_ONLY) != 0) {
        return -EACCES;
    }
    if (wide)
        wanted.value64 = one->value;
    else
        wanted.value = static_cast<__s32>(one->value);
    return 0;
}

}  // namespace weir::test
