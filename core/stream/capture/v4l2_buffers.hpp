#pragma once
// The driver's buffers, mapped, lent to readers and taken back.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/mailbox.hpp"
#include "base/unique_fd.hpp"
#include "stream/capture/v4l2_handle.hpp"

namespace weir::capture {

// Belongs to the capture thread, except that a lent buffer comes back from any thread.
//
// A buffer is mapped through its dmabuf where the driver exports one: then a reader that keeps a
// frame for minutes holds memory and not the device, which can be closed, unplugged and opened
// again meanwhile. Without an export nothing is ever lent.
//
// queued in the driver + lent + being looked at = size(), and the driver keeps at least
// driver_buffers_min.
class V4l2Buffers : public std::enable_shared_from_this<V4l2Buffers> {
public:
    static Result<std::shared_ptr<V4l2Buffers>> open(const V4l2Handle& handle, std::uint32_t count);
    V4l2Buffers(const V4l2Buffers&) = delete;
    V4l2Buffers& operator=(const V4l2Buffers&) = delete;
    ~V4l2Buffers();

    std::uint32_t size() const { return static_cast<std::uint32_t>(maps_.size()); }

    int queue(const V4l2Handle& handle, std::uint32_t index);  // 0 or a negative errno
    int queue_all(const V4l2Handle& handle);
    int dequeue(const V4l2Handle& handle, v4l2_buffer& buffer);  // likewise; -EAGAIN: none yet

    // The first `used` bytes of a dequeued buffer, no more than it has.
    std::span<const std::byte> bytes(std::uint32_t index, std::size_t used) const;

    // Whether one more may be away and the driver still has enough to fill.
    bool may_lend() const { return exported_ && queued_ >= driver_buffers_min; }
    // Called, once, by whoever drops the last reference. Keeps the memory mapped until then.
    std::move_only_function<void()> lend(std::uint32_t index);
    // Readable when lent buffers have come back.
    int returned_fd() const { return returned_event_.get(); }
    int queue_returned(const V4l2Handle& handle);

private:
    static constexpr std::uint32_t driver_buffers_min = 3;

    struct Map {
        void* start = nullptr;
        std::size_t bytes = 0;
    };

    V4l2Buffers(V4l2Api& api, UniqueFd returned_event, std::uint32_t count);
    Result<> map_all(const V4l2Handle& handle, std::uint32_t count);
    void* map_exported(const V4l2Handle& handle, std::uint32_t index, std::size_t bytes);
    void give_back(std::uint32_t index);

    V4l2Api& api_;
    std::vector<Map> maps_;
    bool exported_ = true;
    std::uint32_t queued_ = 0;
    Handoff<std::uint32_t> returned_;
    UniqueFd returned_event_;
};

}  // namespace weir::capture
