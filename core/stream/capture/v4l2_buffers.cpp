#include "stream/capture/v4l2_buffers.hpp"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace weir::capture {
namespace {

v4l2_buffer mmap_buffer(std::uint32_t index) {
    v4l2_buffer buffer{};
    buffer.index = index;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    return buffer;
}

}  // namespace

V4l2Buffers::V4l2Buffers(V4l2Api& api, UniqueFd returned_event, std::uint32_t count)
    : api_(api), returned_(count), returned_event_(std::move(returned_event)) {}

V4l2Buffers::~V4l2Buffers() {
    for (const Map& map : maps_) api_.unmap(map.start, map.bytes);
}

Result<std::shared_ptr<V4l2Buffers>> V4l2Buffers::open(const V4l2Handle& handle,
                                                       std::uint32_t count) {
    v4l2_requestbuffers request{};
    request.count = count;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int outcome = handle.call(VIDIOC_REQBUFS, request); outcome < 0)
        return v4l2_failure(handle.path(), "get buffers from", outcome);
    if (request.count < 2 || request.count > VIDEO_MAX_FRAME)
        return fail(Code::limit_exceeded, handle.path() + " has only " +
                                              std::to_string(request.count) +
                                              " buffers; choose a smaller size");
    UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!event)
        return fail(Code::os_failure, "cannot make an eventfd: " + errno_name(errno), errno);
    std::shared_ptr<V4l2Buffers> buffers(
        new V4l2Buffers(handle.api(), std::move(event), request.count));
    if (auto mapped = buffers->map_all(handle, request.count); !mapped)
        return std::unexpected(mapped.error());
    return buffers;
}

Result<> V4l2Buffers::map_all(const V4l2Handle& handle, std::uint32_t count) {
    for (std::uint32_t index = 0; index < count; ++index) {
        v4l2_buffer buffer = mmap_buffer(index);
        if (const int outcome = handle.call(VIDIOC_QUERYBUF, buffer); outcome < 0)
            return v4l2_failure(handle.path(), "ask for a buffer of", outcome);
        void* start = exported_ ? map_exported(handle, index, buffer.length) : nullptr;
        if (start == nullptr) {
            exported_ = false;
            start = api_.map(handle.fd(), buffer.length, buffer.m.offset);
        }
        if (start == nullptr)
            return fail(Code::os_failure,
                        "cannot map a buffer of " + handle.path() + ": " + errno_name(errno),
                        errno);
        maps_.push_back({start, buffer.length});
    }
    return {};
}

void* V4l2Buffers::map_exported(const V4l2Handle& handle, std::uint32_t index, std::size_t bytes) {
    v4l2_exportbuffer exported{};
    exported.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    exported.index = index;
    exported.flags = O_CLOEXEC | O_RDONLY;
    if (handle.call(VIDIOC_EXPBUF, exported) < 0) return nullptr;
    void* start = api_.map(exported.fd, bytes, 0);
    api_.close(exported.fd);  // the mapping keeps the memory
    return start;
}

int V4l2Buffers::queue(const V4l2Handle& handle, std::uint32_t index) {
    v4l2_buffer buffer = mmap_buffer(index);
    const int outcome = handle.call(VIDIOC_QBUF, buffer);
    if (outcome == 0) ++queued_;
    return outcome;
}

int V4l2Buffers::queue_all(const V4l2Handle& handle) {
    for (std::uint32_t index = 0; index < size(); ++index)
        if (const int outcome = queue(handle, index); outcome < 0) return outcome;
    return 0;
}

int V4l2Buffers::dequeue(const V4l2Handle& handle, v4l2_buffer& buffer) {
    buffer = mmap_buffer(0);
    const int outcome = handle.call(VIDIOC_DQBUF, buffer);
    if (outcome < 0) return outcome;
    if (buffer.index >= size()) return -EIO;
    --queued_;
    return 0;
}

std::span<const std::byte> V4l2Buffers::bytes(std::uint32_t index, std::size_t used) const {
    const Map& map = maps_[index];
    return {static_cast<const std::byte*>(map.start), std::min(used, map.bytes)};
}

std::move_only_function<void()> V4l2Buffers::lend(std::uint32_t index) {
    return [self = shared_from_this(), index] { self->give_back(index); };
}

// On any thread. Only the number goes back: a buffer queued from here could land in the queue of a
// later start, while somebody reads it.
void V4l2Buffers::give_back(std::uint32_t index) {
    if (returned_.put(index) == Handoff<std::uint32_t>::Put::first)
        ::eventfd_write(returned_event_.get(), 1);
}

int V4l2Buffers::queue_returned(const V4l2Handle& handle) {
    eventfd_t ignored = 0;
    ::eventfd_read(returned_event_.get(), &ignored);
    while (const auto index = returned_.take())
        if (const int outcome = queue(handle, *index); outcome < 0) return outcome;
    return 0;
}

}  // namespace weir::capture
