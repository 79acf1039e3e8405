#include "control/resource/device_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/unique_fd.hpp"

namespace weir::resource {

namespace {

// True when the name of one of the events that wait begins with `prefix`, or some were lost.
bool read_all(int fd, std::string_view prefix) {
    alignas(inotify_event) std::array<char, 4096> bytes;
    bool any = false;
    for (;;) {
        const ssize_t got = ::read(fd, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return any;
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, bytes.data() + at, sizeof event);
            const char* name = bytes.data() + at + sizeof event;
            const bool lost_count = (event.mask & IN_Q_OVERFLOW) != 0;
            any =
                any || lost_count || (event.len > 0 && std::string_view(name).starts_with(prefix));
            at += sizeof event + event.len;
        }
    }
}

}  // namespace

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
    auto watched = transport::WatchedDescriptor::open(
        executor, std::move(fd), "to watch devices",
        [appeared = std::move(appeared), prefix = std::move(prefix)](const auto& watch) {
            if (read_all(watch.fd(), prefix)) appeared();
        });
    if (!watched) return std::unexpected(std::move(watched.error()));
    return std::unique_ptr<DeviceWatch>(new DeviceWatch(std::move(*watched)));
}

}  // namespace weir::resource
