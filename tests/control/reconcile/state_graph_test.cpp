#include "support/catch.hpp"

#include "control/reconcile/state_graph.hpp"

namespace {
using namespace weir::reconcile;

enum : State { stopped, starting, running, broken };

constexpr StateGraph process{
    std::to_array<std::string_view>({"stopped", "starting", "running", "broken"}),
    std::to_array<Edge>({
        {stopped, starting, "spawn"},
        {starting, running, "wait_ready"},
        {running, stopped, "kill"},
        {starting, stopped, "kill"},
        {running, broken, "notice"},
        {broken, stopped, "reap"},
    }),
};
static_assert(process.connected());
static_assert(process.next(stopped, running)->action == "spawn");
static_assert(process.next(starting, running)->action == "wait_ready");
static_assert(process.next(broken, running)->action == "reap");
static_assert(!process.next(running, running));

constexpr StateGraph dead_end{
    std::to_array<std::string_view>({"closed", "open"}),
    std::to_array<Edge>({{0, 1, "open"}}),
};
static_assert(!dead_end.connected());

constexpr StateGraph wrong_index{
    std::to_array<std::string_view>({"closed", "open"}),
    std::to_array<Edge>({{0, 1, "open"}, {1, 0, "close"}, {1, 2, "fly"}}),
};
static_assert(!wrong_index.connected());
}  // namespace

TEST_CASE("state graph: the step taken lies on a shortest path", "[reconcile]") {
    const Graph graph = process;

    CHECK(graph.next(starting, stopped)->action == "kill");
    CHECK(graph.next(stopped, broken)->action == "spawn");
    CHECK_FALSE(graph.next(broken, broken));
    CHECK(graph.name(broken) == "broken");
}

TEST_CASE("state set: holds exactly the states it was made of", "[reconcile]") {
    constexpr StateSet some{1, 31};

    CHECK(some.contains(1));
    CHECK(some.contains(31));
    CHECK_FALSE(some.contains(0));
    CHECK_FALSE(some.contains(2));
    CHECK(StateSet{}.empty());
}
