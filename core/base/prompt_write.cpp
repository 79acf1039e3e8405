#include "base/prompt_write.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/unique_fd.hpp"

namespace weir {
namespace {

ssize_t plain(int fd, std::string_view bytes) {
    const ssize_t taken = ::write(fd, bytes.data(), bytes.size());
    return taken < 0 ? -errno : taken;
}

// Sockets can, and pipes since Linux 6.4.
ssize_t without_waiting(int fd, std::string_view bytes) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    const ssize_t taken = ::pwritev2(fd, &part, 1, -1, RWF_NOWAIT);
    return taken < 0 ? -errno : taken;
}

// The same file opened once more has flags of its own. A terminal needs it: it says that it has
// room when that is for one byte, and waits with the rest.
UniqueFd opened_anew(int fd) {
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return UniqueFd(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

// A pipe that has room has it for PIPE_BUF bytes, unless another process was faster.
bool has_room(int fd) {
    pollfd asked{fd, POLLOUT, 0};
    return ::poll(&asked, 1, 0) == 1;
}

}  // namespace

ssize_t write_promptly(int fd, std::string_view bytes) {
    struct stat what{};
    if (::fstat(fd, &what) == 0 && S_ISREG(what.st_mode)) return plain(fd, bytes);
    const ssize_t taken = without_waiting(fd, bytes);
    if (taken != -EOPNOTSUPP) return taken;
    // It may be another user's, who started this one.
    if (const UniqueFd own = opened_anew(fd)) return plain(own.get(), bytes);
    return has_room(fd) ? plain(fd, bytes) : -EAGAIN;
}

}  // namespace weir
