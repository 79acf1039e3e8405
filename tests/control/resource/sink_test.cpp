// A recording on a disk that the test fills and empties.
#include "control/resource/sinks.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <atomic>

#include "base/ledger.hpp"
#include "control/resource/sink_graph.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using resource::Sinks;

constexpr relay::Owner source = 4;
constexpr std::uint16_t stream = 7;

// What became of all files, told by the disk's thread.
struct Disk {
    std::atomic<int> opened{0};
    std::atomic<int> whole{0};
    std::atomic<int> frames{0};
    std::atomic<int> room{1 << 30};  // frames that it still takes
    std::atomic<bool> refuses{false};
    std::atomic<bool> hangs{false};
    std::atomic<unsigned> encodings{0};  // of the files, one hexadecimal digit each

    void hang(bool now) {
        hangs = now;
        hangs.notify_all();
    }
};

constexpr unsigned digit(frame::Encoding encoding) {
    return static_cast<unsigned>(encoding) & 0xf;
}

class File final : public resource::Recording {
public:
    explicit File(Disk& disk) : disk_(disk) { ++disk_.opened; }
    Result<> write(const frame::Frame&) override {
        disk_.hangs.wait(true);
        if (disk_.room-- <= 0) return fail(Code::limit_exceeded, "the disk is full");
        ++disk_.frames;
        return {};
    }
    Result<> finish() override {
        ++disk_.whole;
        return {};
    }

private:
    Disk& disk_;
};

struct Node {
    Node() {
        wish.stream_id = stream;
        wish.path = "door.mkv";
        reconciler.on_event([this](const reconcile::Event& event) {
            if (event.what == reconcile::Event::What::failed) error = event.error;
        });
    }
    ~Node() {
        disk.hang(false);
        sinks.stop();
        sinks.join();
        settle();
    }

    void source_comes(frame::Encoding encoding = frame::Encoding::mjpeg) {
        REQUIRE(relay.open_input(source, stream, {.encoding = encoding}, "camera:a"));
    }
    void push(int frames) {
        for (; frames > 0; --frames) {
            auto draft = frame::Draft::open(10, ledger.open("test"));
            relay.push(source,
                       std::move(*draft).seal(
                           {.stream_id = stream, .sequence = sequence++, .keyframe = true}, 10),
                       now);
        }
    }
    // Until nothing more happens, on any thread.
    void settle() {
        for (int quiet = 0; quiet < 3;) {
            reconciler.tick(now);
            io.restart();
            if (io.run_for(std::chrono::milliseconds(20)) == 0)
                ++quiet;
            else
                quiet = 0;
        }
    }
    void later(Duration by) {
        now += by;
        settle();
    }
    reconcile::Status status() const { return reconciler.snapshot(now).at(0); }
    relay::OutputStats stats() const { return relay.outputs().begin()->second->stats(now); }

    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> stays{io.get_executor()};
    TimePoint now{std::chrono::hours(1)};
    std::uint32_t sequence = 0;
    Ledger ledger;
    relay::Relay relay;
    reconcile::Reconciler reconciler{[] { return 0u; }};
    Disk disk;
    std::shared_ptr<relay::Output> past;  // that was closed last
    gen::Sink wish;
    std::string error;
    Sinks sinks{{reconciler, relay, io.get_executor(),
                 [this](const std::string&, const frame::StreamFormat& format)
                     -> Result<std::unique_ptr<resource::Recording>> {
                     if (disk.refuses) return fail(Code::limit_exceeded, "the disk is full");
                     disk.encodings = disk.encodings * 16 + digit(format.encoding);
                     return std::make_unique<File>(disk);
                 },
                 [this](const std::shared_ptr<relay::Output>& output) { past = output; }}};
};
}  // namespace

TEST_CASE("sink: waits for its stream, records it, and makes the file whole at its end",
          "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.settle();
    CHECK(node.status().current == "ready");
    CHECK(node.status().wanted == "ready");
    CHECK(node.disk.opened == 0);

    node.source_comes();
    node.push(20);
    node.settle();
    CHECK(node.status().current == "recording");
    CHECK(node.disk.frames == 20);
    CHECK(node.stats().frames_sent == 20);

    node.push(3);
    node.relay.close_input(source, stream);
    node.settle();
    CHECK(node.status().current == "ready");
    CHECK(node.disk.frames == 23);
    CHECK(node.disk.whole == 1);
}

TEST_CASE("sink: a full disk costs its frames, counted, and is tried again", "[resource]") {
    Node node;
    node.disk.room = 5;
    node.sinks.follow(stream, &node.wish);
    node.source_comes();
    node.settle();

    node.push(8);
    node.settle();
    CHECK(node.status().current == "ready");
    CHECK(node.status().wanted == "recording");
    CHECK(node.error == "the disk is full");
    node.push(50);
    node.settle();
    auto stats = node.stats();
    CHECK(stats.frames_sent == 5);
    CHECK(stats.dropped[relay::DropCause::not_stored] == 53);
    CHECK(stats.frames_received == 58);

    node.disk.room = 1 << 30;
    node.later(std::chrono::minutes(1));
    node.push(4);
    node.settle();
    CHECK(node.status().current == "recording");
    CHECK(node.disk.opened == 2);
    CHECK(node.stats().frames_sent == 9);
    CHECK(node.stats().dropped[relay::DropCause::not_stored] == 53);
}

TEST_CASE("sink: another encoding goes on in another file, without a frame lost", "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.source_comes(frame::Encoding::mjpeg);
    node.settle();
    node.push(5);
    node.settle();

    node.relay.close_input(source, stream);
    node.source_comes(frame::Encoding::h264);
    node.push(5);
    node.settle();

    CHECK(node.disk.opened == 2);
    CHECK(node.disk.whole == 1);
    CHECK(node.disk.frames == 10);
    CHECK(node.stats().dropped.total() == 0);
    CHECK(node.error.empty());
}

TEST_CASE("sink: stopping makes the file whole, and its counters are not forgotten", "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.source_comes();
    node.settle();
    node.push(6);
    node.settle();
    const auto output = node.relay.outputs().begin()->first;
    CHECK(node.sinks.view(output)->path == "door.mkv");
    CHECK(node.sinks.view(output)->recording);

    node.sinks.follow(stream, nullptr);
    node.settle();

    CHECK(node.disk.whole == 1);
    CHECK(node.past->stats(node.now).frames_sent == 6);
    CHECK(node.relay.outputs().empty());
    CHECK(node.reconciler.size() == 0);
    CHECK_FALSE(node.sinks.view(output));
}

TEST_CASE("sink: the same wish again goes on untouched, another path begins another file",
          "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.source_comes();
    node.settle();
    node.sinks.follow(stream, &node.wish);
    node.settle();
    CHECK(node.disk.opened == 1);

    node.wish.path = "window.mkv";
    node.sinks.follow(stream, &node.wish);
    node.settle();

    CHECK(node.disk.opened == 2);
    CHECK(node.disk.whole == 1);
    CHECK(node.status().name == "window.mkv");
    CHECK(node.status().current == "recording");
}

TEST_CASE("sink: a stream that comes and goes before there is a file is in one all the same",
          "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.settle();

    node.source_comes();
    node.push(5);
    node.relay.close_input(source, stream);
    CHECK_FALSE(node.sinks.drained(monotonic_now()));
    node.settle();

    CHECK(node.sinks.drained(monotonic_now()));
    CHECK(node.disk.frames == 5);
    CHECK(node.disk.whole == 1);
    CHECK(node.stats().frames_sent == 5);
    CHECK(node.status().current == "ready");
}

TEST_CASE("sink: what came before another encoding is in a file of its own format", "[resource]") {
    Node node;
    node.sinks.follow(stream, &node.wish);
    node.settle();

    node.source_comes(frame::Encoding::mjpeg);
    node.push(2);
    node.relay.close_input(source, stream);
    node.source_comes(frame::Encoding::h264);
    node.push(3);
    node.relay.close_input(source, stream);
    node.settle();

    CHECK(node.disk.frames == 5);
    CHECK(node.disk.encodings == digit(frame::Encoding::mjpeg) * 16 + digit(frame::Encoding::h264));
    CHECK(node.disk.whole == 2);
}

TEST_CASE("sink: what waits for a disk that refuses is dropped, not kept for ever", "[resource]") {
    Node node;
    node.disk.refuses = true;
    node.sinks.follow(stream, &node.wish);
    node.settle();

    node.source_comes();
    node.push(5);
    node.relay.close_input(source, stream);
    node.settle();

    CHECK(node.sinks.drained(monotonic_now()));
    CHECK(node.stats().dropped[relay::DropCause::not_stored] == 5);
    CHECK(node.stats().frames_waiting == 0);
    CHECK(node.status().wanted == "ready");
}

TEST_CASE("sink: a disk that hangs is waited for, but not for ever", "[resource]") {
    Node node;
    node.disk.hang(true);
    node.sinks.follow(stream, &node.wish);
    node.source_comes();
    node.settle();
    node.push(20);
    node.settle();

    CHECK_FALSE(node.sinks.drained(monotonic_now()));
    CHECK_FALSE(node.sinks.written(monotonic_now()));
    CHECK(node.sinks.drained(monotonic_now() + 2 * limits::sink_close_patience));
    CHECK(node.sinks.written(monotonic_now() + 2 * limits::sink_close_patience));
    node.disk.hang(false);
    node.settle();
    CHECK(node.sinks.drained(monotonic_now()));
    CHECK(node.disk.frames == 20);
}

TEST_CASE("sink: what the disk has when the recording is stopped ends in its counters",
          "[resource]") {
    Node node;
    node.disk.hang(true);
    node.disk.room = 3;
    node.sinks.follow(stream, &node.wish);
    node.source_comes();
    node.settle();
    node.push(20);
    node.settle();

    node.sinks.follow(stream, nullptr);
    REQUIRE(node.past != nullptr);
    CHECK(node.past->frames_waiting() > 0);
    node.disk.hang(false);
    node.settle();

    const auto stats = node.past->stats(node.now);
    CHECK(stats.frames_sent == 3);
    CHECK(stats.frames_waiting == 0);
    CHECK(stats.frames_received == stats.frames_sent + stats.dropped.total());
}
