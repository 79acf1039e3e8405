#include "stream/capture/pacer.hpp"

#include <poll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/assert.hpp"

namespace weir::capture {
namespace {

constexpr std::uint64_t second_ns = 1'000'000'000;

timespec as_timespec(std::uint64_t ns) {
    return {static_cast<time_t>(ns / second_ns), static_cast<long>(ns % second_ns)};
}

}  // namespace

Result<Pacer> Pacer::open(std::uint32_t fps_n, std::uint32_t fps_d) {
    WEIR_ASSERT(fps_n > 0 && fps_d > 0);
    Pacer pacer;
    pacer.timer_.reset(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!pacer.timer_)
        return fail(Code::os_failure, "cannot make a timer: " + errno_name(errno), errno);
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const itimerspec ticks{.it_interval = as_timespec(second_ns * fps_d / fps_n), .it_value = now};
    if (::timerfd_settime(pacer.timer_.get(), TFD_TIMER_ABSTIME, &ticks, nullptr) != 0)
        return fail(Code::os_failure, "cannot set a timer: " + errno_name(errno), errno);
    return pacer;
}

Result<std::uint64_t> Pacer::wait(const StopSignal& stop) {
    for (;;) {
        std::array<pollfd, 2> fds{{{stop.fd(), POLLIN, 0}, {timer_.get(), POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR)
            return fail(Code::os_failure, "cannot wait for a timer: " + errno_name(errno), errno);
        if (fds[0].revents != 0) return std::uint64_t{0};
        std::uint64_t ticks = 0;
        if (::read(timer_.get(), &ticks, sizeof(ticks)) == sizeof(ticks)) return ticks;
    }
}

}  // namespace weir::capture
