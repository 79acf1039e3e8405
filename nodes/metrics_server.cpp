#include "nodes/metrics_server.hpp"

#include <array>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/write.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/log.hpp"

namespace weir::nodes {
namespace {

using asio::ip::tcp;

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        default:
            return "Service Unavailable";
    }
}

}  // namespace

HttpAnswer http_answer(std::string_view head, const std::function<std::string()>& metrics,
                       const std::function<std::string()>& unready) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || !line.substr(second + 1).starts_with("HTTP/1."))
        return {400, "text/plain; charset=utf-8", "This is no HTTP request.\n"};
    const auto method = line.substr(0, first);
    if (method != "GET" && method != "HEAD")
        return {405, "text/plain; charset=utf-8", "Only GET and HEAD are served here.\n"};
    auto path = line.substr(first + 1, second - first - 1);
    path = path.substr(0, path.find('?'));
    if (path == "/metrics") return {200, "text/plain; version=0.0.4; charset=utf-8", metrics()};
    if (path == "/healthz") return {200, "text/plain; charset=utf-8", "ok\n"};
    if (path != "/readyz")
        return {404, "text/plain; charset=utf-8", "There are /metrics, /healthz and /readyz.\n"};
    const std::string missing = unready();
    if (missing.empty()) return {200, "text/plain; charset=utf-8", "ready\n"};
    return {503, "text/plain; charset=utf-8", missing};
}

std::string http_text(const HttpAnswer& answer, bool with_body) {
    return "HTTP/1.1 " + std::to_string(answer.status) + " " + std::string(reason(answer.status)) +
           "\r\nContent-Type: " + answer.type +
           "\r\nContent-Length: " + std::to_string(answer.body.size()) +
           "\r\nConnection: close\r\n\r\n" + (with_body ? answer.body : "");
}

// Shared with the handlers that wait.
class MetricsServer::Port : public std::enable_shared_from_this<Port> {
public:
    Port(const asio::any_io_executor& executor, Source source)
        : acceptor_(executor), pause_(executor), source_(std::move(source)) {}

    Result<transport::Address> open(const transport::Address& at) {
        std::error_code problem;
        const auto host =
            asio::ip::make_address(at.host == "localhost" ? "127.0.0.1" : at.host, problem);
        const tcp::endpoint endpoint(host, at.port);
        if (!problem) acceptor_.open(endpoint.protocol(), problem);
        if (!problem) acceptor_.set_option(tcp::acceptor::reuse_address(true), problem);
        if (!problem) acceptor_.bind(endpoint, problem);
        if (!problem) acceptor_.listen(limits::metrics_connections_max, problem);
        if (problem)
            return fail(Code::os_failure,
                        "metrics at " + transport::text(at) + ": cannot listen (" +
                            problem.message() + "); choose another HOST:PORT",
                        problem.value());
        accept();
        return transport::Address{at.host, acceptor_.local_endpoint().port()};
    }

    // Visitors under way get nothing more: whoever would answer them is going.
    void close() {
        std::error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        for (const auto& weak : visits_)
            if (const auto visit = weak.lock()) visit->end();
        source_ = {};
    }

private:
    struct Visit {
        explicit Visit(tcp::socket connected)
            : socket(std::move(connected)), deadline(socket.get_executor()) {}
        tcp::socket socket;
        asio::steady_timer deadline;
        std::array<char, limits::metrics_request_bytes_max> head{};
        std::size_t received = 0;
        std::string answer;

        void end() {
            std::error_code ignored;
            socket.close(ignored);
            deadline.cancel();
        }
    };

    void accept() {
        acceptor_.async_accept(
            [self = shared_from_this()](const std::error_code& problem, tcp::socket socket) {
                if (!self->acceptor_.is_open()) return;
                if (problem) return self->accept_later(problem);
                if (self->visitors() < limits::metrics_connections_max)
                    self->serve(std::move(socket));
                self->accept();
            });
    }

    // Without a free file descriptor the next try would fail at once, and the next.
    void accept_later(const std::error_code& problem) {
        trouble_.warn("metrics", "cannot accept visitors (" + problem.message() + ")",
                      {{"next", "it goes on when descriptors are free"}});
        pause_.expires_after(limits::accept_pause);
        pause_.async_wait([self = shared_from_this()](const std::error_code& cancelled) {
            if (!cancelled && self->acceptor_.is_open()) self->accept();
        });
    }

    std::size_t visitors() {
        std::erase_if(visits_, [](const auto& visit) { return visit.expired(); });
        return visits_.size();
    }

    void serve(tcp::socket socket) {
        const auto visit = std::make_shared<Visit>(std::move(socket));
        visits_.push_back(visit);
        visit->deadline.expires_after(limits::metrics_patience);
        visit->deadline.async_wait([weak = std::weak_ptr(visit)](const std::error_code& problem) {
            if (const auto late = weak.lock(); late && !problem) late->end();
        });
        read(visit);
    }

    void read(const std::shared_ptr<Visit>& visit) {
        const auto room = asio::buffer(visit->head.data() + visit->received,
                                       visit->head.size() - visit->received);
        visit->socket.async_read_some(room, [self = shared_from_this(), visit](
                                                const std::error_code& problem, std::size_t count) {
            // What was read before the end may still come here after it.
            if (problem || !visit->socket.is_open()) return visit->end();
            visit->received += count;
            const std::string_view head(visit->head.data(), visit->received);
            if (head.find("\r\n\r\n") != std::string_view::npos) return self->answer(visit, head);
            if (visit->received < visit->head.size()) return self->read(visit);
            self->answer(visit, "");  // longer than any request that is served here
        });
    }

    void answer(const std::shared_ptr<Visit>& visit, std::string_view head) {
        visit->answer = http_text(http_answer(head, source_.metrics, source_.unready),
                                  !head.starts_with("HEAD "));
        asio::async_write(visit->socket, asio::buffer(visit->answer),
                          [visit](const std::error_code&, std::size_t) {
                              std::error_code ignored;
                              visit->socket.shutdown(tcp::socket::shutdown_both, ignored);
                              visit->deadline.cancel();
                          });
    }

    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    Source source_;
    std::vector<std::weak_ptr<Visit>> visits_;
    log::Once trouble_;
};

MetricsServer::MetricsServer(std::shared_ptr<Port> port, transport::Address address)
    : port_(std::move(port)), address_(std::move(address)) {}

MetricsServer::~MetricsServer() {
    port_->close();
}

Result<std::unique_ptr<MetricsServer>> MetricsServer::open(const asio::any_io_executor& executor,
                                                           const transport::Address& at,
                                                           Source source) {
    auto port = std::make_shared<Port>(executor, std::move(source));
    auto address = port->open(at);
    if (!address) return std::unexpected(address.error());
    log::info("metrics", "listening", {{"address", transport::text(*address)}});
    return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(port), std::move(*address)));
}

}  // namespace weir::nodes
