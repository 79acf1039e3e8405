#pragma once
// One at a time looks whether a path is free and takes it.

#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/unique_fd.hpp"

namespace weir::transport {

// A file of this user alone beside the path, which nobody else can lock or leave locked. It goes
// away with its owner.
class PathLock {
public:
    // Waits for whoever has it, for limits::path_lock_patience at most: timed_out. os_failure when
    // no file can be made there.
    static Result<PathLock> take(const std::string& path);
    PathLock(PathLock&&) noexcept = default;
    PathLock& operator=(PathLock&&) = delete;
    ~PathLock();

    static std::string file_of(const std::string& path);  // "/run/weir" -> "/run/.weir.lock"

private:
    PathLock(UniqueFd fd, std::string file) : fd_(std::move(fd)), file_(std::move(file)) {}

    UniqueFd fd_;
    std::string file_;
};

}  // namespace weir::transport
