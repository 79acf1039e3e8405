#include "transport/connector.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <utility>
#include <vector>

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
          socket_(executor),
          timer_(executor) {}

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
            try_next({});
            return;
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
        for (const std::string& host : found) {
            asio::error_code strange;
            const auto address = asio::ip::make_address(host, strange);
            if (!strange) endpoints_.emplace_back(address, target_.port);
        }
        std::ranges::stable_partition(endpoints_,
                                      [](const auto& e) { return e.address().is_v4(); });
        try_next({});
    }

    // `error` is why the one before did not work; the last one's goes to the operator.
    void try_next(asio::error_code error) {
        if (next_ == endpoints_.size()) {
            end(std::unexpected(unreachable(target_, error ? error : asio::error::host_not_found)));
            return;
        }
        socket_ = tcp::socket(executor_);
        const tcp::endpoint& endpoint = endpoints_[next_++];
        asio::error_code ignored;  // connecting says it better
        socket_.open(endpoint.protocol(), ignored);
        if (endpoint.address().is_loopback()) never_pace(socket_.native_handle());
        socket_.async_connect(endpoint, [self = shared_from_this()](asio::error_code why) {
            if (self->done_) self->connected(why);
        });
    }

    void connected(asio::error_code error) {
        if (!error && is_self()) error = asio::error::connection_refused;
        if (error) {
            try_next(error);
            return;
        }
        asio::error_code ignored;
        UniqueFd fd(socket_.release(ignored));
        end(Connection::adopt(executor_, std::move(fd), settings_));
    }

    // A free local port may be the very port that is dialled: TCP then connects the socket to
    // itself, and the node that wants to listen there finds its port taken.
    bool is_self() const {
        asio::error_code local_error;
        asio::error_code remote_error;
        return socket_.local_endpoint(local_error) == socket_.remote_endpoint(remote_error) &&
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
        names_->cancel();
        socket_.close(ignored);
    }

    asio::any_io_executor executor_;
    ConnectionSettings settings_;
    std::shared_ptr<NameLookup> names_;
    Address target_;
    Done done_;
    tcp::socket socket_;
    asio::steady_timer timer_;
    std::vector<tcp::endpoint> endpoints_;
    std::size_t next_ = 0;
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
