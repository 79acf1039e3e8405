#include "control/wanted/keeper.hpp"

#include <optional>

#include "base/limits.hpp"
#include "control/wanted/fake_disk.hpp"
#include "support/catch.hpp"

namespace {
using namespace weir;
using test::FakeDisk;
using wanted::Keeper;
using wanted::Store;
using wanted::WantedState;

constexpr std::size_t operations_per_save = 4;

gen::Sink sink(std::uint16_t stream_id, std::string path = "a.mkv") {
    gen::Sink made;
    made.stream_id = stream_id;
    made.path = std::move(path);
    return made;
}

// A keeper on a disk whose slow thread is the test.
struct Bench {
    explicit Bench(FakeDisk on = {}) : disk(std::move(on)), store(disk, "n") {
        keeper.emplace(store.load().state, &store, [this](Keeper::Work work, Keeper::Then then) {
            REQUIRE_FALSE(work_);
            work_ = std::move(work);
            then_ = std::move(then);
        });
    }

    // Asks for stream `id` to be recorded; answers come back in `answered`.
    void want(std::uint16_t id, std::string path = "a.mkv") {
        keeper->change(
            [=](WantedState& next) { return next.start_sink(sink(id, path)).has_value(); },
            [this, id](Result<> kept) {
                answered.emplace_back(id, kept.has_value());
                if (kept) known.push_back(has(keeper->state(), id));
            });
    }

    bool saving() const { return work_ != nullptr; }
    void save() {
        auto work = std::exchange(work_, nullptr);
        auto then = std::exchange(then_, nullptr);
        then(work());
    }
    static bool has(const WantedState& state, std::uint16_t id) {
        return std::ranges::any_of(state.values().sinks,
                                   [&](const gen::Sink& one) { return one.stream_id == id; });
    }
    WantedState on_disk() { return Store(disk, "n").load().state; }

    FakeDisk disk;
    Store store;
    std::optional<Keeper> keeper;
    std::vector<std::pair<std::uint16_t, bool>> answered;
    std::vector<bool> known;  // whether the state held the change when it was answered

private:
    Keeper::Work work_;
    Keeper::Then then_;
};

using Answers = std::vector<std::pair<std::uint16_t, bool>>;
}  // namespace

TEST_CASE("keeper: a change is answered and in effect only when the disk has it", "[wanted]") {
    Bench bench;

    bench.want(1);
    CHECK(bench.answered.empty());
    CHECK(bench.keeper->state().revision() == 0);
    CHECK_FALSE(bench.keeper->idle());

    bench.save();
    CHECK(bench.answered == Answers{{1, true}});
    CHECK(bench.known == std::vector{true});
    CHECK(bench.on_disk().values() == bench.keeper->state().values());
    CHECK(bench.keeper->idle());
}

TEST_CASE("keeper: what arrives while the disk is busy is one save, answered in order",
          "[wanted]") {
    Bench bench;
    for (std::uint16_t id = 1; id <= 100; ++id) bench.want(id);
    CHECK(bench.keeper->saves() == 1);

    bench.save();
    CHECK(bench.answered.size() == 1);
    bench.save();

    CHECK(bench.keeper->saves() == 2);
    REQUIRE(bench.answered.size() == 100);
    for (std::uint16_t id = 1; id <= 100; ++id) CHECK(bench.answered[id - 1u].first == id);
    CHECK(bench.on_disk().values().sinks.size() == 100);
}

TEST_CASE("keeper: what changes nothing is answered at once, but in its turn", "[wanted]") {
    Bench bench;
    bench.want(1);
    bench.save();
    bench.answered.clear();

    bench.want(1);
    CHECK(bench.answered == Answers{{1, true}});

    bench.want(2);
    bench.want(1);
    CHECK(bench.answered.size() == 1);
    bench.save();
    CHECK(bench.answered == Answers{{1, true}, {2, true}, {1, true}});
    CHECK(bench.keeper->saves() == 2);
}

TEST_CASE("keeper: a refused edit neither waits for the disk nor reaches it", "[wanted]") {
    Bench bench;

    bench.want(0);  // stream 0 is no stream

    CHECK(bench.answered.size() == 1);
    CHECK_FALSE(bench.saving());
    CHECK(bench.keeper->state().revision() == 0);
}

TEST_CASE("keeper: a full disk is told to all that were in the save, and nothing has happened",
          "[wanted]") {
    Bench bench;
    bench.want(1);
    bench.save();
    bench.want(2);
    bench.want(3);
    bench.want(4);
    bench.answered.clear();
    const auto before = bench.keeper->state().values();

    bench.disk.fail_at(0);
    bench.save();
    CHECK(bench.answered == Answers{{2, false}});
    CHECK(bench.keeper->state().values() == before);
    bench.disk.fail_at(1);
    bench.save();

    CHECK(bench.answered == Answers{{2, false}, {3, false}, {4, false}});
    CHECK(bench.keeper->state().values() == before);
    CHECK(bench.on_disk().values() == before);

    bench.want(5);
    bench.save();
    CHECK(bench.answered.back() == std::pair<std::uint16_t, bool>{5, true});
    CHECK(bench.on_disk().values().sinks.size() == 2);
}

TEST_CASE("keeper: a repetition of a change that the disk refused is refused with it", "[wanted]") {
    Bench bench;
    bench.want(1);
    bench.want(2);
    bench.want(2);
    bench.save();
    bench.answered.clear();

    bench.disk.fail_at(0);
    bench.save();

    CHECK(bench.answered == Answers{{2, false}, {2, false}});
}

TEST_CASE("keeper: who is told may ask again, and is served after all others", "[wanted]") {
    Bench bench;
    bool asked = false;
    bench.keeper->change([](WantedState& next) { return next.start_sink(sink(1)).has_value(); },
                         [&](const Result<>&) {
                             if (!std::exchange(asked, true)) bench.want(3);
                         });
    bench.want(2);
    bench.save();
    bench.save();

    CHECK(bench.answered == Answers{{2, true}, {3, true}});
    CHECK(bench.keeper->idle());
}

TEST_CASE("keeper: without a store everything is in effect at once", "[wanted]") {
    Keeper keeper({}, nullptr, [](Keeper::Work, Keeper::Then) { FAIL("no disk to wait for"); });
    bool done = false;

    keeper.change([](WantedState& next) { return next.start_sink(sink(1)).has_value(); },
                  [&](const Result<>& kept) { done = kept.has_value(); });

    CHECK(done);
    CHECK(keeper.state().revision() == 1);
    CHECK(keeper.idle());
}

TEST_CASE("keeper: a disk that hangs does not let changes pile up without end", "[wanted]") {
    Bench bench;
    for (std::size_t i = 0; i < limits::changes_waiting_max + 11; ++i)
        bench.want(static_cast<std::uint16_t>(i + 1));

    CHECK(bench.answered.size() == 10);
    CHECK_FALSE(bench.answered.front().second);
    bench.save();
    bench.save();
    CHECK(bench.answered.size() == limits::changes_waiting_max + 11);
}

TEST_CASE("keeper: idle is told once, when all that was asked for is answered", "[wanted]") {
    Bench bench;
    int told = 0;
    bench.keeper->when_idle([&] { ++told; });
    CHECK(told == 1);

    bench.want(1);
    bench.want(2);
    bench.keeper->when_idle([&] { told += 10; });
    bench.save();
    CHECK(told == 1);
    bench.save();

    CHECK(told == 11);
    CHECK(bench.answered.size() == 2);
}

TEST_CASE("keeper: power cut at any instant of any group of changes, no answer was a lie",
          "[wanted]") {
    const auto seed = GENERATE(range(1u, 9u));
    CAPTURE(seed);
    Random random = seeded_random(seed);
    FakeDisk disk;
    std::map<std::uint16_t, std::string> acknowledged;
    int cuts = 0;
    for (int life = 0; life < 200; ++life) {
        Bench bench(disk);
        std::map<std::uint16_t, std::string> asked = acknowledged;
        const std::size_t instant = random() % (3 * operations_per_save);
        bench.disk.cut_power_at(instant);
        std::vector<std::pair<std::uint16_t, std::string>> wishes;
        for (std::uint32_t i = 0; i < 12; ++i) {
            const auto id = static_cast<std::uint16_t>(1 + random() % 5);
            wishes.emplace_back(id, std::to_string(life) + "-" + std::to_string(i) + ".mkv");
            bench.want(id, wishes.back().second);
            if (bench.saving() && random() % 3 == 0) bench.save();
        }
        while (bench.saving()) bench.save();
        for (std::size_t i = 0; i < bench.answered.size(); ++i) {
            REQUIRE(bench.answered[i].first == wishes[i].first);
            if (bench.answered[i].second) acknowledged[wishes[i].first] = wishes[i].second;
        }
        bench.disk.restart(random);
        cuts += bench.answered.back().second ? 0 : 1;

        // Every acknowledged wish is there, or one that was asked for after it.
        const auto loaded = bench.on_disk();
        for (const auto& [id, path] : acknowledged) {
            const auto found = std::ranges::find(loaded.values().sinks, id, &gen::Sink::stream_id);
            REQUIRE(found != loaded.values().sinks.end());
            const auto rank = [&](const std::string& text) {
                const auto at = std::ranges::find(wishes, std::pair{id, text});
                return at - wishes.begin();
            };
            const bool from_this_life = std::ranges::count(wishes, std::pair{id, path}) > 0;
            if (from_this_life) REQUIRE(rank(found->path) >= rank(path));
        }
        acknowledged.clear();
        for (const gen::Sink& one : loaded.values().sinks) acknowledged[one.stream_id] = one.path;
        disk = bench.disk;
    }
    CHECK(cuts > 100);
}
