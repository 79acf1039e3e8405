#include "base/subprocess.hpp"

#include <poll.h>
#include <signal.h>

#include <cerrno>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;

std::unique_ptr<Subprocess> shell(const std::string& script, bool stdin_pipe = false) {
    auto child = Subprocess::start({.argv = {"sh", "-c", script}, .stdin_pipe = stdin_pipe});
    REQUIRE(child.has_value());
    return std::move(*child);
}

std::string read_all(Subprocess& child) {
    std::string text;
    std::vector<std::byte> chunk(4096);
    for (;;) {
        pollfd fd{child.out_fd(), POLLIN, 0};
        REQUIRE(::poll(&fd, 1, -1) >= 0);
        const auto read = child.read_out(chunk);
        REQUIRE(read.has_value());
        if (read->end) return text;
        text.append(reinterpret_cast<const char*>(chunk.data()), read->bytes);
    }
}
}  // namespace

TEST_CASE("subprocess: output arrives and success is seen", "[base]") {
    auto child = shell("printf 'one two'");

    CHECK(read_all(*child) == "one two");
    REQUIRE(child->wait(30s).has_value());
    CHECK(child->succeeded());
}

TEST_CASE("subprocess: arguments reach the program untouched by any shell", "[base]") {
    auto child = Subprocess::start({.argv = {"printf", "%s", "$(id) ; `x` 'y' \\n"}});
    REQUIRE(child.has_value());

    CHECK(read_all(**child) == "$(id) ; `x` 'y' \\n");
}

TEST_CASE("subprocess: a failing child is explained by the last lines it wrote", "[base]") {
    auto child = shell(
        "echo noise >&2; echo first >&2; echo '' >&2; echo second >&2; "
        "echo third >&2; exit 3");
    REQUIRE(child->wait(30s).has_value());

    CHECK(child->exit_reason() == "sh ended with status 3: first; second; third");
    CHECK_FALSE(child->succeeded());
}

TEST_CASE("subprocess: a child ended by a signal is explained by its name", "[base]") {
    auto child = shell("kill -SEGV $$");
    REQUIRE(child->wait(30s).has_value());

    CHECK(child->exit_reason() == "sh was ended by SIGSEGV");
}

TEST_CASE("subprocess: a missing program names itself and the next step", "[base]") {
    const auto child = Subprocess::start({.argv = {"no-such-program-here"}});

    REQUIRE_FALSE(child.has_value());
    CHECK(child.error().code == Code::not_found);
    CHECK(child.error().what.find("install no-such-program-here") != std::string::npos);
}

TEST_CASE("subprocess: a file that cannot be executed is refused with the reason", "[base]") {
    const auto child = Subprocess::start({.argv = {"/etc"}});  // executable bit, not a program

    REQUIRE_FALSE(child.has_value());
    CHECK(child.error().os_errno == EACCES);
}

TEST_CASE("subprocess: killing reaches the children of the child", "[base]") {
    auto child = shell("sleep 1000 & echo $!; wait");
    std::string number;
    while (number.find('\n') == std::string::npos) {
        pollfd fd{child->out_fd(), POLLIN, 0};
        REQUIRE(::poll(&fd, 1, -1) == 1);
        std::vector<std::byte> chunk(64);
        const auto read = child->read_out(chunk);
        number.append(reinterpret_cast<const char*>(chunk.data()), read->bytes);
    }

    child->kill();

    // The orphan held the pipe open; its end proves that it is gone.
    CHECK(read_all(*child).empty());
    CHECK(child->ended());
}

TEST_CASE("subprocess: a child that ignores the request to end is killed", "[base]") {
    auto child = shell("trap '' TERM; echo ready; while :; do sleep 1000; done");
    pollfd fd{child->out_fd(), POLLIN, 0};
    REQUIRE(::poll(&fd, 1, -1) == 1);

    child->kill();

    CHECK(child->exit_reason() == "sh was ended by SIGKILL");
}

TEST_CASE("subprocess: a child that floods stderr still ends, and the tail is bounded", "[base]") {
    auto child = shell(
        "i=0; while [ $i -lt 20000 ]; do echo xxxxxxxxxxxxxxxxxxxx >&2; "
        "i=$((i+1)); done; exit 1");
    REQUIRE(child->wait(60s).has_value());

    CHECK(child->exit_reason().size() < 300);
}

TEST_CASE("subprocess: input is fed and a full pipe says so instead of blocking", "[base]") {
    auto child = shell("sleep 1000", true);
    const std::vector<std::byte> block(65536);
    std::size_t taken = 0;
    for (;;) {
        const auto put = child->write_in(block);
        REQUIRE(put.has_value());
        if (*put == 0) break;
        taken += *put;
    }
    CHECK(taken > 0);
}

TEST_CASE("subprocess: a child that stopped reading is an error, not a signal", "[base]") {
    auto child = shell("exec 0<&-; echo closed; sleep 1000", true);
    pollfd fd{child->out_fd(), POLLIN, 0};
    REQUIRE(::poll(&fd, 1, -1) == 1);

    const auto put = child->write_in(std::vector<std::byte>(1));

    REQUIRE_FALSE(put.has_value());
    CHECK(put.error().code == Code::peer_closed);
}

TEST_CASE("error tail: control bytes of a hostile child cannot forge lines", "[base]") {
    ErrorTail tail;
    tail.push("\x1b[31mred\x07\nnext\n");

    CHECK(tail.text() == " [31mred ; next");
}
