#include "transport/listener.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <asio/steady_timer.hpp>
#include <cerrno>
#include <expected>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "transport/listening_socket.hpp"
#include "transport/places.hpp"
#include "transport/watched_descriptor.hpp"

namespace weir::transport {

class Listener::Port : public std::enable_shared_from_this<Port> {
public:
    Port(const asio::any_io_executor& executor, const ConnectionSettings& settings,
         Accepted accepted, const AcceptLimits& limits)
        : executor_(executor),
          settings_(settings),
          accepted_(std::move(accepted)),
          limits_(limits),
          timer_(executor),
          spare_(::open("/dev/null", O_RDONLY | O_CLOEXEC)),
          places_({limits.per_address_max, limits.per_network_max}) {}

    Result<> begin(ListeningSocket socket) {
        path_ = std::move(socket.path);
        auto watched = WatchedDescriptor::open(executor_, std::move(socket.fd), "the port",
                                               [weak = weak_from_this()](const auto&) {
                                                   if (const auto self = weak.lock())
                                                       self->accept_some();
                                               });
        if (!watched) return std::unexpected(std::move(watched.error()));
        port_ = std::move(*watched);
        return {};
    }

    void close() {
        path_.reset();
        port_.close();
        timer_.cancel();
    }

    std::size_t connections() const { return static_cast<std::size_t>(count_.use_count() - 1); }

private:
    void pause() {
        port_.pause();
        timer_.expires_after(limits::accept_pause);
        timer_.async_wait([self = shared_from_this()](asio::error_code) { self->port_.resume(); });
    }

    // Whoever storms the port must leave time to the connections that are there; the rest is
    // accepted at the next turn.
    void accept_some() {
        for (std::size_t i = 0; i < limits::accepts_a_turn_max && port_.fd() >= 0; ++i) {
            UniqueFd fd(accept4(port_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (fd) {
                take(std::move(fd));
                continue;
            }
            const int error = errno == EMFILE || errno == ENFILE ? refuse_one() : errno;
            if (error == EAGAIN) return;
            if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM)
                return pause();
            // Everything else is about a connection that is gone already: take the next one.
        }
    }

    // The spare descriptor is given up for a moment, so that a peer hears "no" instead of nothing.
    // Without a free descriptor the kernel does not say whether anybody waits: EAGAIN comes here.
    int refuse_one() {
        spare_.reset();
        UniqueFd refused(accept4(port_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
        const int error = refused ? 0 : errno;
        if (refused)
            trouble_.warn("transport",
                          "connection refused: no free file descriptor; raise ulimit -n");
        refused.reset();
        spare_.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        return error;
    }

    void take(UniqueFd fd) {
        if (connections() >= limits_.connections_max) {
            trouble_.warn("transport", "connection refused: the node has its maximum",
                          {{"connections_max", limits_.connections_max}});
            return;
        }
        auto connection = Connection::adopt(executor_, std::move(fd), settings_);
        if (!connection) {
            if (connection.error().code != Code::peer_closed)  // which is nobody's trouble
                trouble_.warn("transport", connection.error().what);
            return;
        }
        auto place = place_for((*connection)->peer());
        if (!place) return say_full((*connection)->peer(), place.error());
        (*connection)->hold(std::move(*place));
        accepted_(std::move(*connection));
    }

    // A place in the count of all and, for a peer from the network, in that of its host.
    std::expected<std::shared_ptr<void>, Places::Full> place_for(const Address& peer) {
        if (is_local(peer) && !limits_.local_counts) return count_;
        auto place = places_.take(peer);
        if (!place) return place;
        return std::make_shared<std::pair<std::shared_ptr<void>, std::shared_ptr<void>>>(
            count_, std::move(*place));
    }

    void say_full(const Address& peer, Places::Full full) {
        if (full == Places::Full::address)
            trouble_.warn("transport", "connection refused: its address has its maximum",
                          {{"address", peer.host}, {"per_address_max", limits_.per_address_max}});
        else
            trouble_.warn("transport", "connection refused: the /64 of its address has its maximum",
                          {{"address", peer.host}, {"per_network_max", limits_.per_network_max}});
    }

    asio::any_io_executor executor_;
    ConnectionSettings settings_;
    Accepted accepted_;
    AcceptLimits limits_;
    std::unique_ptr<OwnedPath> path_;
    WatchedDescriptor port_;
    asio::steady_timer timer_;
    UniqueFd spare_;
    log::Once trouble_;
    std::shared_ptr<void> count_ = std::make_shared<int>(0);  // each open connection holds it
    Places places_;
};

std::size_t raise_descriptor_limit() {
    rlimit descriptors{};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    setrlimit(RLIMIT_NOFILE, &descriptors);
    getrlimit(RLIMIT_NOFILE, &descriptors);
    return static_cast<std::size_t>(descriptors.rlim_cur);
}

Result<std::unique_ptr<Listener>> Listener::open(const asio::any_io_executor& executor,
                                                 const Address& at,
                                                 const ConnectionSettings& settings,
                                                 Accepted accepted, const AcceptLimits& limits) {
    auto socket = listen_on(at);
    if (!socket) return std::unexpected(std::move(socket.error()));
    Address address = socket->address;
    auto port = std::make_shared<Port>(executor, settings, std::move(accepted), limits);
    if (auto begun = port->begin(std::move(*socket)); !begun)
        return std::unexpected(std::move(begun.error()));
    return std::unique_ptr<Listener>(new Listener(std::move(port), std::move(address)));
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
