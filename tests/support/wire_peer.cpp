#include "support/wire_peer.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/limits.hpp"

namespace weir::support {
namespace {

using namespace std::chrono_literals;
constexpr auto message_patience = 5s;  // for the rest of a message that has begun

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

}  // namespace

Result<WirePeer> WirePeer::connect(const std::string& host, std::uint16_t port) {
    const auto where = host + ":" + std::to_string(port);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return fail(Code::not_found, where + ": no such host");
    const std::unique_ptr<addrinfo, FreeAddresses> list(found);
    UniqueFd fd(::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd || ::connect(fd.get(), list->ai_addr, list->ai_addrlen) != 0)
        return fail(Code::peer_closed, where + ": no connection (" + errno_name(errno) + ")",
                    errno);
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return WirePeer(std::move(fd));
}

Result<> WirePeer::send(std::span<const std::byte> message) {
    while (!message.empty()) {
        const auto sent = ::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0)
            return fail(Code::peer_closed, "cannot send (" + errno_name(errno) + ")", errno);
        message = message.subspan(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<> WirePeer::say_hello(std::string_view node_name) {
    gen::Hello hello;
    hello.protocol_version = gen::protocol_version;
    hello.schema_hash = gen::schema_hash;
    hello.boot_nonce =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    hello.node_name = node_name;
    return send(gen::to_message(hello));
}

Result<std::vector<std::byte>> WirePeer::take(std::size_t count,
                                              std::chrono::milliseconds patience) {
    std::vector<std::byte> bytes(count);
    for (std::size_t filled = 0; filled < count;) {
        pollfd wait{.fd = socket_.get(), .events = POLLIN, .revents = 0};
        const auto limit = filled == 0 ? patience : std::chrono::milliseconds(message_patience);
        if (::poll(&wait, 1, static_cast<int>(limit.count())) == 0)
            return fail(Code::timed_out,
                        "nothing came within " + std::to_string(limit.count()) + " ms");
        const auto got = ::recv(socket_.get(), bytes.data() + filled, count - filled, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0)
            return fail(Code::peer_closed, "the connection broke (" + errno_name(errno) + ")",
                        errno);
        if (got == 0) return fail(Code::peer_closed, "the connection was closed");
        filled += static_cast<std::size_t>(got);
    }
    return bytes;
}

Result<Received> WirePeer::receive(std::chrono::milliseconds patience) {
    const auto head = take(wire::header_bytes, patience);
    if (!head) return std::unexpected(head.error());
    const auto header = wire::load_header(head->data());
    if (header.payload_length > limits::payload_bytes_max)
        return fail(Code::bad_request, "the peer announced a payload of " +
                                           std::to_string(header.payload_length) + " bytes");
    auto payload = take(header.payload_length, message_patience);
    if (!payload) return std::unexpected(payload.error());
    return Received{header.message_type, std::move(*payload)};
}

Result<std::vector<std::byte>> WirePeer::await_reply(std::uint16_t request_id) {
    while (true) {
        const auto message = receive(message_patience);
        if (!message) return std::unexpected(message.error());
        if (message->type != gen::ControlResponse::type) continue;
        const auto response = gen::ControlResponse::decode(message->payload);
        if (!response) return fail(Code::bad_request, "the peer sent a malformed control_response");
        if (response->request_id == request_id) return body_of(*response);
    }
}

Result<std::vector<std::byte>> body_of(const gen::ControlResponse& response) {
    if (response.status == gen::Status::ok) return response.body;
    const auto refusal = gen::Refusal::decode(response.body);
    const auto code = response.status == gen::Status::not_found ? Code::not_found : Code::refused;
    return fail(code, std::string(gen::name(response.command)) + " was answered " +
                          std::string(gen::name(response.status)) + ": " +
                          (refusal ? refusal->reason : std::string("no reason given")));
}

gen::StartRelayRequest attach_request(std::uint16_t stream_id, gen::DeliveryMode mode) {
    gen::StartRelayRequest request;
    request.stream_id = stream_id;
    request.mode = mode;
    request.slot_policy = gen::SlotPolicy::replace_pending;
    request.drop_policy = gen::DropPolicy::drop_oldest;
    return request;
}

}  // namespace weir::support
