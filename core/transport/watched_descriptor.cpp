#include "transport/watched_descriptor.hpp"

#include <asio/posix/stream_descriptor.hpp>
#include <string>

namespace weir::transport {

class WatchedDescriptor::Life final : public Watch, public std::enable_shared_from_this<Life> {
public:
    Life(const asio::any_io_executor& executor, Ready ready)
        : descriptor_(executor), ready_(std::move(ready)) {}

    asio::error_code begin(UniqueFd fd) {
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error) return error;
        fd_ = fd.release();
        wait();
        return {};
    }

    int fd() const override { return fd_; }
    bool is_open() const override { return fd_ >= 0; }

    void pause() { paused_ = true; }
    void resume() {
        paused_ = false;
        wait();
    }
    // ready_ stays: it may be the one that is calling.
    void close() {
        asio::error_code ignored;
        fd_ = -1;
        descriptor_.close(ignored);
    }

private:
    void wait() {
        if (waiting_ || paused_ || !is_open()) return;
        waiting_ = true;
        descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code problem) {
                                   self->waiting_ = false;
                                   if (problem || self->paused_ || !self->is_open()) return;
                                   self->ready_(*self);
                                   self->wait();
                               });
    }

    asio::posix::stream_descriptor descriptor_;
    int fd_ = -1;  // descriptor_'s, whose native_handle() is not const
    Ready ready_;
    bool waiting_ = false;
    bool paused_ = false;
};

Result<WatchedDescriptor> WatchedDescriptor::open(const asio::any_io_executor& executor,
                                                  UniqueFd fd, std::string_view what, Ready ready) {
    auto life = std::make_shared<Life>(executor, std::move(ready));
    if (const auto error = life->begin(std::move(fd)))
        return fail(
            Code::os_failure,
            "the event loop refuses " + std::string(what) + " (" + errno_name(error.value()) + ")",
            error.value());
    return WatchedDescriptor(std::move(life));
}

int WatchedDescriptor::fd() const {
    return life_ ? life_->fd() : -1;
}

void WatchedDescriptor::pause() {
    if (life_) life_->pause();
}

void WatchedDescriptor::resume() {
    if (life_) life_->resume();
}

void WatchedDescriptor::close() {
    if (life_) life_->close();
}

}  // namespace weir::transport
