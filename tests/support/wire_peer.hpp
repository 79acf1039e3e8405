#pragma once
// The other end of a node's connection, on a blocking socket: for test readers, sources and
// benches. Deliberately not built on the transport, so that a mistake there cannot hide itself.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/unique_fd.hpp"
#include "gen/messages.hpp"

namespace weir::support {

struct Received {
    std::uint16_t type = 0;
    std::vector<std::byte> payload;
};

class WirePeer {
public:
    static Result<WirePeer> connect(const std::string& host, std::uint16_t port);
    // A connected stream socket. Reads exactly whole messages, so release() loses nothing.
    explicit WirePeer(UniqueFd socket) : socket_(std::move(socket)) {}
    UniqueFd release() { return std::move(socket_); }

    Result<> send(std::span<const std::byte> message);
    Result<> say_hello(std::string_view node_name);
    // timed_out when no message begins within `patience`, peer_closed at the end.
    Result<Received> receive(std::chrono::milliseconds patience);
    // Sends a request and reads up to its response, forgetting what comes between. The refusal's
    // reason when the answer is no.
    template <typename Request>
    Result<std::vector<std::byte>> ask(const Request& request) {
        if (auto sent = send(gen::to_message(++last_request_id_, request)); !sent)
            return std::unexpected(sent.error());
        return await_reply(last_request_id_);
    }

private:
    Result<std::vector<std::byte>> await_reply(std::uint16_t request_id);
    Result<std::vector<std::byte>> take(std::size_t count, std::chrono::milliseconds patience);

    UniqueFd socket_;
    std::uint16_t last_request_id_ = 0;
};

// What a control_response says: the reply's body, or not_found or refused with the reason.
Result<std::vector<std::byte>> body_of(const gen::ControlResponse& response);

// A request to deliver a stream on the connection that asks.
gen::StartRelayRequest attach_request(std::uint16_t stream_id, gen::DeliveryMode mode);

}  // namespace weir::support
