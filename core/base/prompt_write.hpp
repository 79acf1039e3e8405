#pragma once
// Writes what a descriptor takes at once, without making it non-blocking for those who share it.

#include <sys/types.h>

#include <string_view>

namespace weir {

// Bytes taken, or a negative errno: -EAGAIN when there is no room now. Never waits for whoever
// reads a pipe, a terminal or a socket; a regular file takes all, as fast as its disk does. Of
// PIPE_BUF bytes or less a pipe takes all or nothing, a terminal maybe a part. Thread-safe.
ssize_t write_promptly(int fd, std::string_view bytes);

}  // namespace weir
