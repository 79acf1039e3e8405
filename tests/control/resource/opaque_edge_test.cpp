#include "control/resource/opaque_edge.hpp"

#include <sys/socket.h>

#include <array>
#include <asio/post.hpp>
#include <string>
#include <utility>
#include <vector>

#include "stream/relay/frames.hpp"
#include "support/catch.hpp"
#include "transport/loop.hpp"

using namespace weir;
using namespace weir::test;

namespace {

constexpr relay::Owner source = 1;
constexpr std::size_t small_bytes = 100;

// Reaches a program that is only the other end of a socket, and keeps that.
class ProgramDialler final : public transport::Dialler {
public:
    ProgramDialler(Loop& loop, std::vector<UniqueFd>& programs)
        : loop_(loop), programs_(programs) {}

    void connect(const transport::Address&, Duration, Done done) override {
        std::array<int, 2> fds{};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
        programs_.emplace_back(fds[0]);
        auto settings = loop_.settings;
        settings.one_way = true;
        auto connection =
            transport::Connection::adopt(loop_.io.get_executor(), UniqueFd(fds[1]), settings);
        asio::post(loop_.io,
                   [done = std::move(done), connection = std::move(connection)]() mutable {
                       done(std::move(connection));
                   });
    }
    void cancel() override {}

private:
    Loop& loop_;
    std::vector<UniqueFd>& programs_;
};

// A stream, and a byte pipe from it to programs that come one after the other.
struct Bench {
    explicit Bench(const frame::StreamFormat& format = mjpeg, std::uint64_t bytes_max = 1'000'000)
        : edge(relay, reconciler, {"program", 9000},
               std::make_unique<ProgramDialler>(loop, programs)) {
        REQUIRE(relay.open_input(source, make.stream_id, format, "a test"));
        REQUIRE(edge.open({.stream_id = make.stream_id,
                           .delivery = relay::Delivery::opaque,
                           .budget = {.bytes_max = bytes_max}},
                          now));
        settle();
    }
    ~Bench() {
        edge.close({Code::peer_closed, "the test is over"});
        loop.settle();
    }
    // Long enough for the reconciler to try again.
    void settle() {
        for (int i = 0; i < 10; ++i) {
            now += std::chrono::seconds(1);
            reconciler.tick(now);
            loop.settle();
        }
    }
    void push(std::uint32_t sequence, std::size_t bytes = small_bytes, bool keyframe = true) {
        auto draft = frame::Draft::open(bytes, make.ledger.open("test"));
        std::ranges::fill(draft->bytes(), static_cast<std::byte>(sequence));
        relay.push(
            source,
            std::move(*draft).seal(
                {.stream_id = make.stream_id, .sequence = sequence, .keyframe = keyframe}, bytes),
            now);
        loop.settle();
    }
    // What a program has got so far and not read yet, as the sequence numbers of its bytes.
    std::vector<int> read(std::size_t program) {
        std::vector<int> got;
        std::array<std::byte, 65536> bytes;
        for (;;) {
            const ssize_t count =
                ::recv(programs[program].get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (count == 0) got.push_back(end_of_file);
            if (count <= 0) return got;
            for (const auto byte : std::span(bytes).first(static_cast<std::size_t>(count)))
                if (got.empty() || got.back() != static_cast<int>(byte))
                    got.push_back(static_cast<int>(byte));
            loop.settle();
        }
    }
    // The same, with how many bytes of each.
    std::vector<std::pair<int, std::size_t>> read_whole(std::size_t program) {
        std::vector<std::pair<int, std::size_t>> got;
        std::array<std::byte, 65536> bytes;
        for (;;) {
            settle();
            const ssize_t count =
                ::recv(programs[program].get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (count == 0) got.emplace_back(end_of_file, 0);
            if (count <= 0) return got;
            for (const auto byte : std::span(bytes).first(static_cast<std::size_t>(count))) {
                const int value = static_cast<int>(byte);
                if (got.empty() || got.back().first != value) got.emplace_back(value, 0);
                ++got.back().second;
            }
        }
    }
    relay::OutputStats stats() const { return edge.output()->stats(now); }

    static constexpr int end_of_file = -1;

    TimePoint now{std::chrono::seconds(1)};
    Loop loop;
    FrameMaker make;
    relay::Relay relay;
    reconcile::Reconciler reconciler{seeded_random(1)};
    std::vector<UniqueFd> programs;
    resource::OpaqueEdge edge;
};

}  // namespace

TEST_CASE("opaque edge: a program gets the payloads, nothing else, and the end of the stream",
          "[resource]") {
    Bench bench;
    REQUIRE(bench.programs.size() == 1);

    bench.push(1);
    bench.push(2, 50);
    std::array<std::byte, 1000> bytes{};
    const ssize_t got = ::recv(bench.programs[0].get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    bench.push(3);
    bench.relay.close_input(source, 3);
    bench.settle();

    CHECK(got == 150);
    CHECK(bytes[99] == std::byte{1});
    CHECK(bytes[100] == std::byte{2});
    CHECK(bench.read(0) == std::vector<int>{3, Bench::end_of_file});
    CHECK(bench.stats().frames_sent == 3);
    // An empty run would look like a stream without a picture.
    CHECK(bench.programs.size() == 1);
    REQUIRE(bench.relay.open_input(source, 3, mjpeg, "a test"));
    bench.settle();
    CHECK(bench.programs.size() == 2);
}

TEST_CASE("opaque edge: what the program says is thrown away", "[resource]") {
    Bench bench;
    const std::string request = "GET / HTTP/1.1\r\n\r\n" + std::string(100'000, 'x');

    REQUIRE(::send(bench.programs[0].get(), request.data(), request.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(request.size()));
    bench.settle();
    bench.push(1);

    CHECK(bench.programs.size() == 1);
    CHECK(bench.read(0) == std::vector<int>{1});
}

TEST_CASE("opaque edge: a program that does not read loses its connection, never a part of a run",
          "[resource]") {
    Bench bench(mjpeg, 1'000'000);

    for (std::uint32_t sequence = 1; sequence <= 60; ++sequence) bench.push(sequence, 100'000);
    bench.settle();
    REQUIRE(bench.programs.size() == 1);
    const auto first = bench.read_whole(0);
    bench.settle();
    bench.push(61);
    const auto second = bench.read(1);

    REQUIRE(first.size() >= 2);
    CHECK(first.size() < 40);
    for (std::size_t i = 0; i + 1 < first.size(); ++i) {
        CHECK(first[i].first == static_cast<int>(i) + 1);  // in order, without a gap, up to its end
        CHECK(first[i].second == 100'000);                 // which is that of a payload
    }
    CHECK(first.back().first == Bench::end_of_file);
    CHECK(second.back() == 61);
    const auto stats = bench.stats();
    CHECK(balanced(stats));
    CHECK(stats.dropped[relay::DropCause::byte_budget] > 0);
    CHECK(stats.dropped.total() == stats.frames_received - stats.frames_sent);
}

TEST_CASE("opaque edge: a run of an inter-coded stream begins at a keyframe", "[resource]") {
    Bench bench(h264);
    bench.push(1, small_bytes, true);
    bench.push(2, small_bytes, false);
    CHECK(bench.read(0) == std::vector<int>{1, 2});

    bench.programs[0].reset();
    bench.settle();
    bench.push(3, small_bytes, false);
    bench.push(4, small_bytes, true);
    bench.push(5, small_bytes, false);

    REQUIRE(bench.programs.size() >= 2);
    CHECK(bench.read(bench.programs.size() - 1) == std::vector<int>{4, 5});
    CHECK(bench.stats().dropped[relay::DropCause::awaiting_keyframe] == 1);
    CHECK(balanced(bench.stats()));
}

TEST_CASE("opaque edge: what came through a pipe goes on through one", "[resource]") {
    Bench bench;
    PipePool pool;
    std::array<int, 2> fds{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
    const UniqueFd near(fds[0]);
    const UniqueFd far(fds[1]);
    const Bytes bytes(50'000, std::byte{9});
    REQUIRE(::send(near.get(), bytes.data(), bytes.size() - 500, MSG_NOSIGNAL) == 49'500);
    auto payload = PipedBytes::open(bytes.size(), std::span(bytes).first(500), pool,
                                    bench.make.ledger.open("test"));
    REQUIRE(payload->pipe().fill_from(far.get(), payload->bytes_missing()) == 49'500);

    const auto frame = frame::seal_piped({.stream_id = 3, .keyframe = true}, std::move(payload));
    bench.relay.push(source, frame, bench.now);
    bench.loop.settle();

    CHECK(bench.read(0) == std::vector<int>{9});
    CHECK_FALSE(frame->piped()->in_memory());
    CHECK(bench.stats().frames_sent == 1);
}

TEST_CASE("opaque edge: a run ends with its stream, also where the next one waits behind it",
          "[resource]") {
    Bench bench(mjpeg, 50'000'000);
    const auto stream = bench.make.stream_id;
    for (std::uint32_t sequence = 1; sequence <= 20; ++sequence) bench.push(sequence, 100'000);
    bench.relay.close_input(source, stream);
    REQUIRE(bench.relay.open_input(source, stream, mjpeg, "a test"));
    for (std::uint32_t sequence = 101; sequence <= 105; ++sequence) bench.push(sequence);
    bench.relay.close_input(source, stream);
    REQUIRE(bench.relay.open_input(source, stream, mjpeg, "a test"));
    bench.push(111);

    const auto first = bench.read_whole(0);
    REQUIRE(first.size() == 21);
    CHECK(first.front() == std::pair<int, std::size_t>{1, 100'000});
    CHECK(first[19] == std::pair<int, std::size_t>{20, 100'000});
    CHECK(first.back().first == Bench::end_of_file);
    REQUIRE(bench.programs.size() >= 2);
    CHECK(bench.read(1) == std::vector<int>{101, 102, 103, 104, 105, Bench::end_of_file});
    bench.settle();
    REQUIRE(bench.programs.size() == 3);
    CHECK(bench.read(2) == std::vector<int>{111});
    CHECK(bench.stats().dropped.total() == 0);
    CHECK(balanced(bench.stats()));
}

TEST_CASE("opaque edge: streams that came and went without a reader are a run each", "[resource]") {
    Bench bench;
    const auto stream = bench.make.stream_id;
    bench.programs[0].reset();
    bench.push(1);  // tells that nobody reads; no time passes for another try
    REQUIRE(bench.edge.connection() == nullptr);
    for (std::uint32_t sequence = 2; sequence <= 6; sequence += 2) {
        bench.push(sequence);
        bench.push(sequence + 1);
        bench.relay.close_input(source, stream);
        REQUIRE(bench.relay.open_input(source, stream, mjpeg, "a test"));
    }
    bench.settle();

    std::vector<std::vector<int>> runs;
    for (std::size_t i = 1; i < bench.programs.size(); ++i) {
        runs.push_back(bench.read(i));
        bench.settle();
    }
    REQUIRE(runs.size() >= 3);
    CHECK(runs[0] == std::vector<int>{2, 3, Bench::end_of_file});
    CHECK(runs[1] == std::vector<int>{4, 5, Bench::end_of_file});
    CHECK(runs[2] == std::vector<int>{6, 7, Bench::end_of_file});
}
