// A window whose drawing thread is the test.
#include <algorithm>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <vector>

#include "base/ledger.hpp"
#include "control/resource/displays.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using namespace std::chrono_literals;
using relay::DropCause;
using What = render::PaneEvent::What;

constexpr relay::Owner source = 4;
constexpr std::uint16_t stream = 7;
constexpr frame::StreamFormat raw_4x2{
    .encoding = frame::Encoding::raw, .layout = frame::PixelLayout::rgba, .width = 4, .height = 2};
constexpr std::size_t picture_bytes = 4 * 2 * 4;

struct Node {
    Node() {
        bell = render::Bell::open().value();
        wish.stream_id = stream;
    }
    ~Node() {
        displays.stop();
        displays.join();
        settle();
    }

    void source_comes(const frame::StreamFormat& format = raw_4x2) {
        REQUIRE(relay.open_input(source, stream, format, "camera:a"));
    }
    void push(int frames, std::size_t bytes = picture_bytes) {
        for (; frames > 0; --frames) {
            auto draft = frame::Draft::open(bytes, ledger.open("test"));
            relay.push(source,
                       std::move(*draft).seal(
                           {.stream_id = stream, .sequence = sequence++, .keyframe = true}, bytes),
                       now);
        }
    }
    // Until nothing more happens, on any thread.
    void settle() {
        for (int quiet = 0; quiet < 3;) {
            reconciler.tick(now);
            io.restart();
            quiet = io.run_for(10ms) == 0 ? quiet + 1 : 0;
        }
    }
    void later(Duration by) {
        now += by;
        settle();
    }
    render::Pane& pane() { return *panes.back(); }
    void open() {
        displays.follow(stream, &wish);
        settle();
        REQUIRE(panes.size() == 1);
        tell(What::opened);
    }
    void tell(What what, Result<> outcome = {}) {
        pane().tell({what, std::move(outcome)});
        settle();
    }
    // What the drawing thread does with the next picture, if there is one.
    bool take(Result<> outcome = {}) {
        if (!pane().take()) return false;
        tell(What::taken, std::move(outcome));
        return true;
    }
    reconcile::Status status() const { return reconciler.snapshot(now).at(0); }
    relay::OutputStats stats() const { return relay.outputs().begin()->second->stats(now); }

    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> stays{io.get_executor()};
    TimePoint now{1h};
    std::uint32_t sequence = 0;
    Ledger ledger;
    relay::Relay relay;
    reconcile::Reconciler reconciler{[] { return 0u; }};
    std::shared_ptr<render::Bell> bell;
    std::vector<std::shared_ptr<render::Pane>> panes;
    std::optional<relay::OutputStats> past;
    gen::Display wish;
    resource::Displays displays{
        {reconciler,
         relay,
         {io.get_executor(),
          [this](auto settings, auto tell) -> Result<std::shared_ptr<render::Pane>> {
              panes.push_back(
                  std::make_shared<render::Pane>(std::move(settings), bell, std::move(tell)));
              return panes.back();
          }},
         "relay:main",
         [this](const auto& output) { past = output->stats(now); }}};
};

bool balanced(const relay::OutputStats& stats) {
    return stats.frames_received ==
           stats.frames_sent + stats.dropped.total() + stats.frames_waiting;
}
}  // namespace

TEST_CASE("display: opens, waits for its stream, and shows what comes", "[resource]") {
    Node node;
    node.open();
    CHECK(node.status().current == "open");
    CHECK(node.status().wanted == "open");
    CHECK_FALSE(node.pane().signal());

    node.source_comes();
    node.push(1);
    node.settle();
    CHECK(node.status().current == "showing");
    CHECK(node.pane().signal());
    CHECK(node.stats().frames_sent == 0);  // not before it is drawn
    CHECK(node.take());
    CHECK(node.stats().frames_sent == 1);
    CHECK(balanced(node.stats()));
}

TEST_CASE("display: is the window that was wished for", "[resource]") {
    Node node;
    node.wish.win_x = -40;
    node.wish.win_y = 30;
    node.wish.win_w = 320;
    node.wish.scale = gen::Scale::fill;
    node.wish.anchor = gen::Anchor::top_left;
    node.wish.no_signal_fps = 255;
    node.source_comes();
    node.open();

    const render::PaneSettings& settings = node.pane().settings();
    CHECK(settings.title == "relay:main/7");
    CHECK(settings.placed);
    CHECK(settings.x == -40);
    CHECK(settings.y == 30);
    CHECK(settings.width == 320);
    CHECK(settings.height == 0);
    CHECK(settings.picture == render::PixelSize{4, 2});
    CHECK(settings.scale == render::Scale::fill);
    CHECK(settings.anchor == render::Anchor::top_left);
    CHECK(settings.no_signal_fps == limits::no_signal_fps_max);
}

TEST_CASE("display: the newest picture wins while the screen is busy", "[resource]") {
    Node node;
    node.source_comes();
    node.open();

    node.push(1);
    node.settle();
    node.push(9);
    node.settle();
    auto stats = node.stats();
    CHECK(stats.dropped[DropCause::replaced] == 8);
    CHECK(stats.frames_waiting == 2);
    CHECK(node.take());
    CHECK(node.take());
    CHECK_FALSE(node.take());
    CHECK(node.stats().frames_sent == 2);
    CHECK(balanced(node.stats()));
}

TEST_CASE("display: a frame that is no picture is counted, and the next one is shown",
          "[resource]") {
    Node node;
    node.source_comes();
    node.open();

    node.push(1, picture_bytes - 1);
    node.settle();
    CHECK_FALSE(node.take());
    CHECK(node.stats().dropped[DropCause::not_shown] == 1);
    node.push(1);
    node.settle();
    CHECK(node.take(fail(Code::limit_exceeded, "too large for this graphics card")));
    CHECK(node.stats().dropped[DropCause::not_shown] == 2);
    node.push(1);
    node.settle();
    CHECK(node.take());
    CHECK(node.stats().frames_sent == 1);
    CHECK(node.status().current == "showing");
    CHECK(balanced(node.stats()));
}

TEST_CASE("display: says that there is no signal for as long as there is none", "[resource]") {
    Node node;
    node.source_comes();
    node.open();

    node.relay.interrupt_input(source, stream, "unplugged");
    node.settle();
    CHECK(node.status().current == "open");
    CHECK_FALSE(node.pane().signal());

    node.relay.resume_input(source, stream, "plugged in");
    node.push(1);
    node.settle();
    CHECK(node.pane().signal());
    CHECK(node.take());
    CHECK(node.panes.size() == 1);
}

TEST_CASE("display: a window that its user closed comes back when somebody asks for it",
          "[resource]") {
    Node node;
    node.source_comes();
    node.open();

    node.tell(What::dismissed);
    node.relay.close_input(source, stream);
    node.source_comes();
    node.later(1h);
    CHECK(node.panes.size() == 1);
    CHECK(node.relay.outputs().empty());
    CHECK(node.status().current == "closed");
    CHECK(node.status().gave_up);
    CHECK(node.status().error.find("its user closed the window") != std::string::npos);

    if (GENERATE(true, false))
        node.displays.follow(stream, &node.wish);
    else
        node.reconciler.poke_all();
    node.settle();
    REQUIRE(node.panes.size() == 2);
    node.tell(What::opened);
    CHECK(node.status().current == "showing");
    CHECK(node.status().error.empty());
}

TEST_CASE("display: a lost desktop is tried again with patience, and its frames are not held",
          "[resource]") {
    Node node;
    node.source_comes();
    node.open();
    node.push(1);
    node.settle();

    node.tell(What::lost, fail(Code::device_lost, "the display is gone"));
    CHECK(node.status().current == "closed");
    CHECK(node.status().error == "stream 7: the display is gone");
    REQUIRE(node.past);
    CHECK(node.past->dropped[DropCause::output_closed] == 1);
    CHECK(balanced(*node.past));

    for (int tries = 2; tries < 8; ++tries) {
        node.later(limits::display_retry_max);
        REQUIRE(node.panes.size() == static_cast<std::size_t>(tries));
        node.tell(What::lost, fail(Code::not_found, "there is no display"));
    }
    node.later(limits::display_retry_max);
    node.tell(What::opened);
    CHECK(node.status().current == "showing");
}

TEST_CASE("display: a screen that does not answer costs one try after another, not the node",
          "[resource]") {
    Node node;
    node.displays.follow(stream, &node.wish);
    node.settle();
    REQUIRE(node.panes.size() == 1);

    node.later(limits::step_deadline);
    CHECK(node.panes.front()->closed());
    CHECK(node.status().failures == 1);
    node.later(limits::display_retry_max);
    CHECK(node.panes.size() == 2);
    node.tell(What::opened);
    CHECK(node.status().current == "open");
}

TEST_CASE("display: what no window shows is said, until something else comes", "[resource]") {
    Node node;
    node.source_comes({.encoding = frame::Encoding::h264});
    node.open();
    CHECK(node.status().current == "open");
    CHECK(node.status().gave_up);
    CHECK(node.status().error.find("stream 7 is h264 and a window shows mjpeg, raw") == 0);

    node.relay.close_input(source, stream);
    node.source_comes();
    node.settle();
    CHECK(node.status().current == "showing");
}

TEST_CASE("display: ends in the middle of a picture, and leaves no frame behind", "[resource]") {
    Node node;
    node.source_comes();
    node.open();
    node.push(3);
    node.settle();

    node.displays.follow(stream, nullptr);
    node.relay.close_input(source, stream);
    node.settle();

    CHECK(node.pane().closed());
    CHECK(node.reconciler.snapshot(node.now).empty());
    REQUIRE(node.past);
    CHECK(node.past->frames_waiting == 0);
    CHECK(node.past->dropped.total() == 3);
    node.pane().take();  // as the drawing thread does when it lets go of the pane
    CHECK(node.ledger.reads_zero());
}

TEST_CASE("display: another wish for the stream is another window", "[resource]") {
    Node node;
    node.source_comes();
    node.open();

    node.displays.follow(stream, &node.wish);
    node.settle();
    CHECK(node.panes.size() == 1);  // the same goes on
    node.wish.win_w = 100;
    node.displays.follow(stream, &node.wish);
    node.settle();
    CHECK(node.panes.size() == 2);
    CHECK(node.panes.front()->closed());
}
