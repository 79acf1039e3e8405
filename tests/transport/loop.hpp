#pragma once
// What the transport tests share: an event loop that runs until something is true, and peers that
// remember what they were told.

#include <asio/io_context.hpp>
#include <deque>
#include <functional>
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
};

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
        auto both = transport::Connection::pair(loop.io.get_executor(), loop.settings);
        REQUIRE(both);
        left->attach(std::move(both->first));
        right->attach(std::move(both->second));
    }

    std::shared_ptr<Peer> left;
    std::shared_ptr<Peer> right;
};

}  // namespace weir::test
