// Connections on sockets that behave as the kernel's do only once in a while.

#include <array>

#include "support/catch.hpp"
#include "support/scarce_memory.hpp"
#include "transport/connection.hpp"
#include "transport/forwarding_socket.hpp"
#include "transport/kernel_socket.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

struct Oddity {
    int early_splices = 0;    // that find the socket empty, while bytes arrive right after
    bool takes_pipes = true;  // or payloads must be read after all
    int used_after_close = 0;
};

// The kernel's socket, with an oddity that a test chose.
class OddSocket final : public transport::ForwardingSocket {
public:
    OddSocket(std::unique_ptr<transport::Socket> real, Oddity& oddity)
        : ForwardingSocket(std::move(real)), oddity_(oddity) {}

    ssize_t receive(std::span<iovec> parts) override { return used().receive(parts); }
    ssize_t send(std::span<iovec> parts) override { return used().send(parts); }
    ssize_t send_with_more(std::span<iovec> parts) override { return send(parts); }
    ssize_t receive_into(Pipe& pipe, std::size_t bytes_max) override {
        if (oddity_.early_splices > 0 && oddity_.early_splices-- > 0) return -EAGAIN;
        return used().receive_into(pipe, bytes_max);
    }
    ssize_t send_from(Pipe& pipe) override {
        return oddity_.takes_pipes ? used().send_from(pipe) : -EINVAL;
    }
    bool has_pipes() const override { return true; }
    void allow(transport::Unsent unsent) override { used().allow(unsent); }
    void close() override {
        closed_ = true;
        inner().close();
    }

private:
    transport::Socket& used() {
        if (closed_) ++oddity_.used_after_close;
        return inner();
    }

    Oddity& oddity_;
    bool closed_ = false;
};

struct OddPeer : RawPeer {
    OddPeer(Loop& loop, std::shared_ptr<Peer> given) : OddPeer(loop, given, socket_pair()) {}
    explicit OddPeer(Loop& loop) : OddPeer(loop, std::make_shared<Peer>()) {}
    OddPeer(Loop& loop, std::shared_ptr<Peer> given, std::array<UniqueFd, 2> ends)
        : RawPeer(std::move(ends[0])) {
        peer = std::move(given);
        auto real = transport::kernel_socket(loop.io.get_executor(), std::move(ends[1]));
        REQUIRE(real);
        peer->attach(transport::Connection::adopt(
            std::make_unique<OddSocket>(std::move(*real), oddity), loop.settings));
    }

    Oddity oddity;
};

// Closes its connection when it is asked for a frame, or when it hears that one was sent.
struct Quitter final : Peer {
    std::optional<wire::Outgoing> next() override {
        auto message = Peer::next();
        if (message && !after_sending) connection->close({Code::refused, "changed its mind"});
        return message;
    }
    void finished(const wire::Outgoing& sent, bool whole) override {
        Peer::finished(sent, whole);
        if (whole) connection->close({Code::refused, "changed its mind"});
    }
    bool after_sending = false;
};

}  // namespace

TEST_CASE("connection: an outbox may close it, and the socket is left alone", "[transport]") {
    Loop loop;
    auto quitter = std::make_shared<Quitter>();
    quitter->after_sending = GENERATE(false, true);
    OddPeer odd(loop, quitter);

    quitter->push(message(6, 1000), 1);
    quitter->push(message(6, 1000), 2);
    loop.run_dry();

    CHECK(odd.oddity.used_after_close == 0);
    CHECK(quitter->why.what == "changed its mind");
    CHECK(quitter->whole_tags.size() == (quitter->after_sending ? 2 : 0));
}

TEST_CASE("connection: a pipe is not taken for full because bytes came a moment later",
          "[transport]") {
    Loop loop;
    OddPeer odd(loop);
    odd.peer->pass_on_from = 0;
    const Bytes bytes = message(6, 100'000);

    for (int i = 0; i < 2; ++i) {
        odd.write(std::span(bytes).first(50'000));
        loop.settle();
        odd.oddity.early_splices = i == 0 ? 1 : 0;
        odd.write(std::span(bytes).subspan(50'000));
        loop.until([&] { return odd.peer->seen.size() == static_cast<std::size_t>(i) + 1; });
    }

    // The payload during which it happened stays in its pipe, and so do all that follow.
    CHECK(odd.peer->piped.size() == 2);
    odd.peer->piped.clear();
    odd.end();
    loop.run_dry();
    CHECK(loop.pipes.on_loan() == 0);
}

TEST_CASE("connection: a payload that can neither be piped nor read ends it alone", "[transport]") {
    Loop loop;
    OddPeer source(loop);
    OddPeer without_pipes(loop);
    OddPeer with_pipes(loop);
    without_pipes.oddity.takes_pipes = false;
    source.peer->pass_on_from = 0;
    const Bytes bytes = message(6, 100'000);
    source.write(bytes);
    loop.until([&] { return source.peer->piped.size() == 1; });
    auto out = wire::outgoing({}, source.peer->piped[0]->start(), source.peer->piped[0], 7);
    out.piped = source.peer->piped[0].get();

    for (const OddPeer* reader : {&without_pipes, &with_pipes}) {
        reader->peer->frames.push_back(out);
        reader->peer->connection->wake();
    }
    {
        const ScarceMemory little(90'000);
        loop.settle();
    }

    CHECK(without_pipes.peer->why.code == Code::limit_exceeded);
    CHECK(without_pipes.peer->why.what == "local peer: no memory for 100000 bytes of a frame");
    CHECK(without_pipes.peer->broken_tags == std::vector<std::uint64_t>{7});
    CHECK(with_pipes.peer->whole_tags == std::vector<std::uint64_t>{7});
    out = {};
    source.peer->piped.clear();
    source.end();
    with_pipes.end();
    loop.run_dry();
    CHECK(loop.ledger.reads_zero());
}
