#include "base/prompt_write.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <string>

#include "base/unique_fd.hpp"
#include "support/catch.hpp"

// A write that waits has nobody to end it here but the watchdog of the program.

using namespace weir;

namespace {

struct Ends {
    UniqueFd reader;
    UniqueFd writer;
};

Ends pipe_ends() {
    std::array<int, 2> fds{};
    REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

Ends socket_ends() {
    std::array<int, 2> fds{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

Ends terminal_ends() {
    std::array<int, 2> fds{};
    REQUIRE(::openpty(&fds[0], &fds[1], nullptr, nullptr, nullptr) == 0);
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

const std::string line = std::string(120, 'x') + "\n";

// Bytes that were taken until one line was not.
std::size_t fill(const UniqueFd& writer) {
    for (std::size_t taken = 0;;) {
        const ssize_t now = write_promptly(writer.get(), line);
        if (now > 0) taken += static_cast<std::size_t>(now);
        if (now == static_cast<ssize_t>(line.size())) continue;
        CHECK((now >= 0 || now == -EAGAIN));
        return taken;
    }
}

}  // namespace

TEST_CASE("prompt write: a pipe that nobody reads takes whole lines until it is full", "[base]") {
    const Ends ends = pipe_ends();

    const std::size_t taken = fill(ends.writer);

    CHECK(taken >= PIPE_BUF);
    CHECK(taken % line.size() == 0);
    CHECK((::fcntl(ends.writer.get(), F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE("prompt write: a pipe without a reader is an error and not the end", "[base]") {
    Ends ends = pipe_ends();
    ends.reader.reset();
    const auto before = ::signal(SIGPIPE, SIG_IGN);

    CHECK(write_promptly(ends.writer.get(), line) == -EPIPE);

    ::signal(SIGPIPE, before);
}

TEST_CASE("prompt write: a socket that nobody reads gets full", "[base]") {
    const Ends ends = socket_ends();

    CHECK(fill(ends.writer) % line.size() == 0);
}

TEST_CASE("prompt write: a terminal that hangs gets full, and may cut the last line", "[base]") {
    const Ends ends = terminal_ends();

    CHECK(fill(ends.writer) > 0);
    CHECK(write_promptly(ends.writer.get(), line) == -EAGAIN);
    CHECK((::fcntl(ends.writer.get(), F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE("prompt write: a terminal that was stopped takes nothing until it goes on", "[base]") {
    const Ends ends = terminal_ends();
    REQUIRE(::tcflow(ends.writer.get(), TCOOFF) == 0);

    CHECK(write_promptly(ends.writer.get(), line) == -EAGAIN);

    REQUIRE(::tcflow(ends.writer.get(), TCOON) == 0);
    CHECK(write_promptly(ends.writer.get(), line) == static_cast<ssize_t>(line.size()));
}
