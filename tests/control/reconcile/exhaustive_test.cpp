#include "support/catch.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>

#include "control/reconcile/fake_resource.hpp"
#include "control/resource/capture_graph.hpp"
#include "control/resource/display_graph.hpp"
#include "control/resource/link_graph.hpp"
#include "control/resource/output_graph.hpp"
#include "control/resource/sink_graph.hpp"

namespace {
using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using reconcile::Reconciler;
using reconcile::StateSet;

constexpr TimePoint start{1h};

struct Shape {
    const char* name;
    std::vector<reconcile::Graph> graphs;
    std::vector<std::pair<std::size_t, std::size_t>> needs;  // {dependent, on}, on < dependent
    unsigned failures_max = 0;
    int busy_waits = 1;  // times that a deadline or a back-off may end while other steps go on
    int faults = 2;
    int wishes = 0;  // times that somebody wants one of them otherwise
};

// One run of the world: whatever may happen next is a numbered choice, so that a run is a list of
// numbers and all runs can be counted through.
class World {
public:
    explicit World(const Shape& shape)
        : shape_(shape),
          faults_left_(shape.faults),
          busy_waits_left_(shape.busy_waits),
          wishes_left_(shape.wishes) {
        for (std::size_t i = 0; i < shape.graphs.size(); ++i) {
            resources_.push_back(
                std::make_unique<FakeResource>(std::to_string(i), shape.graphs[i]));
            reconcile::Settings settings{.failures_max = shape.failures_max};
            for (const auto& [dependent, on] : shape.needs)
                if (dependent == i)
                    settings.dependencies.push_back(
                        {all_but_first(i), resources_[on]->id, StateSet{last_state(on)}});
            resources_[i]->join(reconciler_, settings);
            resources_[i]->want(last_state(i));
        }
        run();
    }

    std::size_t choice_count() { return options().size(); }
    void choose(std::size_t index) {
        options()[index].second();
        run();
    }

    // After the last event only time passes. True when everything came to rest, no later than all
    // waits and deadlines together allow.
    bool comes_to_rest() {
        for (int i = 0; i < 400 && !at_rest(); ++i) {
            now_ += 100ms;
            for (auto& resource : resources_)
                if (resource->step) resource->finish();
            run();
        }
        return at_rest();
    }
    // Settled, but for those that wait for something that is not wanted.
    bool at_rest() const { return reconciler_.settled() || (converged() && parked()); }
    // Somebody wants what needs something that nobody wants.
    bool parked() const {
        for (std::size_t i = 0; i < resources_.size(); ++i)
            if (expected(i) != resources_[i]->wanted()) return true;
        return false;
    }

    // All that what happens from here on depends on; times are told from now.
    std::string situation() const {
        std::ostringstream all;
        const auto told = reconciler_.snapshot(now_);
        for (std::size_t i = 0; i < told.size(); ++i) {
            const auto& one = *resources_[i];
            const auto held = std::min<Duration>(told[i].since, limits::backoff_max);
            all << int{one.current()} << int{one.wanted()} << told[i].action << '/' << held.count()
                << '/' << told[i].retry_in.count() << '/' << told[i].error.size()
                << told[i].waits_for << '/' << told[i].failures << told[i].gave_up
                << one.step.has_value() << '/'
                << (told[i].action.empty() ? 0 : (now_ - one.begun.back().second).count()) << ';';
        }
        all << (next_ - now_).count() << '/' << (now_ - swept_).count() << '/' << faults_left_
            << '/' << busy_waits_left_ << '/' << idle_waits_left_ << '/' << wishes_left_;
        return all.str();
    }

    bool converged() const {
        for (std::size_t i = 0; i < resources_.size(); ++i)
            if (resources_[i]->current() != expected(i) || resources_[i]->step) return false;
        return true;
    }
    bool reported() const {
        return std::ranges::any_of(reconciler_.snapshot(now_), &reconcile::Status::gave_up);
    }

private:
    using Option = std::pair<const char*, std::function<void()>>;

    std::vector<Option> options() {
        std::vector<Option> all;
        for (auto& resource : resources_) {
            FakeResource* one = resource.get();
            if (one->step) all.push_back({"completes", [one] { one->finish(); }});
            if (wishes_left_ > 0)
                all.push_back({"is wanted otherwise", [this, one] { --wishes_left_, turn(*one); }});
            if (faults_left_ == 0) continue;
            if (one->step)
                all.push_back({"fails", [this, one] { --faults_left_, one->fail("fault"); }});
            if (one->step) all.push_back({"hangs", [this, one] { --faults_left_, hang(*one); }});
            if (one->current() != 0)
                all.push_back({"drops", [this, one] { --faults_left_, drop(*one); }});
        }
        if (wishes_left_ > 0) all.push_back({"stays as it is", [this] { wishes_left_ = 0; }});
        const bool busy = std::ranges::any_of(resources_, [](const auto& r) { return !!r->step; });
        int& left = busy ? busy_waits_left_ : idle_waits_left_;
        if (!reconciler_.settled() && left > 0)
            all.push_back({"time passes", [this, &left] { --left, now_ = next_; }});
        return all;
    }

    // What is wanted becomes unwanted, and the other way round.
    void turn(FakeResource& one) {
        const auto last = static_cast<reconcile::State>(one.graph().state_count() - 1);
        one.want(one.wanted() == 0 ? last : 0);
    }

    // The report never comes, and the deadline of the step passes.
    void hang(FakeResource& one) {
        one.step.reset();
        now_ += limits::step_deadline;
    }

    // The world takes it away in the middle of whatever it does.
    void drop(FakeResource& one) {
        one.drop(0);
        if (one.step) {
            one.fail("lost");
        } else {
            reconciler_.failed(one.id, Error{Code::device_lost, "lost"});
        }
    }

    // Ticks until nothing happens without an event or the passing of time.
    void run() {
        int ticks = 0;
        if (now_ >= swept_ + limits::reconcile_interval) swept_ = now_;
        while ((next_ = reconciler_.tick(now_)) == now_) REQUIRE(++ticks < 100);
    }

    // Where it comes to rest: what is wanted, unless something that it needs is not.
    reconcile::State expected(std::size_t i) const {
        for (const auto& [dependent, on] : shape_.needs)
            if (dependent == i && expected(on) != last_state(on)) return 0;
        return resources_[i]->wanted();
    }

    reconcile::State last_state(std::size_t i) const {
        return static_cast<reconcile::State>(shape_.graphs[i].state_count() - 1);
    }
    StateSet all_but_first(std::size_t i) const {
        return last_state(i) == 1 ? StateSet{1} : StateSet{1, 2};
    }

    const Shape& shape_;
    Reconciler reconciler_{[] { return 0u; }};
    std::vector<std::unique_ptr<FakeResource>> resources_;
    TimePoint now_ = start;
    TimePoint next_ = start;
    TimePoint swept_ = start - limits::reconcile_interval;  // the last safety tick
    int faults_left_;
    int busy_waits_left_;
    int wishes_left_;
    int idle_waits_left_ = 6;
};

inline constexpr reconcile::StateGraph switch_graph{
    std::to_array<std::string_view>({"off", "on"}),
    std::to_array<reconcile::Edge>({{0, 1, "turn_on"}, {1, 0, "turn_off"}}),
};

enum class Meet { again, once };  // a situation that another run has led to

// Counts through all runs, depth first: a run is replayed from its list of choices, because a
// world cannot be copied. With Meet::once a run ends, unchecked, in a situation from which every
// way was followed already.
template <typename Check>
std::size_t for_every_run(const Shape& shape, Check check, Meet meet = Meet::again) {
    std::set<std::string> met;
    std::vector<std::size_t> choices;
    std::vector<std::size_t> widths;
    for (std::size_t runs = 1;; ++runs) {
        World world(shape);
        bool known = false;
        for (std::size_t depth = 0;; ++depth) {
            const std::size_t width = world.choice_count();
            if (width == 0) break;
            if (depth >= choices.size()) {
                if (meet == Meet::once && !met.insert(world.situation()).second) {
                    known = true;
                    break;
                }
                choices.push_back(0);
                widths.push_back(width);
            }
            world.choose(choices[depth]);
        }
        if (!known) check(world, choices);
        while (!choices.empty() && ++choices.back() == widths.back()) {
            choices.pop_back();
            widths.pop_back();
        }
        if (choices.empty()) return runs;
    }
}
}  // namespace

TEST_CASE("reconciler: every interleaving with two faults converges", "[reconcile]") {
    const auto shape = GENERATE(
        Shape{"two cameras", {capture_graph, capture_graph}, {}},
        Shape{"camera, then connection", {capture_graph, switch_graph}, {{1, 0}}},
        Shape{"chain of three", {switch_graph, switch_graph, switch_graph}, {{1, 0}, {2, 1}}},
        Shape{"two on one", {switch_graph, switch_graph, switch_graph}, {{1, 0}, {2, 0}}},
        Shape{"diamond",
              {switch_graph, switch_graph, switch_graph, switch_graph},
              {{1, 0}, {2, 0}, {3, 1}, {3, 2}},
              0,
              0});

    const std::size_t runs = for_every_run(shape, [&](World& world, const auto& choices) {
        const bool ok = world.comes_to_rest() && world.converged();
        if (!ok) FAIL(shape.name << ": run " << Catch::Detail::stringify(choices));
    });

    UNSCOPED_INFO(shape.name << ": " << runs << " runs");
    CHECK(runs > 100);
}

// What a node runs: captures beside each other, links, and outputs that need their link. Every
// graph in core/control/resource is here; tests/tidy looks that none is forgotten.
TEST_CASE("reconciler: every interleaving of the graphs that nodes run converges", "[reconcile]") {
    const reconcile::Graph capture = resource::capturing::graph;
    const reconcile::Graph link = resource::link::graph;
    const reconcile::Graph output = resource::output::graph;
    const reconcile::Graph sink = resource::sink::graph;
    const reconcile::Graph display = resource::display::graph;
    const auto shape = GENERATE_COPY(
        Shape{"capture", {capture}, {}}, Shape{"output", {output}, {}},
        Shape{"link and output", {link, output}, {{1, 0}}},
        Shape{"two outputs", {output, output}, {}}, Shape{"two captures", {capture, capture}, {}},
        Shape{"two recordings", {sink, sink}, {}},
        Shape{"capture and recording", {capture, sink}, {}},
        Shape{"two windows", {display, display}, {}},
        Shape{"capture, recording and window", {capture, sink, display}, {}},
        Shape{"source with one uplink", {capture, link, output}, {{2, 1}}},
        Shape{"relay with two readers on one link", {link, output, output}, {{1, 0}, {2, 0}}},
        Shape{"three captures", {capture, capture, capture}, {}},
        Shape{"source that records", {capture, link, output, sink}, {{2, 1}}},
        Shape{"source with two streams", {capture, link, output, output}, {{2, 1}, {3, 1}}},
        Shape{"two sources, one uplink", {capture, capture, link, output}, {{3, 2}}},
        Shape{"relay with two links", {link, output, link, output}, {{1, 0}, {3, 2}}},
        Shape{
            "relay with three readers", {link, output, output, output}, {{1, 0}, {2, 0}, {3, 0}}});

    std::size_t ends = 0;
    const std::size_t runs = for_every_run(
        shape,
        [&](World& world, const auto& choices) {
            const bool ok = world.comes_to_rest() && world.converged();
            if (!ok) FAIL(shape.name << ": run " << Catch::Detail::stringify(choices));
            ++ends;
        },
        Meet::once);

    UNSCOPED_INFO(shape.name << ": " << runs << " runs, " << ends << " ends");
    CHECK(ends > 1);
    CHECK(runs > ends);
}

// Somebody changes their mind in the middle of anything, twice, besides a fault.
TEST_CASE("reconciler: every interleaving with changed wishes converges to the last of them",
          "[reconcile]") {
    const reconcile::Graph capture = resource::capturing::graph;
    const reconcile::Graph link = resource::link::graph;
    const reconcile::Graph output = resource::output::graph;
    const reconcile::Graph sink = resource::sink::graph;
    auto shape =
        GENERATE_COPY(Shape{"capture", {capture}, {}}, Shape{"recording", {sink}, {}},
                      Shape{"output", {output}, {}}, Shape{"two outputs", {output, output}, {}},
                      Shape{"link and output", {link, output}, {{1, 0}}},
                      Shape{"two readers on one link", {link, output, output}, {{1, 0}, {2, 0}}},
                      Shape{"source with one uplink", {capture, link, output}, {{2, 1}}});
    shape.wishes = 2;
    shape.faults = shape.graphs.size() > 2 ? 0 : 1;

    std::size_t ends = 0;
    std::size_t parked = 0;
    for_every_run(
        shape,
        [&](World& world, const auto& choices) {
            const bool rests = world.comes_to_rest();
            if (!rests || !world.converged())
                FAIL(shape.name << ": run " << Catch::Detail::stringify(choices)
                                << (rests ? " rests in " : " is still in ") << world.situation());
            ++ends;
            parked += world.parked();
        },
        Meet::once);

    CHECK(ends > 1);
    CHECK((parked > 0) == !shape.needs.empty());
}

TEST_CASE("reconciler: meeting a situation once leaves no end out", "[reconcile]") {
    const Shape shape{"camera, then connection", {capture_graph, switch_graph}, {{1, 0}}, 2};
    const auto ends_of = [&](Meet meet) {
        std::set<std::string> ends;
        for_every_run(
            shape,
            [&](World& world, const auto&) {
                std::string end = world.situation();
                world.comes_to_rest();
                ends.insert(end + (world.converged() ? " well" : " reported"));
            },
            meet);
        return ends;
    };

    CHECK(ends_of(Meet::once) == ends_of(Meet::again));
}

TEST_CASE("reconciler: with a bound on failures every run converges or reports", "[reconcile]") {
    const Shape shape{"camera, then connection", {capture_graph, switch_graph}, {{1, 0}}, 2};
    std::size_t reported = 0;

    for_every_run(shape, [&](World& world, const auto& choices) {
        world.comes_to_rest();
        const bool ok = world.converged() || world.reported();
        if (!ok) FAIL(shape.name << ": run " << Catch::Detail::stringify(choices));
        reported += world.reported();
    });

    CHECK(reported > 0);
}
