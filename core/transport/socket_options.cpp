#include "transport/socket_options.hpp"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <chrono>
#include <string_view>

#include "base/limits.hpp"

namespace weir::transport {
namespace {

void set(int fd, int level, int option, int value) {
    // Not every socket knows every option; it works without, only less well.
    static_cast<void>(setsockopt(fd, level, option, &value, sizeof value));
}

std::uint32_t ask(int fd, unsigned long question) {
    int bytes = 0;
    return ioctl(fd, question, &bytes) == 0 && bytes > 0 ? static_cast<std::uint32_t>(bytes) : 0;
}

}  // namespace

void tune(int fd) {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    constexpr auto silence = limits::peer_silence_max;
    set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    allow(fd, Unsent::little);
    // Linux counts a window that stays closed as well: a hung reader is gone as a dead host is.
    set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT,
        static_cast<int>(duration_cast<milliseconds>(silence).count()));
    // A plain peer never pings: the kernel asks in our place whether its host is still there, once
    // and in time to give up when it has been silent for as long.
    constexpr auto between_questions = seconds(1);
    set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(fd, IPPROTO_TCP, TCP_KEEPIDLE,
        static_cast<int>(duration_cast<seconds>(silence - between_questions).count()));
    set(fd, IPPROTO_TCP, TCP_KEEPINTVL, static_cast<int>(between_questions.count()));
}

void never_pace(int fd) {
    constexpr std::string_view plain = "reno";  // the one that every kernel has and allows
    static_cast<void>(setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, plain.data(), plain.size()));
}

void allow(int fd, Unsent unsent) {
    const std::uint32_t bytes = unsent == Unsent::any ? ~0u : limits::notsent_lowat_bytes;
    set(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, static_cast<int>(bytes));
}

std::uint32_t kernel_queue_bytes(int fd) {
    return ask(fd, SIOCOUTQ);
}

std::uint32_t unread_bytes(int fd) {
    return ask(fd, SIOCINQ);
}

std::uint32_t unsent_bytes(int fd) {
    return ask(fd, SIOCOUTQNSD);
}

}  // namespace weir::transport
