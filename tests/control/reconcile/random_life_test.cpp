#include "support/catch.hpp"

#include <memory>

#include "control/reconcile/fake_resource.hpp"

namespace {
using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using reconcile::Reconciler;
using reconcile::StateSet;

constexpr TimePoint start{1h};

// Resources that come and go, need each other, fail, hang, vanish and change their mind.
class World {
public:
    explicit World(std::uint64_t seed) : random_(seeded_random(seed)), reconciler_(jitter(seed)) {}

    void disturb() {
        if (resources_.size() < 25 || random_() % 16 == 0) add();
        FakeResource& one = *resources_[random_() % resources_.size()];
        switch (random_() % 7) {
            case 0:
                one.want(static_cast<reconcile::State>(random_() % 3));
                break;
            case 1:
                lose(one);
                break;
            case 2:
                if (one.step) one.fail("fault");
                break;
            case 3:
                one.step.reset();
                break;  // hangs: its report never comes
            case 4:
                reconciler_.poke(one.id);
                break;
            case 5:
                if (random_() % 8 == 0) remove(one);
                break;
            default:
                one.cancellable = !one.cancellable;
                break;
        }
    }

    // Every step in progress ends well, in any order; time passes.
    void live(Duration duration) {
        for (const TimePoint end = now_ + duration; now_ < end; now_ += 5ms) {
            for (auto& one : resources_)
                if (one->step && random_() % 2 == 0) one->finish();
            for (int ticks = 0; reconciler_.tick(now_) == now_; ++ticks) REQUIRE(ticks < 1'000);
        }
    }

    void want_all() {
        for (auto& one : resources_) one->want(streaming);
    }

    std::string unsettled() {
        for (const auto& status : reconciler_.snapshot(now_))
            if (status.current != status.wanted || !status.action.empty())
                return status.name + " is " + std::string(status.current) + ", wanted " +
                       std::string(status.wanted) + ", waits for " + status.waits_for;
        return "";
    }

private:
    static Random jitter(std::uint64_t seed) { return seeded_random(seed + 1'000'000); }

    void add() {
        reconcile::Settings settings{.step_deadline = 500ms};
        for (auto needs = random_() % 3; needs > 0 && !resources_.empty(); --needs) {
            const StateSet mine = random_() % 2 == 0 ? StateSet{open, streaming} : StateSet{open};
            const StateSet theirs =
                random_() % 2 == 0 ? StateSet{open, streaming} : StateSet{streaming};
            settings.dependencies.push_back(
                {mine, resources_[random_() % resources_.size()]->id, theirs});
        }
        auto& one = resources_.emplace_back(
            std::make_unique<FakeResource>("r" + std::to_string(++number_)));
        one->join(reconciler_, settings);
        one->want(streaming);
    }

    // Only one that nobody needs may go for good, or its dependents could never come back.
    void remove(FakeResource& one) {
        if (&one != resources_.back().get()) return;
        reconciler_.remove(one.id);
        resources_.pop_back();
    }

    void lose(FakeResource& one) {
        one.drop(0);
        if (one.step) {
            one.fail("lost");
        } else {
            reconciler_.failed(one.id, Error{Code::device_lost, "lost"});
        }
    }

    Random random_;
    Reconciler reconciler_;
    std::vector<std::unique_ptr<FakeResource>> resources_;
    TimePoint now_ = start;
    int number_ = 0;
};
}  // namespace

TEST_CASE("reconciler: whatever happened, all is well three seconds after the last fault",
          "[reconcile]") {
    const auto seed = GENERATE(range(1u, 101u));
    CAPTURE(seed);
    World world(seed);
    for (int i = 0; i < 400; ++i) {
        world.disturb();
        if (i % 4 == 0) world.live(5ms);
    }

    world.want_all();
    world.live(3s);

    REQUIRE(world.unsettled() == "");
}
