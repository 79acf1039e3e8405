#include "wire/message_stream.hpp"

#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "wire/header.hpp"

using namespace weir;

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::uint16_t media_type = 0x0006;
constexpr std::uint16_t control_type = 0x0002;
constexpr std::size_t large = limits::inline_payload_bytes_max + 1;

wire::StreamBounds bounds() {
    return {[](std::uint16_t type) { return type == media_type; }, 100'000, 50'000};
}

Bytes counting(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 256);
    return bytes;
}

void append(Bytes& out, std::uint16_t type, std::size_t size) {
    const std::size_t start = out.size();
    out.resize(start + wire::header_bytes);
    wire::store_header(out.data() + start, {type, static_cast<std::uint32_t>(size)});
    const Bytes payload = counting(size);
    out.insert(out.end(), payload.begin(), payload.end());
}

struct Seen {
    std::uint16_t type;
    Bytes payload;
    bool own;

    bool operator==(const Seen&) const = default;
};

struct Fixture {
    // Gives the stream `bytes` as a socket would: no more than it asked for at a time.
    std::expected<void, wire::StreamError> feed(std::span<const std::byte> bytes) {
        do {
            std::size_t given = 0;
            for (const auto span : stream.prepare()) {
                const auto part = bytes.first(std::min(span.size(), bytes.size()));
                std::ranges::copy(part, span.begin());
                bytes = bytes.subspan(part.size());
                given += part.size();
            }
            stream.commit(given);
            if (auto taken = take_all(); !taken) return taken;
        } while (!bytes.empty());
        return {};
    }
    std::expected<void, wire::StreamError> take_all() {
        while (true) {
            const auto message = stream.next();
            if (!message) return std::unexpected(message.error());
            if (!*message) return {};
            const auto payload = (*message)->payload;
            const bool own = (*message)->own != nullptr;
            seen.push_back({(*message)->type, {payload.begin(), payload.end()}, own});
        }
    }

    Ledger ledger;
    Account& account = ledger.open("test");
    wire::MessageStream stream{bounds(), account};
    std::vector<Seen> seen;
};

// A stream whose media payloads go into pipes, all but their first two bytes, which somebody must
// look at.
struct Piping : wire::Placement {
    explicit Piping(std::size_t pipes) : pool(pipes) {
        std::array<int, 2> fds{-1, -1};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
        near.reset(fds[0]);
        far.reset(fds[1]);
    }
    std::unique_ptr<PipedBytes> place(std::uint16_t, std::uint32_t payload_length,
                                      std::span<const std::byte> start) override {
        REQUIRE(start.size() >= limits::piped_head_bytes_max);
        return PipedBytes::open(payload_length - looked_at, start.subspan(looked_at), pool,
                                account);
    }
    void feed(std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            auto* const piped = stream->piping();
            const auto room =
                piped != nullptr ? piped->bytes_missing() : stream->prepare()[0].size();
            const auto part = bytes.first(std::min({bytes.size(), room, std::size_t{50'000}}));
            if (piped != nullptr) {
                REQUIRE(::send(near.get(), part.data(), part.size(), 0) ==
                        static_cast<ssize_t>(part.size()));
                REQUIRE(piped->pipe().fill_from(far.get(), part.size()) ==
                        static_cast<ssize_t>(part.size()));
            } else {
                std::ranges::copy(part, stream->prepare()[0].begin());
                stream->commit(part.size());
            }
            bytes = bytes.subspan(part.size());
            take_all();
        }
    }
    void take_all() {
        for (auto message = stream->next(); *message; message = stream->next()) {
            const auto& found = **message;
            Bytes payload(found.payload.begin(), found.payload.end());
            if (found.piped != nullptr) {
                payload.resize(looked_at);
                const auto rest = (*found.piped)->bytes();
                payload.insert(payload.end(), rest.begin(), rest.end());
            }
            seen.push_back({found.type, std::move(payload), found.own != nullptr});
            piped_count += found.piped != nullptr ? 1 : 0;
        }
    }

    static constexpr std::size_t looked_at = 2;
    UniqueFd near;
    UniqueFd far;
    Ledger ledger;
    Account& account = ledger.open("test");
    PipePool pool;
    std::unique_ptr<wire::MessageStream> stream =
        std::make_unique<wire::MessageStream>(bounds(), account, this);
    std::vector<Seen> seen;
    int piped_count = 0;
};

}  // namespace

TEST_CASE("message stream: messages cut at every byte arrive once and whole", "[wire]") {
    Bytes bytes;
    const std::vector<std::pair<std::uint16_t, std::size_t>> messages{
        {control_type, 3}, {media_type, 0},       {media_type, large},
        {control_type, 1}, {control_type, large}, {media_type, limits::inline_payload_bytes_max}};
    std::vector<Seen> expected;
    for (const auto& [type, size] : messages) {
        append(bytes, type, size);
        expected.push_back({type, counting(size), size >= large});
    }

    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Fixture f;
        REQUIRE(f.feed(std::span(bytes).first(cut)));
        REQUIRE(f.feed(std::span(bytes).subspan(cut)));

        if (f.seen != expected) FAIL("cut at " << cut);
        if (f.stream.mid_message() || !f.ledger.reads_zero()) FAIL("not at rest, cut at " << cut);
    }
}

TEST_CASE("message stream: single bytes complete messages too", "[wire]") {
    Fixture f;
    Bytes bytes;
    append(bytes, media_type, large);
    append(bytes, control_type, 9);

    for (const std::byte& byte : bytes) REQUIRE(f.feed(std::span(&byte, 1)));

    CHECK(f.seen == std::vector<Seen>{{media_type, counting(large), true},
                                      {control_type, counting(9), false}});
}

TEST_CASE("message stream: a large payload can be kept without a copy", "[wire]") {
    Fixture f;
    Bytes bytes;
    append(bytes, media_type, 20'000);
    const std::span rest = std::span(bytes).subspan(6);

    std::ranges::copy(std::span(bytes).first(6), f.stream.prepare()[0].begin());
    f.stream.commit(6);
    REQUIRE_FALSE(*f.stream.next());
    std::ranges::copy(rest, f.stream.prepare()[0].begin());
    f.stream.commit(rest.size());
    const auto message = f.stream.next();
    const Buffer kept = std::move(*(*message)->own);
    REQUIRE_FALSE(*f.stream.next());

    CHECK(kept.bytes().data() == (*message)->payload.data());
    CHECK(std::ranges::equal(kept.bytes(), counting(20'000)));
    CHECK(f.account.bytes() == 20'000);
}

TEST_CASE("message stream: payloads go into pipes, cut anywhere, as whole as into memory",
          "[wire]") {
    constexpr std::size_t size = limits::piped_payload_bytes_min;
    Bytes bytes;
    append(bytes, control_type, 3);
    append(bytes, media_type, size);
    append(bytes, media_type, 900);
    append(bytes, media_type, size + 1);
    append(bytes, control_type, large);
    const std::vector<Seen> expected{{control_type, counting(3), false},
                                     {media_type, counting(size), false},
                                     {media_type, counting(900), false},
                                     {media_type, counting(size + 1), false},
                                     {control_type, counting(large), true}};
    for (std::size_t cut = 0; cut < bytes.size(); cut += cut < 600 ? 1 : 509) {
        Piping f(4);
        f.feed(std::span(bytes).first(cut));
        f.feed(std::span(bytes).subspan(cut));

        if (f.seen != expected || f.piped_count != 2) FAIL("cut at " << cut);
        if (f.pool.on_loan() != 0 || !f.ledger.reads_zero()) FAIL("not at rest, cut at " << cut);
    }
}

TEST_CASE("message stream: reads little at a time only as long as payloads are piped", "[wire]") {
    constexpr std::size_t little = wire::header_bytes + limits::piped_head_bytes_max;
    Piping f(1);
    Bytes frame;
    append(frame, media_type, limits::piped_payload_bytes_min);
    Bytes list;
    append(list, control_type, large);

    f.feed(frame);
    CHECK(f.stream->prepare()[0].size() == little);
    f.feed(list);

    CHECK(f.stream->prepare()[0].size() > little);
}

TEST_CASE("message stream: without a pipe the payload goes into memory", "[wire]") {
    Piping f(0);
    Bytes bytes;
    append(bytes, media_type, 50'000);

    f.feed(bytes);

    CHECK(f.seen == std::vector<Seen>{{media_type, counting(50'000), true}});
}

TEST_CASE("message stream: a payload may leave its pipe half-way", "[wire]") {
    for (const std::size_t before : {600u, 2000u, 49'999u}) {
        Piping f(1);
        Bytes bytes;
        append(bytes, media_type, 50'000);
        f.feed(std::span(bytes).first(wire::header_bytes + before));

        REQUIRE(f.stream->stop_piping());
        f.feed(std::span(bytes).subspan(wire::header_bytes + before));

        CHECK(f.seen == std::vector<Seen>{{media_type, counting(50'000), true}});
        CHECK(f.pool.on_loan() == 0);
    }
}

TEST_CASE("message stream: a payload that never comes takes no pipe, one that stops returns it",
          "[wire]") {
    Piping f(1);
    Bytes bytes;
    append(bytes, media_type, 100'000);

    f.feed(std::span(bytes).first(16));
    CHECK(f.pool.on_loan() == 0);
    CHECK(f.ledger.reads_zero());

    f.feed(std::span(bytes).subspan(16, 1000));
    CHECK(f.pool.on_loan() == 1);
    f.stream.reset();
    CHECK(f.pool.on_loan() == 0);
    CHECK(f.ledger.reads_zero());
}

TEST_CASE("message stream: an oversized length is refused before any allocation", "[wire]") {
    for (const std::uint16_t type : {media_type, control_type}) {
        Fixture f;
        const std::uint32_t limit = type == media_type ? 100'000 : 50'000;
        Bytes header(wire::header_bytes);
        wire::store_header(header.data(), {type, limit + 1});

        const auto fed = f.feed(header);

        REQUIRE_FALSE(fed);
        CHECK(fed.error().payload_bytes_max == limit);
        CHECK(f.account.buffers() == 0);
        CHECK(f.stream.next().error() == fed.error());
    }
}

TEST_CASE("message stream: exactly the limit is accepted", "[wire]") {
    Fixture f;
    Bytes bytes;
    append(bytes, control_type, 50'000);
    append(bytes, media_type, 100'000);

    CHECK(f.feed(bytes));
    CHECK(f.seen.size() == 2);
}

TEST_CASE("message stream: an error names the message, its size and the limit", "[wire]") {
    const wire::StreamError error{wire::StreamError::Problem::oversized, 1, 70'000'000, 67'108'864};

    CHECK(wire::text(error) ==
          "announced a 70000000 byte payload of message 0x0001, the limit is 67108864");
}

TEST_CASE("message stream: knows when it is in the middle of something", "[wire]") {
    Fixture f;
    Bytes bytes;
    append(bytes, media_type, large);

    REQUIRE(f.feed(std::span(bytes).first(5)));
    CHECK(f.stream.mid_message());
    CHECK_FALSE(f.stream.mid_payload());
    REQUIRE(f.feed(std::span(bytes).subspan(5, 1)));
    CHECK(f.stream.mid_payload());
    REQUIRE(f.feed(std::span(bytes).subspan(6)));
    CHECK_FALSE(f.stream.mid_message());
}

TEST_CASE("message stream: a connection that dies in a payload leaves no memory", "[wire]") {
    Ledger ledger;
    {
        wire::MessageStream stream(bounds(), ledger.open("test"));
        Bytes header(wire::header_bytes);
        wire::store_header(header.data(), {media_type, 90'000});
        std::ranges::copy(header, stream.prepare()[0].begin());
        stream.commit(header.size());
        REQUIRE_FALSE(*stream.next());
        CHECK(ledger.bytes() == 90'000);
    }
    CHECK(ledger.reads_zero());
}

TEST_CASE("message stream: what is only announced is booked as it comes", "[wire]") {
    constexpr std::uint32_t size = 1'000'000;
    constexpr std::size_t step = limits::booking_step_bytes;
    Ledger ledger;
    Account& account = ledger.open("test");
    wire::MessageStream stream({bounds().is_media, size, size}, account);
    Bytes bytes;
    append(bytes, media_type, size);
    std::size_t sent = 0;
    const auto come = [&](std::size_t until) {
        while (sent < until) {
            const auto into = stream.prepare()[0];
            const auto part = std::min(into.size(), until - sent);
            std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(sent), part, into.begin());
            stream.commit(part);
            sent += part;
            if (sent < bytes.size()) REQUIRE_FALSE(*stream.next());
        }
        return account.bytes();
    };

    CHECK(come(wire::header_bytes) == step);
    CHECK(come(wire::header_bytes + step) == step);
    CHECK(come(wire::header_bytes + step + 1) == 2 * step);
    CHECK(come(bytes.size() - 1) == size);  // the last step is what is left
    CHECK(come(bytes.size()) == size);
    const auto message = stream.next();
    REQUIRE((*message)->own != nullptr);
    CHECK(account.bytes() == size);
    CHECK(account.buffers() == 1);
    *(*message)->own = Buffer();
    CHECK(ledger.reads_zero());
}

TEST_CASE("message stream: a pipe is booked as it fills", "[wire]") {
    constexpr std::uint32_t size = 1'000'000;
    Piping f(1);
    f.stream = std::make_unique<wire::MessageStream>(
        wire::StreamBounds{bounds().is_media, size, size}, f.account, &f);
    Bytes bytes;
    append(bytes, media_type, size);

    f.feed(std::span(bytes).first(10'000));
    CHECK(f.account.bytes() == limits::booking_step_bytes);
    f.feed(std::span(bytes).subspan(10'000, 500'000));
    CHECK(f.account.bytes() == 2 * limits::booking_step_bytes);
    REQUIRE(f.stream->stop_piping());
    REQUIRE_FALSE(*f.stream->next());
    CHECK(f.account.bytes() == 2 * limits::booking_step_bytes);

    f.stream.reset();
    CHECK(f.ledger.reads_zero());
}

// The sanitizers' own memory does not fit under such a limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("message stream: a payload that the system has no memory for is an error, not the end",
          "[wire]") {
    class Less {  // address space than any more buffers need
    public:
        Less() {
            getrlimit(RLIMIT_AS, &before_);
            const rlimit little{1u << 20, before_.rlim_max};
            setrlimit(RLIMIT_AS, &little);
        }
        ~Less() { setrlimit(RLIMIT_AS, &before_); }

    private:
        rlimit before_{};
    };
    for (const auto type : {media_type, control_type}) {
        constexpr std::uint32_t size = 60u << 20;
        Ledger ledger;
        wire::MessageStream stream({bounds().is_media, size, size}, ledger.open("test"));
        std::array<std::byte, wire::header_bytes> header;
        wire::store_header(header.data(), {type, size});
        std::ranges::copy(header, stream.prepare()[0].begin());
        stream.commit(header.size());

        const auto result = [&] {
            const Less memory;
            return stream.next();
        }();

        REQUIRE_FALSE(result);
        CHECK(result.error().problem == wire::StreamError::Problem::no_memory);
        CHECK(wire::text(result.error()).starts_with("no memory for a 62914560 byte payload"));
    }
}
#endif
