#include "transport/listener.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <asio/ip/address.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <utility>

#include "base/log.hpp"

namespace weir::transport {
namespace {

using Descriptor = asio::posix::stream_descriptor;

constexpr int waiting_max = 1024;  // connections the kernel holds until they are accepted
constexpr auto pause_after_trouble = std::chrono::milliseconds(100);

struct Bound {
    UniqueFd fd;
    Address address;
};

std::unexpected<Error> cannot_listen(const Address& at, int error) {
    std::string next;
    if (error == EADDRINUSE)
        next = "; another program has the port: stop it, choose another port, or 0 for a free one";
    if (error == EACCES) next = "; ports below 1024 need root: choose a higher one";
    if (error == EADDRNOTAVAIL) next = "; no interface of this machine has that address";
    return fail(Code::os_failure,
                "cannot listen on " + text(at) + " (" + errno_name(error) + ")" + next, error);
}

Result<Bound> bind_to(const Address& at) {
    asio::error_code not_numeric;
    const bool any = at.host == "*";
    const auto host = asio::ip::make_address(any ? "::" : at.host, not_numeric);
    if (not_numeric)
        return fail(Code::bad_request,
                    "cannot listen on " + text(at) + ": the host must be a numeric address or *");
    const int family = host.is_v4() ? AF_INET : AF_INET6;
    UniqueFd fd(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd && any) return bind_to({"0.0.0.0", at.port});  // a machine without IPv6
    if (!fd) return cannot_listen(at, errno);
    const int yes = 1;
    const int only_v6 = any ? 0 : 1;
    setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (family == AF_INET6)
        setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof only_v6);

    sockaddr_storage raw{};
    socklen_t size = sizeof(sockaddr_in);
    if (family == AF_INET) {
        auto& v4 = reinterpret_cast<sockaddr_in&>(raw);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(at.port);
        v4.sin_addr.s_addr = htonl(host.to_v4().to_uint());
    } else {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(raw);
        const auto bytes = host.to_v6().to_bytes();
        size = sizeof v6;
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(at.port);
        v6.sin6_scope_id = static_cast<std::uint32_t>(host.to_v6().scope_id());
        std::copy(bytes.begin(), bytes.end(), v6.sin6_addr.s6_addr);
    }
    if (bind(fd.get(), reinterpret_cast<sockaddr*>(&raw), size) != 0 ||
        listen(fd.get(), waiting_max) != 0)
        return cannot_listen(at, errno);
    size = sizeof raw;
    getsockname(fd.get(), reinterpret_cast<sockaddr*>(&raw), &size);
    return Bound{std::move(fd), {at.host, address_of(reinterpret_cast<sockaddr&>(raw)).port}};
}

}  // namespace

class Listener::Port : public std::enable_shared_from_this<Port> {
public:
    Port(const asio::any_io_executor& executor, const ConnectionSettings& settings,
         Accepted accepted, std::size_t connections_max)
        : executor_(executor),
          settings_(settings),
          accepted_(std::move(accepted)),
          connections_max_(connections_max),
          descriptor_(executor),
          timer_(executor),
          spare_(::open("/dev/null", O_RDONLY | O_CLOEXEC)) {}

    Result<> begin(UniqueFd fd) {
        asio::error_code error;
        descriptor_.assign(fd.get(), error);
        if (error)
            return fail(Code::os_failure,
                        "the event loop refuses the port (" + errno_name(error.value()) + ")");
        fd.release();
        wait();
        return {};
    }

    // The callback stays: it may be the one that is calling.
    void close() {
        asio::error_code ignored;
        open_ = false;
        descriptor_.close(ignored);
        timer_.cancel();
    }

    std::size_t connections() const { return static_cast<std::size_t>(count_.use_count() - 1); }

private:
    void wait() {
        descriptor_.async_wait(Descriptor::wait_read,
                               [self = shared_from_this()](asio::error_code) {
                                   if (self->open_) self->accept_all();
                               });
    }

    void pause() {
        timer_.expires_after(pause_after_trouble);
        timer_.async_wait([self = shared_from_this()](asio::error_code) {
            if (self->open_) self->wait();
        });
    }

    void accept_all() {
        while (open_) {
            UniqueFd fd(accept4(descriptor_.native_handle(), nullptr, nullptr,
                                SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (fd) {
                take(std::move(fd));
                continue;
            }
            const int error = errno == EMFILE || errno == ENFILE ? refuse_one() : errno;
            if (error == EAGAIN) return wait();
            if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM)
                return pause();
            // Everything else is about a connection that is gone already: take the next one.
        }
    }

    // The spare descriptor is given up for a moment, so that a peer hears "no" instead of nothing.
    // Without a free descriptor the kernel does not say whether anybody waits: EAGAIN comes here.
    int refuse_one() {
        spare_.reset();
        UniqueFd refused(accept4(descriptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC));
        const int error = refused ? 0 : errno;
        if (refused)
            trouble_.warn("transport",
                          "connection refused: no free file descriptor; raise ulimit -n");
        refused.reset();
        spare_.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        return error;
    }

    void take(UniqueFd fd) {
        if (connections() >= connections_max_) {
            trouble_.warn("transport", "connection refused: the node has its maximum",
                          {{"connections_max", connections_max_}});
            return;
        }
        auto connection = Connection::adopt(executor_, std::move(fd), settings_);
        if (!connection) {
            trouble_.warn("transport", connection.error().what);
            return;
        }
        (*connection)->hold(count_);
        accepted_(std::move(*connection));
    }

    asio::any_io_executor executor_;
    ConnectionSettings settings_;
    Accepted accepted_;
    std::size_t connections_max_;
    Descriptor descriptor_;
    asio::steady_timer timer_;
    UniqueFd spare_;
    log::Once trouble_;
    std::shared_ptr<void> count_ = std::make_shared<int>(0);  // each open connection holds it
    bool open_ = true;
};

Result<std::unique_ptr<Listener>> Listener::open(const asio::any_io_executor& executor,
                                                 const Address& at,
                                                 const ConnectionSettings& settings,
                                                 Accepted accepted, std::size_t connections_max) {
    auto bound = bind_to(at);
    if (!bound) return std::unexpected(std::move(bound.error()));
    auto port = std::make_shared<Port>(executor, settings, std::move(accepted), connections_max);
    if (auto begun = port->begin(std::move(bound->fd)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<Listener>(new Listener(std::move(port), std::move(bound->address)));
}

Listener::Listener(std::shared_ptr<Port> port, Address address)
    : port_(std::move(port)), address_(std::move(address)) {}

Listener::~Listener() {
    port_->close();
}

std::size_t Listener::connections() const {
    return port_->connections();
}

}  // namespace weir::transport
