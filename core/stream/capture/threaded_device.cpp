#include "stream/capture/threaded_device.hpp"

#include <pthread.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <cstdint>
#include <exception>
#include <system_error>

#include "base/assert.hpp"

namespace weir::capture {

Result<StopSignal> StopSignal::open() {
    StopSignal signal;
    signal.fd_.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!signal.fd_)
        return fail(Code::os_failure, "cannot make an eventfd: " + errno_name(errno), errno);
    return signal;
}

void StopSignal::raise() {
    ::eventfd_write(fd_.get(), 1);
}

void StopSignal::reset() {
    eventfd_t value = 0;
    ::eventfd_read(fd_.get(), &value);
}

ThreadedDevice::~ThreadedDevice() {
    WEIR_ASSERT(!thread_.joinable());  // the derived class forgot to stop before its members went
}

Result<> ThreadedDevice::start(Sink& sink) {
    WEIR_ASSERT(!thread_.joinable());
    stop_.reset();
    try {
        thread_ = std::thread([this, &sink] { guarded_run(sink); });
    } catch (const std::system_error& error) {
        return fail(Code::os_failure,
                    "cannot start a capture thread for " + name_ + ": " + error.what(),
                    error.code().value());
    }
    return {};
}

void ThreadedDevice::stop() {
    if (!thread_.joinable()) return;
    stop_.raise();
    thread_.join();
}

void ThreadedDevice::guarded_run(Sink& sink) {
    ::pthread_setname_np(::pthread_self(), "weir-capture");
    try {
        if (auto ran = run(sink); !ran) sink.on_lost(std::move(ran.error()));
    } catch (const std::exception& exception) {
        sink.on_lost(
            {Code::os_failure, "capturing from " + name_ + " failed: " + exception.what()});
    }
}

}  // namespace weir::capture
