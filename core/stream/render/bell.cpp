#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

#include "stream/render/pane.hpp"

namespace weir::render {

Result<std::shared_ptr<Bell>> Bell::open() {
    UniqueFd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!fd)
        return fail(Code::os_failure,
                    "no descriptor is left to wake windows with (" + errno_name(errno) +
                        "); raise the limit: ulimit -n",
                    errno);
    return std::shared_ptr<Bell>(new Bell(std::move(fd)));
}

void Bell::ring() {
    const std::uint64_t one = 1;
    // Fails only when it rings already.
    [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
}

void Bell::silence() {
    std::uint64_t rings = 0;
    [[maybe_unused]] const auto read = ::read(fd_.get(), &rings, sizeof rings);
}

}  // namespace weir::render
