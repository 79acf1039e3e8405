#include "transport/path_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "base/clock.hpp"
#include "base/limits.hpp"

namespace weir::transport {
namespace {

constexpr mode_t only_this_user = 0600;
constexpr auto look_again = std::chrono::milliseconds(10);

// Whoever had it before took it away at the end; then it locks nothing any more.
bool is_still_there(const UniqueFd& fd, const std::string& file) {
    struct stat opened{};
    struct stat named{};
    return ::fstat(fd.get(), &opened) == 0 && ::lstat(file.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

std::unexpected<Error> impossible(const std::string& file, int error) {
    return fail(Code::os_failure, file + ": cannot be locked (" + errno_name(error) + ")", error);
}

}  // namespace

std::string PathLock::file_of(const std::string& path) {
    const auto name = path.rfind('/') + 1;
    return path.substr(0, name) + "." + path.substr(name) + ".lock";
}

Result<PathLock> PathLock::take(const std::string& path) {
    std::string file = file_of(path);
    const TimePoint give_up = monotonic_now() + limits::path_lock_patience;
    for (;;) {
        UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                           only_this_user));
        if (!fd) return impossible(file, errno);
        const bool locked = ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0;
        if (!locked && errno != EWOULDBLOCK) return impossible(file, errno);
        if (locked && is_still_there(fd, file)) return PathLock(std::move(fd), std::move(file));
        if (monotonic_now() > give_up)
            return fail(Code::timed_out, file + ": somebody else has the lock");
        if (!locked) std::this_thread::sleep_for(look_again);
    }
}

PathLock::~PathLock() {
    struct stat found{};
    const bool ours = fd_ && ::fstat(fd_.get(), &found) == 0 && S_ISREG(found.st_mode);
    // What somebody wrote something into is not ours to take away.
    if (ours && found.st_size == 0) ::unlink(file_.c_str());
}

}  // namespace weir::transport
