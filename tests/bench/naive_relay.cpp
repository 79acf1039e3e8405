// The yardstick: the shortest newest-wins relay that a good programmer writes in an afternoon.
// A peer says "S" (source) or "R" (reader), then frames are u32 length + payload. One slot a
// reader.

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <vector>

namespace {

using Frame = std::shared_ptr<std::vector<char>>;  // length prefix included

struct Reader {
    Frame sending, newest;
    std::size_t sent = 0;
};

int poller = -1;
int source = -1;
std::map<int, Reader> readers;
Frame filling;
std::size_t filled = 0;

void watch(int fd, std::uint32_t events, int operation) {
    epoll_event event{.events = events, .data = {.fd = fd}};
    epoll_ctl(poller, operation, fd, &event);
}

void hang_up(int fd) {
    readers.erase(fd);
    if (fd == source) source = -1;
    close(fd);
}

// Sends what fits; a frame whose sending has begun is finished, then comes the newest one.
void send_some(int fd, Reader& reader) {
    while (reader.sending || reader.newest) {
        if (!reader.sending) {
            reader.sending = std::move(reader.newest);
            reader.sent = 0;
        }
        const auto left = reader.sending->size() - reader.sent;
        const auto count = send(fd, reader.sending->data() + reader.sent, left, MSG_NOSIGNAL);
        if (count < 0) return watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
        reader.sent += static_cast<std::size_t>(count);
        if (reader.sent == reader.sending->size()) reader.sending.reset();
    }
    watch(fd, EPOLLIN, EPOLL_CTL_MOD);
}

void take_from_source() {
    if (!filling) {
        std::uint32_t size = 0;
        if (recv(source, &size, sizeof(size), MSG_PEEK) != sizeof(size) || size > 64u << 20)
            return hang_up(source);
        filling = std::make_shared<std::vector<char>>(sizeof(size) + size);
        filled = 0;
    }
    const auto count = recv(source, filling->data() + filled, filling->size() - filled, 0);
    if (count <= 0) return hang_up(source);
    filled += static_cast<std::size_t>(count);
    if (filled < filling->size()) return;
    const Frame whole = std::move(filling);
    for (auto& [fd, reader] : readers) {
        const bool idle = !reader.sending;
        reader.newest = whole;
        if (idle) send_some(fd, reader);
    }
}

void take_from_new_peer(int fd) {
    char role = 0;
    if (recv(fd, &role, 1, 0) != 1) return hang_up(fd);
    if (role == 'S') source = fd;
    if (role == 'R') readers[fd];
}

}  // namespace

int main() {
    poller = epoll_create1(0);
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener, where, size) != 0 || listen(listener, 64) != 0) return 1;
    getsockname(listener, where, &size);
    std::printf("%u\n", ntohs(address.sin_port));
    std::fflush(stdout);
    watch(listener, EPOLLIN, EPOLL_CTL_ADD);

    while (true) {
        epoll_event events[64];
        const int count = epoll_wait(poller, events, 64, -1);
        for (int index = 0; index < count; ++index) {
            const int fd = events[index].data.fd;
            if (fd == listener) {
                const int peer = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
                const int on = 1;
                setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
                watch(peer, EPOLLIN, EPOLL_CTL_ADD);
            } else if (fd == source) {
                take_from_source();
            } else if (const auto reader = readers.find(fd); reader == readers.end()) {
                take_from_new_peer(fd);
            } else if (events[index].events & EPOLLOUT) {
                send_some(fd, reader->second);
            } else {
                hang_up(fd);
            }
        }
    }
}
