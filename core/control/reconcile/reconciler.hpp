#pragma once
// Closes the gap between what is wanted and what is, one step at a time. Does not know that video
// exists.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "control/reconcile/back_off.hpp"
#include "control/reconcile/resource.hpp"
#include "control/reconcile/state_graph.hpp"

namespace weir::reconcile {

// Stays distinct after the resource is removed and its place reused.
struct ResourceId {
    std::uint32_t index = 0;
    std::uint32_t generation = 0;  // 0: no resource
    bool operator==(const ResourceId&) const = default;
};

// "To be in one of `mine`, the resource `on` must be in one of `needs`, and meant to stay there."
// When that ends, this resource steps back towards its first state, before `on` moves if it can.
// To order only the start, list only the state of the way up, not the one at the end.
struct Dependency {
    StateSet mine;  // never the first state
    ResourceId on;  // added before: so dependencies cannot form a circle
    StateSet needs;
};

// True for what no repetition of the same wish changes: a request that makes no sense, a format
// that the device does not have. Everything else (gone, busy, silent) may be otherwise the next
// time.
constexpr bool lasting(Code code) {
    return code == Code::bad_request || code == Code::unsupported;
}

struct Settings {
    BackOff back_off{limits::backoff_first, limits::backoff_max};
    Duration step_deadline = limits::step_deadline;
    // In a row, then it is given up until poked or wanted otherwise; 0: tried for ever.
    unsigned failures_max = 0;
    // The same, counting only failures that the same wish will always meet: lasting().
    unsigned lasting_failures_max = limits::lasting_failures_max;
    std::vector<Dependency> dependencies = {};
};

// For reports. `current`, `wanted` and `action` live as long as the program.
struct Status {
    std::uint64_t number;  // its own, for as long as the program runs
    std::string kind;
    std::string name;
    std::string_view current;
    std::string_view wanted;
    std::string_view action;  // the step in progress, or empty
    Duration since;           // how long it has been in `current`
    Duration retry_in;        // zero: not waiting
    std::string error;        // the last one, until the wanted state is reached
    std::string waits_for;    // the resource whose state keeps this one from its next step
    unsigned failures;        // in a row; forgotten when the wanted state was held for long
    bool gave_up;
};

struct Event {
    enum class What { moved, failed, gave_up };
    ResourceId id;
    What what;
    State from;
    State to;           // moved: where it is now; else where the step should have led
    std::string error;  // failed, gave_up
    // Names of both; they live as long as the program.
    std::string_view from_name;
    std::string_view to_name;
};

// Moves every resource along its graph, at most one step per tick each, so that none starves
// another. A failure is retried after a back-off that grows until the wanted state has been held
// for as long as the longest wait; poke() cuts a wait short. A step past its deadline has failed.
// What keeps failing in a way that trying again does not change is given up and said so; a poke()
// (the device was plugged in, somebody asked to look again) or another wish revives it.
// Lives on the node thread.
class Reconciler {
public:
    // `wake` is called, outside tick(), when something became due before the time the last tick()
    // returned: arrange a tick() soon, do not tick from inside it.
    explicit Reconciler(Random random, std::move_only_function<void()> wake = {});

    ResourceId add(Resource& resource, Settings settings = {});
    void remove(ResourceId id);  // at any time; what depends on it steps back
    std::size_t size() const { return count_; }

    // Called at the end of a tick for each thing that happened in it; may call anything but tick().
    void on_event(std::move_only_function<void(const Event&)> handler);

    // Something about it changed (its wanted or current state, or the world around it): look again
    // now, without waiting out a back-off, and try again if it was given up.
    void poke(ResourceId id);
    void poke_all();

    // The step in progress is done and the resource's current() is `state`.
    void completed(ResourceId id, State state);
    // The step in progress has failed. Without one: why current() has just changed by itself.
    void failed(ResourceId id, Error error);

    // Takes due steps and returns when it wants to be called next, at the latest; `now` means at
    // once.
    TimePoint tick(TimePoint now);

    // Every resource is where it should be, or given up; nothing is in progress.
    bool settled() const;
    bool has(ResourceId id) const { return find(id) != nullptr; }
    Status status(ResourceId id, TimePoint now) const;
    std::vector<Status> snapshot(TimePoint now) const;  // in the order of adding

private:
    static constexpr TimePoint never = TimePoint::max();

    struct Step {
        Edge edge;
        Duration allowed;
        TimePoint deadline;
    };

    struct Slot {
        Resource* resource = nullptr;  // null: free place
        std::uint32_t generation = 0;
        std::uint64_t order = 0;
        Settings settings;
        std::vector<std::uint32_t> dependents;
        State seen = 0;    // current() when last looked at
        State wanted = 0;  // wanted() when last looked at
        State goal = 0;    // wanted, or the first state while a dependency is missing
        bool fresh = true;
        bool queued = false;
        bool gave_up = false;
        unsigned failures = 0;          // in a row
        unsigned lasting_failures = 0;  // of those, at the end of the row
        TimePoint since{};
        TimePoint retry_at{};
        TimePoint timer = never;
        std::optional<Step> step;
        std::variant<std::monostate, State, Error> report;
        std::string error;
        ResourceId waits_for;
        log::Once trouble;
    };

    const Slot* find(ResourceId id) const;
    Slot* find(ResourceId id);
    ResourceId id_of(std::uint32_t index) const { return {index, slots_[index].generation}; }
    Status describe(const Slot& slot, TimePoint now) const;

    void enqueue(std::uint32_t index);
    void enqueue_neighbours(const Slot& slot);
    void arm(std::uint32_t index, TimePoint when);
    void visit_all(TimePoint now);
    void visit_due(TimePoint now);
    void deliver_events();

    void visit(std::uint32_t index, TimePoint now);
    bool take_report(std::uint32_t index, TimePoint now);
    void observe(std::uint32_t index, bool stepped, TimePoint now);
    void choose_goal(std::uint32_t index);
    bool keep_waiting(std::uint32_t index, TimePoint now);
    void advance(std::uint32_t index, TimePoint now);
    void begin(std::uint32_t index, const Edge& edge, TimePoint now);
    void note_failure(std::uint32_t index, State to, Error error, TimePoint now);
    void forgive(Slot& slot);

    bool met(const Dependency& dependency) const;
    bool supported(const Slot& slot, State state) const;
    ResourceId blocked_by(const Slot& slot, const Edge& edge) const;
    ResourceId held_by(std::uint32_t index, const Edge& edge) const;

    Random random_;
    std::move_only_function<void()> wake_;
    std::move_only_function<void(const Event&)> handler_;
    std::deque<Slot> slots_;  // a deque, so that adding from inside begin() moves nothing
    std::vector<std::uint32_t> free_;
    std::vector<std::uint32_t> due_;
    std::vector<std::uint32_t> visiting_;
    std::set<std::pair<TimePoint, std::uint32_t>> timers_;
    std::vector<Event> events_;
    TimePoint next_sweep_ = TimePoint::min();
    std::uint64_t orders_ = 0;
    std::size_t count_ = 0;
    bool ticking_ = false;
    bool woken_ = false;
};

}  // namespace weir::reconcile
