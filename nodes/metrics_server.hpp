#pragma once
// Answers /metrics, /healthz and /readyz over HTTP, and nothing else.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "transport/address.hpp"

namespace weir::nodes {

struct HttpAnswer {
    int status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
};

// What to answer to the head of a request, up to the empty line. Pure.
HttpAnswer http_answer(std::string_view head, const std::function<std::string()>& metrics,
                       const std::function<std::string()>& unready);
std::string http_text(const HttpAnswer& answer, bool with_body);

// One request a connection, then it is closed. At most limits::metrics_connections_max at once,
// each for limits::metrics_patience. Lives on the node thread.
class MetricsServer {
public:
    struct Source {
        std::function<std::string()> metrics;
        std::function<std::string()> unready;  // empty: wanted is current
    };

    static Result<std::unique_ptr<MetricsServer>> open(const asio::any_io_executor& executor,
                                                       const transport::Address& at, Source source);
    ~MetricsServer();

    const transport::Address& address() const { return address_; }  // with the real port

private:
    class Port;
    MetricsServer(std::shared_ptr<Port> port, transport::Address address);

    std::shared_ptr<Port> port_;
    transport::Address address_;
};

}  // namespace weir::nodes
