#include "transport/listening_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "transport/endpoints.hpp"
#include "transport/path_lock.hpp"
#include "transport/socket_options.hpp"

namespace weir::transport {
namespace {

using Local = asio::local::stream_protocol;

constexpr int waiting_max = 1024;  // connections the kernel holds until they are accepted
constexpr mode_t only_this_user = 0600;

std::unexpected<Error> cannot_listen(const Address& at, int error) {
    std::string next;
    if (error == EADDRINUSE)
        next = "; another program has the port: stop it, choose another port, or 0 for a free one";
    if (error == EACCES) next = "; ports below 1024 need root: choose a higher one";
    if (error == EADDRNOTAVAIL) next = "; no interface of this machine has that address";
    return fail(Code::os_failure,
                "cannot listen on " + text(at) + " (" + errno_name(error) + ")" + next, error);
}

std::unexpected<Error> cannot_use(const Address& at, const std::string& why, int error) {
    return fail(Code::os_failure, "cannot listen on " + text(at) + ": " + why, error);
}

Result<ListeningSocket> listen_on_port(const Address& at) {
    asio::error_code not_numeric;
    const bool any = at.host == "*";
    const auto host = asio::ip::make_address(any ? "::" : at.host, not_numeric);
    if (not_numeric)
        return fail(Code::bad_request,
                    "cannot listen on " + text(at) + ": the host must be a numeric address or *");
    const asio::ip::tcp::endpoint wanted(host, at.port);
    UniqueFd fd(socket(wanted.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd && any) return listen_on_port({"0.0.0.0", at.port});  // a machine without IPv6
    if (!fd) return cannot_listen(at, errno);
    const int yes = 1;
    const int only_v6 = any ? 0 : 1;
    setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (host.is_loopback()) never_pace(fd.get());  // those that it accepts do as it does
    if (host.is_v6()) setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof only_v6);

    if (bind(fd.get(), wanted.data(), static_cast<socklen_t>(wanted.size())) != 0 ||
        listen(fd.get(), waiting_max) != 0)
        return cannot_listen(at, errno);
    asio::ip::tcp::endpoint real;
    auto size = static_cast<socklen_t>(real.capacity());
    getsockname(fd.get(), real.data(), &size);
    return ListeningSocket{std::move(fd), {at.host, real.port()}, nullptr};
}

// Only a socket is ever taken away, and only when nobody answers there any more.
Result<> remove_stale(const Address& at, const Local::endpoint& wanted) {
    struct stat found{};
    if (lstat(at.path().c_str(), &found) != 0) return {};  // gone by itself
    if (!S_ISSOCK(found.st_mode))
        return cannot_use(at, "there is a file that is no socket; choose another path", EEXIST);
    const UniqueFd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (connect(probe.get(), wanted.data(), static_cast<socklen_t>(wanted.size())) == 0 ||
        errno != ECONNREFUSED)
        return cannot_use(at, "another program listens there; stop it or choose another path",
                          EADDRINUSE);
    unlink(at.path().c_str());
    return {};
}

std::unexpected<Error> cannot_lock(const Address& at, const Error& why) {
    if (why.code == Code::timed_out)
        return cannot_use(at, "another program is just starting there; start again", EAGAIN);
    const std::string next = why.os_errno == ENOENT ? "; make it first" : "";
    return cannot_use(at, "its folder takes no file (" + errno_name(why.os_errno) + ")" + next,
                      why.os_errno);
}

Result<ListeningSocket> listen_on_path(const Address& at) {
    const auto wanted = local_endpoint(at);
    if (!wanted) return std::unexpected(wanted.error());
    // Between looking whether somebody answers and binding, nobody else may do the same.
    const auto lock = PathLock::take(at.path());
    if (!lock) return cannot_lock(at, lock.error());
    if (auto removed = remove_stale(at, *wanted); !removed) return std::unexpected(removed.error());

    UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return cannot_listen(at, errno);
    if (bind(fd.get(), wanted->data(), static_cast<socklen_t>(wanted->size())) != 0)
        return cannot_use(at, "the path cannot be made (" + errno_name(errno) + ")", errno);
    auto path = std::make_unique<OwnedPath>(at.path());
    // Nobody can connect before listen().
    if (chmod(at.path().c_str(), only_this_user) != 0 || listen(fd.get(), waiting_max) != 0)
        return cannot_listen(at, errno);
    return ListeningSocket{std::move(fd), at, std::move(path)};
}

}  // namespace

OwnedPath::OwnedPath(std::string path) : path_(std::move(path)) {
    struct stat found{};
    if (lstat(path_.c_str(), &found) != 0) return;
    device_ = found.st_dev;
    inode_ = found.st_ino;
}

OwnedPath::~OwnedPath() {
    struct stat found{};
    if (lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_)
        unlink(path_.c_str());
}

Result<ListeningSocket> listen_on(const Address& at) {
    return at.is_unix() ? listen_on_path(at) : listen_on_port(at);
}

}  // namespace weir::transport
