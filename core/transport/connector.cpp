#include "transport/connector.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "transport/endpoints.hpp"
#include "transport/socket_options.hpp"

namespace weir::transport {
namespace {

using asio::ip::tcp;

Error unreachable(const Address& target, asio::error_code error) {
    const std::string start = text(target) + ": ";
    const std::string code = " (" + errno_name(error.value()) + ")";
    if (error == asio::error::connection_refused || error.value() == ENOENT)
        return {Code::peer_closed,
                start + "nothing listens there" + code + "; is the node started?", error.value()};
    if (error == asio::error::host_not_found || error == asio::error::host_not_found_try_again ||
        error == asio::error::no_data)
        return {Code::not_found,
                start + "no such host name; write an address or check the name service"};
    if (error.value() == EACCES)
        return {Code::refused,
                start + "this user may not connect there" + code +
                    "; start both as one user, or give the path to a group",
                error.value()};
    return {Code::peer_closed, start + "not reachable" + code, error.value()};
}

}  // namespace

class Connector::Attempt : public std::enable_shared_from_this<Attempt> {
public:
    Attempt(const asio::any_io_executor& executor, const ConnectionSettings& settings,
            std::shared_ptr<NameLookup> names, Address target, Done done)
        : executor_(executor),
          settings_(settings),
          names_(std::move(names)),
          target_(std::move(target)),
          done_(std::move(done)),
          timer_(executor),
          stagger_(executor) {}

    void begin(Duration timeout) {
        if (!done_) return;  // cancelled before it began
        timer_.expires_after(timeout);
        timer_.async_wait([self = shared_from_this()](asio::error_code error) {
            if (!error)
                self->end(fail(Code::timed_out, text(self->target_) + ": no answer in time"));
        });
        if (target_.is_unix()) return dial_path();
        asio::error_code not_numeric;
        const auto address = asio::ip::make_address(target_.host, not_numeric);
        if (!not_numeric) {
            endpoints_ = {tcp::endpoint(address, target_.port)};
            return try_next();
        }
        const auto asked = names_->start(
            target_.host, [self = shared_from_this()](const NameLookup::Addresses& found) {
                self->resolved(found);
            });
        if (!asked) end(std::unexpected(asked.error()));
    }

    void cancel() {
        done_ = nullptr;
        stop();
    }

private:
    // Connects at once or not at all: a path has no network to wait for.
    void dial_path() {
        const auto at = local_endpoint(target_);
        if (!at) return end(std::unexpected(at.error()));
        UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!fd || ::connect(fd.get(), at->data(), static_cast<socklen_t>(at->size())) != 0)
            return end(std::unexpected(
                unreachable(target_, asio::error_code(errno, asio::system_category()))));
        end(Connection::adopt(executor_, std::move(fd), settings_));
    }

    void resolved(const NameLookup::Addresses& found) {
        if (!done_) return;
        std::array<std::vector<tcp::endpoint>, 2> families;
        for (const std::string& host : found) {
            asio::error_code strange;
            const auto address = asio::ip::make_address(host, strange);
            if (!strange) families[address.is_v4() ? 0 : 1].emplace_back(address, target_.port);
        }
        // Where one family leads nowhere the other one must not wait for the end of its list.
        for (std::size_t i = 0; i < std::max(families[0].size(), families[1].size()); ++i)
            for (const auto& family : families)
                if (i < family.size()) endpoints_.push_back(family[i]);
        if (endpoints_.empty())
            return end(std::unexpected(unreachable(target_, asio::error::host_not_found)));
        try_next();
    }

    void try_next() {
        if (next_ == endpoints_.size()) return;
        const tcp::endpoint& endpoint = endpoints_[next_++];
        const auto socket = std::make_shared<tcp::socket>(executor_);
        sockets_.push_back(socket);
        asio::error_code ignored;  // connecting says it better
        socket->open(endpoint.protocol(), ignored);
        if (endpoint.address().is_loopback()) never_pace(socket->native_handle());
        socket->async_connect(endpoint, [self = shared_from_this(), socket](asio::error_code why) {
            if (self->done_) self->connected(socket, why);
        });
        if (next_ < endpoints_.size()) stagger();
    }

    // A silent address says nothing for longer than anybody waits.
    void stagger() {
        stagger_.expires_after(limits::connect_stagger);
        stagger_.async_wait([self = shared_from_this()](asio::error_code error) {
            if (!error && self->done_) self->try_next();
        });
    }

    void connected(const std::shared_ptr<tcp::socket>& socket, asio::error_code error) {
        if (!error && is_self(*socket)) error = asio::error::connection_refused;
        asio::error_code ignored;
        if (!error)
            return end(Connection::adopt(executor_, UniqueFd(socket->release(ignored)), settings_));
        socket->close(ignored);
        std::erase(sockets_, socket);
        try_next();
        // The last one's error goes to the operator.
        if (sockets_.empty()) end(std::unexpected(unreachable(target_, error)));
    }

    // A free local port may be the very port that is dialled: TCP then connects the socket to
    // itself, and the node that wants to listen there finds its port taken.
    static bool is_self(const tcp::socket& socket) {
        asio::error_code local_error;
        asio::error_code remote_error;
        return socket.local_endpoint(local_error) == socket.remote_endpoint(remote_error) &&
               !local_error && !remote_error;
    }

    void end(Result<std::shared_ptr<Connection>> result) {
        if (!done_) return;
        stop();
        std::exchange(done_, nullptr)(std::move(result));
    }

    void stop() {
        asio::error_code ignored;
        timer_.cancel();
        stagger_.cancel();
        names_->cancel();
        for (const auto& socket : sockets_) socket->close(ignored);
    }

    asio::any_io_executor executor_;
    ConnectionSettings settings_;
    std::shared_ptr<NameLookup> names_;
    Address target_;
    Done done_;
    asio::steady_timer timer_;
    asio::steady_timer stagger_;
    std::vector<tcp::endpoint> endpoints_;  // in the order of trying
    std::size_t next_ = 0;
    std::vector<std::shared_ptr<tcp::socket>> sockets_;  // those that nobody has answered yet
};

void Connector::connect(const Address& target, Duration timeout, Done done) {
    cancel();
    attempt_ = std::make_shared<Attempt>(executor_, settings_, names_, target, std::move(done));
    asio::post(executor_, [attempt = attempt_, timeout] { attempt->begin(timeout); });
}

void Connector::cancel() {
    if (attempt_) std::exchange(attempt_, nullptr)->cancel();
}

}  // namespace weir::transport
