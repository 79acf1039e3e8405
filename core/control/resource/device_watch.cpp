#include "control/resource/device_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/unique_fd.hpp"

namespace weir::resource {

// Shared with the handler that waits, so that it never meets a watch that is gone.
class DeviceWatch::Life : public std::enable_shared_from_this<Life> {
public:
    Life(const asio::any_io_executor& executor, std::function<void()> appeared, std::string prefix)
        : descriptor_(executor), appeared_(std::move(appeared)), prefix_(std::move(prefix)) {}

    Result<> begin(UniqueFd fd) {
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error)
            return fail(Code::os_failure, "the event loop refuses to watch devices (" +
                                              errno_name(error.value()) + ")");
        fd.release();
        wait();
        return {};
    }

    void close() {
        asio::error_code ignored;
        open_ = false;
        descriptor_.close(ignored);
    }

private:
    void wait() {
        descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code problem) {
                                   if (problem || !self->open_) return;
                                   if (self->read_all()) self->appeared_();
                                   if (self->open_) self->wait();
                               });
    }

    // True when one of the names is of interest.
    bool read_all() {
        alignas(inotify_event) std::array<char, 4096> bytes;
        bool any = false;
        for (;;) {
            const ssize_t got = ::read(descriptor_.native_handle(), bytes.data(), bytes.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return any;
            for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
                inotify_event event{};
                std::memcpy(&event, bytes.data() + at, sizeof event);
                const char* name = bytes.data() + at + sizeof event;
                const bool lost_count = (event.mask & IN_Q_OVERFLOW) != 0;
                any = any || lost_count ||
                      (event.len > 0 && std::string_view(name).starts_with(prefix_));
                at += sizeof event + event.len;
            }
        }
    }

    asio::posix::stream_descriptor descriptor_;
    std::function<void()> appeared_;
    std::string prefix_;
    bool open_ = true;
};

Result<std::unique_ptr<DeviceWatch>> DeviceWatch::open(const asio::any_io_executor& executor,
                                                       std::function<void()> appeared,
                                                       const std::string& folder,
                                                       std::string prefix) {
    UniqueFd fd(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    // IN_ATTRIB: the file appears first and may be opened by its group a moment later.
    if (!fd || inotify_add_watch(fd.get(), folder.c_str(), IN_CREATE | IN_MOVED_TO | IN_ATTRIB) < 0)
        return fail(Code::os_failure,
                    folder + ": cannot be watched for devices (" + errno_name(errno) +
                        "); one that is plugged in is found at the next try",
                    errno);
    auto life = std::make_shared<Life>(executor, std::move(appeared), std::move(prefix));
    if (auto begun = life->begin(std::move(fd)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<DeviceWatch>(new DeviceWatch(std::move(life)));
}

DeviceWatch::~DeviceWatch() {
    life_->close();
}

}  // namespace weir::resource
