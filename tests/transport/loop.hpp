#pragma once
// What the transport tests share: an event loop that runs until something is true, and peers that
// remember what they were told.

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <asio/io_context.hpp>
#include <deque>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "transport/connection.hpp"
#include "wire/header.hpp"

namespace weir::test {

using Bytes = std::vector<std::byte>;

inline Bytes message(std::uint16_t type, std::size_t size, std::byte fill = std::byte{0x5a}) {
    Bytes bytes(wire::header_bytes + size, fill);
    wire::store_header(bytes.data(), {type, static_cast<std::uint32_t>(size)});
    return bytes;
}

struct Loop {
    asio::io_context io{1};
    Ledger ledger;
    PipePool pipes;
    transport::ConnectionSettings settings{
        .bounds = {.is_media = [](std::uint16_t type) { return type == 6; }},
        .account = &ledger.open("test"),
        .pipes = &pipes};

    // The time limit of the test program ends a wait that never ends.
    void until(const std::function<bool()>& done) {
        while (!done()) {
            io.restart();
            io.run_one();
        }
    }
    // Everything that can happen without the other side.
    void settle() {
        do io.restart();
        while (io.poll() > 0);
    }
    void run_dry() {
        io.restart();
        io.run();
    }

    std::shared_ptr<transport::Connection> adopt(UniqueFd socket) {
        auto connection =
            transport::Connection::adopt(io.get_executor(), std::move(socket), settings);
        REQUIRE(connection);
        return std::move(*connection);
    }
    // Two connections to each other without a network.
    std::pair<std::shared_ptr<transport::Connection>, std::shared_ptr<transport::Connection>>
    pair();
};

// Both ends of a stream without a network.
inline std::array<UniqueFd, 2> socket_pair() {
    std::array<int, 2> fds{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

// The same over TCP, where the kernel has room of its own. That of the first one is made small for
// what it receives.
inline std::array<UniqueFd, 2> tcp_pair() {
    const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int bytes = 4096;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* const raw_at = reinterpret_cast<sockaddr*>(&at);
    REQUIRE(::bind(listener.get(), raw_at, size) == 0);
    REQUIRE(::listen(listener.get(), 1) == 0);
    REQUIRE(::getsockname(listener.get(), raw_at, &size) == 0);
    UniqueFd out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::connect(out.get(), raw_at, size) == 0);
    return {UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)), std::move(out)};
}

inline std::pair<std::shared_ptr<transport::Connection>, std::shared_ptr<transport::Connection>>
Loop::pair() {
    auto ends = socket_pair();
    auto first = adopt(std::move(ends[0]));
    return {std::move(first), adopt(std::move(ends[1]))};
}

// A message whose every byte says where it stands.
inline Bytes counting(std::uint16_t type, std::size_t size) {
    Bytes bytes = message(type, size);
    for (std::size_t i = wire::header_bytes; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(i * 7 + i / 251);
    return bytes;
}

// Both ends of a session: receives, and sends what a test has put into `frames`.
struct Peer : transport::Inbox, transport::Outbox, std::enable_shared_from_this<Peer> {
    struct Seen {
        std::uint16_t type;
        std::size_t size;
        bool own;
        bool operator==(const Seen&) const = default;
    };

    void attach(std::shared_ptr<transport::Connection> to) {
        connection = std::move(to);
        connection->start(shared_from_this(), shared_from_this());
    }
    void push(Bytes frame, std::uint64_t tag = 0) {
        frames.push_back(wire::outgoing(std::move(frame)));
        frames.back().tag = tag;
        connection->wake();
    }

    void on_message(wire::Message& received) override {
        const bool passed_on = received.piped != nullptr;
        seen.push_back({received.type, passed_on ? received.payload_size : received.payload.size(),
                        received.own != nullptr});
        if (passed_on) piped.push_back(std::move(*received.piped));
        if (on_each) on_each();
    }
    std::optional<std::size_t> passes_on_from(std::uint16_t, std::size_t,
                                              std::span<const std::byte>) override {
        return pass_on_from;
    }
    void on_closed(const Error& error) override {
        why = error;
        closed = true;
        connection.reset();
    }
    std::optional<wire::Outgoing> next() override {
        if (frames.empty()) return std::nullopt;
        std::optional<wire::Outgoing> first(std::move(frames.front()));
        frames.pop_front();
        return first;
    }
    void finished(const wire::Outgoing& sent, bool whole) override {
        (whole ? whole_tags : broken_tags).push_back(sent.tag);
    }

    std::shared_ptr<transport::Connection> connection;
    std::deque<wire::Outgoing> frames;
    std::vector<Seen> seen;
    std::optional<std::size_t> pass_on_from;  // of every large media message
    std::vector<std::shared_ptr<const PipedBytes>> piped;
    std::vector<std::uint64_t> whole_tags;
    std::vector<std::uint64_t> broken_tags;
    std::function<void()> on_each;
    bool closed = false;
    Error why{};
};

struct PeerPair {
    explicit PeerPair(Loop& loop)
        : left(std::make_shared<Peer>()), right(std::make_shared<Peer>()) {
        auto [first, second] = loop.pair();
        left->attach(std::move(first));
        right->attach(std::move(second));
    }

    std::shared_ptr<Peer> left;
    std::shared_ptr<Peer> right;
};

// One end is a connection, the other only a socket, for what a well-behaved peer never does.
struct RawPeer {
    explicit RawPeer(Loop& loop) : RawPeer(loop, socket_pair()) {}
    RawPeer(Loop& loop, std::array<UniqueFd, 2> ends) : raw(std::move(ends[0])) {
        peer->attach(loop.adopt(std::move(ends[1])));
    }
    // For a test that makes its connection itself.
    explicit RawPeer(UniqueFd socket) : raw(std::move(socket)) {}

    void write(std::span<const std::byte> bytes) const {
        REQUIRE(::send(raw.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    // Reads what there is, until `size` bytes are together.
    void read_until(Loop& loop, std::size_t size) {
        while (got.size() < size) {
            loop.settle();
            Bytes some(size - got.size());
            const auto count = ::recv(raw.get(), some.data(), some.size(), MSG_DONTWAIT);
            if (count > 0) got.insert(got.end(), some.begin(), some.begin() + count);
        }
    }
    // A connection reads what comes from here on.
    void read_by(Loop& loop, Peer& reader) { reader.attach(loop.adopt(std::move(raw))); }
    void end() const { peer->connection->close({Code::peer_closed, "done"}); }

    UniqueFd raw;
    std::shared_ptr<Peer> peer = std::make_shared<Peer>();
    Bytes got;
};

}  // namespace weir::test
