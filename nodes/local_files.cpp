#include "nodes/local_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/unique_fd.hpp"

namespace weir::nodes {
namespace {

bool write_all(int fd, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::string default_state_dir() {
    if (const char* xdg = std::getenv("XDG_STATE_HOME"); xdg != nullptr && *xdg != '\0')
        return std::string(xdg) + "/weir";
    const char* home = std::getenv("HOME");
    return std::string(home != nullptr && *home != '\0' ? home : "/tmp") + "/.local/state/weir";
}

Result<> write_whole_file(const std::string& path, const std::string& content) {
    const std::string unfinished = path + ".part";
    const UniqueFd fd(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (fd && write_all(fd.get(), content) && std::rename(unfinished.c_str(), path.c_str()) == 0)
        return {};
    const int reason = errno;
    ::unlink(unfinished.c_str());
    return fail(Code::os_failure, path + ": cannot be written (" + errno_name(reason) + ")",
                reason);
}

}  // namespace weir::nodes
