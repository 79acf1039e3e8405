#include "stream/capture/camera.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "stream/capture/threaded_device.hpp"
#include "stream/capture/v4l2_buffers.hpp"
#include "stream/capture/v4l2_devices.hpp"
#include "stream/capture/v4l2_handle.hpp"
#include "stream/capture/v4l2_negotiation.hpp"

namespace weir::capture {
namespace {

constexpr std::uint32_t buffer_count = 8;

// The driver stamps in monotonic time, and a virtual one may stamp the future; a frame cannot have
// been captured after now, nor can a stamp of another clock be believed.
std::uint64_t capture_time_us(const v4l2_buffer& buffer) {
    constexpr std::int64_t age_max_us = 10'000'000;
    const auto now = static_cast<std::int64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch())
            .count());
    const std::int64_t stamp =
        std::int64_t{buffer.timestamp.tv_sec} * 1'000'000 + std::int64_t{buffer.timestamp.tv_usec};
    const bool monotonic =
        (buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    const std::int64_t age = now - stamp;
    const bool believed = monotonic && age >= 0 && age < age_max_us;
    return unix_time_us() - static_cast<std::uint64_t>(believed ? age : 0);
}

bool looks_like_jpeg(std::span<const std::byte> bytes) {
    return bytes.size() > 4 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xd8};
}

// Streaming between construction and destruction, on the capture thread.
class Streaming {
public:
    static Result<std::unique_ptr<Streaming>> start(const V4l2Handle& handle) {
        auto buffers = V4l2Buffers::open(handle, buffer_count);
        std::unique_ptr<Streaming> streaming(new Streaming(handle));  // frees also half a start
        if (!buffers) return std::unexpected(buffers.error());
        streaming->buffers_ = std::move(*buffers);
        if (const int outcome = streaming->buffers_->queue_all(handle); outcome < 0)
            return v4l2_failure(handle.path(), "queue the buffers of", outcome);
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (const int outcome = handle.call(VIDIOC_STREAMON, type); outcome < 0)
            return v4l2_failure(handle.path(), "start streaming from", outcome);
        return streaming;
    }
    Streaming(const Streaming&) = delete;
    Streaming& operator=(const Streaming&) = delete;
    // Nothing to do about errors: a camera that is gone refuses both.
    ~Streaming() {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        handle_.call(VIDIOC_STREAMOFF, type);
        buffers_.reset();
        v4l2_requestbuffers none{};
        none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        none.memory = V4L2_MEMORY_MMAP;
        handle_.call(VIDIOC_REQBUFS, none);
    }
    V4l2Buffers& buffers() { return *buffers_; }

private:
    explicit Streaming(const V4l2Handle& handle) : handle_(handle) {}

    const V4l2Handle& handle_;
    std::shared_ptr<V4l2Buffers> buffers_;
};

class Camera final : public ThreadedDevice {
public:
    Camera(std::string name, V4l2Handle handle, const Agreed& agreed, std::uint16_t stream_id,
           Account& account, StopSignal stop)
        : ThreadedDevice(std::move(name), std::move(stop)),
          handle_(std::move(handle)),
          agreed_(agreed),
          stream_id_(stream_id),
          account_(account) {}
    ~Camera() override { stop(); }

private:
    Result<> run(Sink& sink) override {
        auto streaming = Streaming::start(handle_);
        if (!streaming) return std::unexpected(streaming.error());
        V4l2Buffers& buffers = (*streaming)->buffers();
        first_ = true;
        gap_ = true;
        sink.on_format(agreed_.stream_format());
        for (;;) {
            std::array<pollfd, 3> fds{{{stop_signal().fd(), POLLIN, 0},
                                       {buffers.returned_fd(), POLLIN, 0},
                                       {handle_.fd(), POLLIN, 0}}};
            const int ready = ::poll(fds.data(), fds.size(), silence_max_ms());
            if (ready < 0 && errno != EINTR)
                return fail(Code::os_failure,
                            "cannot wait for " + name() + ": " + errno_name(errno), errno);
            if (fds[0].revents != 0) return {};
            if (ready == 0) return silent();
            if (fds[1].revents != 0)
                if (const int outcome = buffers.queue_returned(handle_); outcome < 0)
                    return v4l2_failure(handle_.path(), "capture from", outcome);
            if (fds[2].revents == 0) continue;
            if (auto took = take(buffers, sink, fds[2].revents); !took) return took;
        }
    }

    int silence_max_ms() const {
        const double period_ms = agreed_.rate.n == 0 ? 0 : 1000 / fps(agreed_.rate);
        const auto least = std::chrono::milliseconds(limits::camera_silence_max).count();
        return static_cast<int>(std::max(static_cast<double>(least), 4 * period_ms));
    }

    Result<> silent() const {
        return fail(Code::timed_out, name() + " delivered no picture for " +
                                         std::to_string(silence_max_ms() / 1000) +
                                         " seconds; plug it in again");
    }

    Result<> take(V4l2Buffers& buffers, Sink& sink, short events) {
        v4l2_buffer buffer{};
        const int outcome = buffers.dequeue(handle_, buffer);
        // Error and hang-up without a buffer to fetch would wake poll for ever.
        if (outcome == -EAGAIN && (events & (POLLERR | POLLHUP)) == 0) return {};
        if (outcome == -EAGAIN || outcome == -ENODEV)
            return fail(Code::device_lost, name() + " was unplugged; plug it in again", ENODEV);
        if (outcome < 0) return v4l2_failure(handle_.path(), "capture from", outcome);

        count_missed(buffer.sequence);
        const bool broken = (buffer.flags & V4L2_BUF_FLAG_ERROR) != 0 || buffer.bytesused == 0;
        const auto bytes = buffers.bytes(buffer.index, buffer.bytesused);
        bool lent = false;
        const bool delivered = !broken && deliver(buffers, sink, buffer, bytes, lent);
        gap_ = !delivered;
        ++(delivered ? counters_.captured : counters_.damaged);
        if (lent) return {};
        if (const int queued = buffers.queue(handle_, buffer.index); queued < 0)
            return v4l2_failure(handle_.path(), "capture from", queued);
        return {};
    }

    // Drivers under load repeat numbers, so only a step forward is a loss.
    void count_missed(std::uint32_t sequence) {
        const auto step = static_cast<std::int32_t>(sequence - last_sequence_);
        if (!first_ && step > 1) {
            counters_.missed += static_cast<std::uint32_t>(step - 1);
            gap_ = true;
        }
        first_ = false;
        last_sequence_ = sequence;
    }

    bool deliver(V4l2Buffers& buffers, Sink& sink, const v4l2_buffer& buffer,
                 std::span<const std::byte> bytes, bool& lent) {
        if (agreed_.format->encoding == frame::Encoding::raw)
            return deliver_picture(sink, buffer, bytes);
        // V4L2: a buffer cut short by a lost packet need not carry the error flag.
        if (!looks_like_jpeg(bytes) || bytes.size() > limits::payload_bytes_max) return false;
        frame::FrameFacts facts{.stream_id = stream_id_,
                                .sequence = next_,
                                .captured_us = capture_time_us(buffer),
                                .keyframe = true,
                                .discontinuity = gap_};
        frame::FrameRef frame;
        lent = buffers.may_lend();
        if (lent) {
            frame = frame::seal_external(facts, bytes, buffers.lend(buffer.index), account_);
        } else {
            auto draft = frame::Draft::open(bytes.size(), account_);
            if (!draft) return false;
            std::ranges::copy(bytes, draft->bytes().begin());
            frame = std::move(*draft).seal(facts, bytes.size());
            ++counters_.copied;
        }
        ++next_;
        sink.on_frame(std::move(frame));
        return true;
    }

    bool deliver_picture(Sink& sink, const v4l2_buffer& buffer, std::span<const std::byte> bytes) {
        frame::Picture picture{.layout = agreed_.format->picture_layout,
                               .width = agreed_.width,
                               .height = agreed_.height,
                               .full_range = agreed_.full_range,
                               .sequence = next_,
                               .captured_us = capture_time_us(buffer),
                               .discontinuity = gap_};
        fill_planes(picture, bytes);
        if (!frame::complete(picture)) return false;
        ++next_;
        sink.on_picture(picture);
        return true;
    }

    // V4L2: the planes of a single-plane format follow each other; chroma strides derive from
    // luma's.
    void fill_planes(frame::Picture& picture, std::span<const std::byte> bytes) const {
        const auto least = frame::plane_size(picture.layout, 0, picture.width, picture.height);
        std::size_t stride = std::max<std::size_t>(agreed_.stride, least.row_bytes);
        for (std::size_t i = 0; i < frame::plane_count(picture.layout); ++i) {
            const auto size = frame::plane_size(picture.layout, i, picture.width, picture.height);
            if (i == 1 && picture.layout == frame::PictureLayout::yuv420p)
                stride = (stride + 1) / 2;
            const std::size_t length = std::min(stride * size.rows, bytes.size());
            picture.planes[i] = {bytes.first(length), stride};
            bytes = bytes.subspan(length);
        }
    }

    V4l2Handle handle_;
    Agreed agreed_;
    std::uint16_t stream_id_;
    Account& account_;
    std::uint32_t next_ = 0;  // our own numbers: from start to start without a repeat
    std::uint32_t last_sequence_ = 0;
    bool first_ = true;
    bool gap_ = true;
};

Result<std::string> first_camera(V4l2Api& api) {
    const auto cameras = list_cameras(api);
    if (!cameras.empty()) return cameras.front().path;
    return fail(Code::not_found,
                "no camera found; plug one in, join the group video if there is one, or try the "
                "pattern");
}

}  // namespace

Result<std::unique_ptr<Device>> open_camera(const Request& request, Account& account,
                                            V4l2Api& api) {
    auto path =
        request.device_path.empty() ? first_camera(api) : Result<std::string>(request.device_path);
    if (!path) return std::unexpected(path.error());
    auto handle = V4l2Handle::open(api, *path);
    if (!handle) return std::unexpected(handle.error());
    const auto identity = identify(*handle);
    if (!identity) return std::unexpected(identity.error());
    if (!identity->captures)
        return fail(Code::unsupported, *path + " (" + identity->card +
                                           ") captures no video; a camera has several nodes, try "
                                           "another one");
    const auto agreed = negotiate(*handle, request);
    if (!agreed) return std::unexpected(agreed.error());
    auto stop = StopSignal::open();
    if (!stop) return std::unexpected(stop.error());
    return std::make_unique<Camera>(identity->card + " (" + identity->driver + ")",
                                    std::move(*handle), *agreed, request.stream_id, account,
                                    std::move(*stop));
}

}  // namespace weir::capture
