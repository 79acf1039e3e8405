#include "transport/socket_options.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <chrono>

#include "base/limits.hpp"
#include "base/unique_fd.hpp"
#include "support/catch.hpp"

using namespace weir;

namespace {

int option(const UniqueFd& socket, int level, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    REQUIRE(getsockopt(socket.get(), level, name, &value, &size) == 0);
    return value;
}

}  // namespace

TEST_CASE("socket options: a host that is gone is noticed as soon as a peer that pings no more",
          "[transport]") {
    const UniqueFd socket(::socket(AF_INET, SOCK_STREAM, 0));
    const std::chrono::milliseconds silence = limits::peer_silence_max;

    transport::tune(socket.get());

    // Linux gives an idle connection up at the first question after the user timeout.
    const std::chrono::seconds first(option(socket, IPPROTO_TCP, TCP_KEEPIDLE));
    const std::chrono::seconds next(option(socket, IPPROTO_TCP, TCP_KEEPINTVL));
    CHECK(option(socket, SOL_SOCKET, SO_KEEPALIVE) != 0);
    CHECK(std::chrono::milliseconds(option(socket, IPPROTO_TCP, TCP_USER_TIMEOUT)) == silence);
    CHECK(first + next == silence);
}
