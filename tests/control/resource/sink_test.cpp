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
};

class File final : public resource::Recording {
public:
    explicit File(Disk& disk) : disk_(disk) { ++disk_.opened; }
    Result<> write(const frame::Frame&) override {
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
                       std::move(*draft).seal({.stream_id = stream,
                                               .sequence = sequence++,
                                               .keyframe = true,
                                               .format = relay.input(stream)->format},
                                              10),
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
    std::uint64_t past_sent = 0;
    gen::Sink wish;
    std::string error;
    Sinks sinks{
        {reconciler, relay, io.get_executor(),
         [this](const std::string&,
                const frame::StreamFormat&) -> Result<std::unique_ptr<resource::Recording>> {
             return std::make_unique<File>(disk);
         },
         [this](const relay::Output& output) { past_sent += output.stats(now).frames_sent; }}};
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
    CHECK(node.past_sent == 6);
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
