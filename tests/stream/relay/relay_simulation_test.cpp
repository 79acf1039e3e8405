// The real relay with random readers on a virtual clock. A failure prints its seed; WEIR_SEED=N
// runs only that one.

#include <cstdlib>
#include <deque>
#include <map>
#include <random>

#include "stream/relay/frames.hpp"
#include "stream/relay/relay.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint16_t streams = 3;
constexpr int steps = 2000;

// A reader that takes what it is given at its own pace, remembers what it got, and may stall or
// die.
struct Reader final : relay::OutputListener {
    void on_ready(relay::Output&) override { woken = true; }
    void on_change(relay::Output&, relay::StreamChange, std::string_view) override {}

    std::shared_ptr<relay::Output> output;
    std::deque<frame::FrameRef> sending;
    std::vector<frame::FrameRef> got;
    bool woken = false;
    bool stalled = false;
};

class World {
public:
    explicit World(std::uint64_t seed) : random_(seed) {
        for (std::uint16_t stream = 1; stream <= streams; ++stream) open(stream);
    }

    void run() {
        for (int step = 0; step < steps; ++step) {
            now_ += std::chrono::microseconds(upto(20'000));
            act();
            for (const auto& [id, reader] : readers_) check(*reader);
        }
        for (auto& [id, reader] : readers_) finish(*reader);
        readers_.clear();
        for (std::uint16_t stream = 1; stream <= streams; ++stream)
            node_.close_input(owner_[stream], stream);
        if (!make_.ledger.reads_zero()) FAIL("leaked: " << make_.ledger.open_items());
    }

private:
    std::uint64_t upto(std::uint64_t most) {
        return std::uniform_int_distribution<std::uint64_t>(0, most)(random_);
    }
    bool chance(std::uint64_t percent) { return upto(99) < percent; }

    void act() {
        const auto dice = upto(99);
        const auto stream = static_cast<std::uint16_t>(1 + upto(streams - 1));
        if (dice < 45) return push(stream);
        if (dice < 88) return read();
        if (dice < 92) return attach(stream);
        if (dice < 94) return detach();
        if (dice < 96) return lose(stream);
        open(stream);
    }

    // Stream 3 is inter-coded with a keyframe now and then, the others stand alone.
    void open(std::uint16_t stream) {
        const relay::Owner owner = ++last_owner_;
        const bool was_live = node_.input(stream) != nullptr && node_.input(stream)->live;
        const auto opened = node_.open_input(owner, stream, stream == 3 ? h264 : mjpeg, "source");
        REQUIRE(opened.has_value() != was_live);
        if (opened) owner_[stream] = owner;
    }

    void lose(std::uint16_t stream) {
        if (chance(50))
            node_.lose_inputs(owner_[stream], "gone");
        else
            node_.interrupt_input(owner_[stream], stream, "unplugged");
    }

    void push(std::uint16_t stream) {
        make_.stream_id = stream;
        const bool keyframe = stream != 3 || chance(15);
        const auto frame = make_(++sequence_[stream], 1 + upto(3000), keyframe);
        node_.push(owner_[stream], frame, now_);
    }

    void attach(std::uint16_t stream) {
        auto reader = std::make_unique<Reader>();
        relay::OutputSettings settings{.stream_id = stream};
        settings.delivery =
            chance(50) ? relay::Delivery::low_latency : relay::Delivery::completeness;
        settings.slot_policy =
            chance(50) ? relay::SlotPolicy::replace_pending : relay::SlotPolicy::keep_pending;
        settings.drop_policy = chance(50) ? relay::DropPolicy::oldest : relay::DropPolicy::newest;
        settings.budget = {
            .frames_max = static_cast<std::uint32_t>(1 + upto(20)),
            .bytes_max = 1 + upto(20'000),
            .policy = chance(50) ? relay::BudgetPolicy::hard : relay::BudgetPolicy::soft};
        reader->stalled = chance(20);
        reader->output = *node_.add_output(settings, *reader, now_);
        readers_[reader->output->id()] = std::move(reader);
    }

    Reader* any_reader() {
        if (readers_.empty()) return nullptr;
        return std::next(readers_.begin(), static_cast<std::ptrdiff_t>(upto(readers_.size() - 1)))
            ->second.get();
    }

    // Ready readers are woken in any order, take several frames at once, finish some of them.
    void read() {
        Reader* reader = any_reader();
        if (reader == nullptr) return;
        if (chance(2)) reader->stalled = !reader->stalled;
        if (reader->stalled) return;
        if (reader->output->ready()) REQUIRE(reader->woken);
        for (auto count = upto(3); count > 0 && reader->output->ready(); --count)
            reader->sending.push_back(reader->output->pop());
        if (!reader->output->ready()) reader->woken = false;
        for (auto count = upto(3); count > 0 && !reader->sending.empty(); --count) {
            reader->output->sent(now_);
            reader->got.push_back(std::move(reader->sending.front()));
            reader->sending.pop_front();
        }
        if (chance(1)) {
            reader->output->interrupted();
            reader->sending.clear();
        }
    }

    void detach() {
        Reader* reader = any_reader();
        if (reader == nullptr) return;
        finish(*reader);
        readers_.erase(reader->output->id());
    }

    void finish(Reader& reader) {
        node_.remove_output(reader.output->id());
        if (chance(50)) {
            for (; !reader.sending.empty(); reader.sending.pop_front()) {
                reader.output->sent(now_);
                reader.got.push_back(reader.sending.front());
            }
        }
        reader.output->interrupted();
        check(reader);
        const auto stats = reader.output->stats(now_);
        REQUIRE(stats.frames_waiting == 0);
        REQUIRE(stats.frames_received == stats.frames_sent + stats.dropped.total());
        check_order(reader);
    }

    void check(const Reader& reader) {
        const auto stats = reader.output->stats(now_);
        const auto& settings = reader.output->settings();
        const auto slot_frames = settings.stream_id == 3 ? limits::keyframe_group_frames_max : 1;
        const bool fits_slot = stats.frames_waiting <= slot_frames + reader.sending.size();
        const relay::Budget ceiling = settings.budget.ceiling();
        const bool fits_queue =
            stats.frames_waiting <= ceiling.frames_max && stats.bytes_waiting <= ceiling.bytes_max;
        const bool low_latency = settings.delivery == relay::Delivery::low_latency;
        if (!balanced(stats)) FAIL("books do not balance");
        if (low_latency ? !fits_slot : !fits_queue) FAIL("over budget");
        if (stats.frames_sent != reader.got.size()) FAIL("sent is not what was got");
    }

    // Numbers only grow, and no frame arrives without the one that it needs.
    void check_order(const Reader& reader) {
        for (std::size_t i = 0; i < reader.got.size(); ++i) {
            const frame::Frame& frame = *reader.got[i];
            if (frame.stream_id != reader.output->settings().stream_id) FAIL("foreign frame");
            if (i > 0 && frame.sequence <= reader.got[i - 1]->sequence) FAIL("out of order");
            if (frame.keyframe) continue;
            if (i == 0 || reader.got[i - 1]->sequence + 1 != frame.sequence)
                FAIL("frame " << frame.sequence << " came without the one it needs");
        }
    }

    std::mt19937_64 random_;
    TimePoint now_{1s};
    FrameMaker make_;
    relay::Relay node_;
    relay::Owner last_owner_ = 0;
    std::map<std::uint16_t, relay::Owner> owner_;
    std::map<std::uint16_t, std::uint32_t> sequence_;
    std::map<std::uint16_t, std::unique_ptr<Reader>> readers_;
};

}  // namespace

TEST_CASE("relay simulation: books, budgets and order hold whatever happens", "[relay]") {
    const char* only = std::getenv("WEIR_SEED");
    const std::uint64_t first = only != nullptr ? std::strtoull(only, nullptr, 10) : 1;
    const std::uint64_t last = only != nullptr ? first : 300;

    for (std::uint64_t seed = first; seed <= last; ++seed) {
        INFO("seed=" << seed);
        World(seed).run();
    }
}
