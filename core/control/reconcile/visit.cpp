// One resource's turn within a tick: what happened to it, where it should go, its next step.

#include <algorithm>

#include "base/assert.hpp"
#include "base/planted.hpp"
#include "control/reconcile/reconciler.hpp"

namespace weir::reconcile {
namespace {

std::string in_milliseconds(Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
           " ms";
}

}  // namespace

void Reconciler::visit(std::uint32_t index, TimePoint now) {
    Slot& slot = slots_[index];
    if (slot.resource == nullptr) return;
    if (std::exchange(slot.fresh, false)) slot.since = now;

    const bool stepped = take_report(index, now);
    observe(index, stepped, now);
    choose_goal(index);
    if (slot.step && keep_waiting(index, now)) return;
    advance(index, now);
}

// True when a step has ended. A report that comes when no step is in progress is late (its step ran
// past the deadline) or tells why the state changed by itself; observe() sees the change either
// way.
bool Reconciler::take_report(std::uint32_t index, TimePoint now) {
    Slot& slot = slots_[index];
    auto report = std::exchange(slot.report, std::monostate{});
    if (std::holds_alternative<std::monostate>(report)) return false;

    const auto step = std::exchange(slot.step, std::nullopt);
    if (auto* error = std::get_if<Error>(&report)) {
        if (step) {
            note_failure(index, step->edge.to, std::move(*error), now);
        } else {
            slot.error = std::move(error->what);
            slot.trouble.warn("resource", slot.error,
                              {{"name", slot.resource->name()}, {"kind", slot.resource->kind()}});
        }
    }
    return step.has_value();
}

void Reconciler::observe(std::uint32_t index, bool stepped, TimePoint now) {
    Slot& slot = slots_[index];
    const State current = slot.resource->current();
    if (current == slot.seen) return;

    const Graph graph = slot.resource->graph();
    WEIR_ASSERT(current < graph.state_count());
    const State before = std::exchange(slot.seen, current);
    const Duration held = now - std::exchange(slot.since, now);
    log::info("resource", slot.resource->kind(),
              {{"state", std::string(graph.name(before)) + "->" + std::string(graph.name(current))},
               {"name", slot.resource->name()}});
    const bool by_itself = !stepped && before == slot.goal && slot.resource->wanted() == before &&
                           supported(slot, before);
    events_.push_back({id_of(index), Event::What::moved, before, current,
                       by_itself ? slot.error : std::string{}, graph.name(before),
                       graph.name(current)});
    enqueue_neighbours(slot);

    if (by_itself) {
        // It left the wanted state by itself. One that cannot stay there is a failing one, however
        // well each of its steps goes; otherwise opening and losing it would be a busy loop.
        if (held >= slot.settings.back_off.max) {
            slot.failures = slot.lasting_failures = 0;
            slot.trouble.reset();
        } else {
            note_failure(index, before,
                         {Code::device_lost, slot.error.empty()
                                                 ? "left " + std::string(graph.name(before)) +
                                                       " by itself after " + in_milliseconds(held)
                                                 : slot.error},
                         now);
        }
    } else if (current == slot.resource->wanted()) {
        slot.retry_at = {};
        slot.error.clear();
    }
}

void Reconciler::choose_goal(std::uint32_t index) {
    Slot& slot = slots_[index];
    const State wanted = slot.resource->wanted();
    WEIR_ASSERT(wanted < slot.resource->graph().state_count());
    if (wanted != slot.wanted) {
        slot.wanted = wanted;
        forgive(slot);
        slot.error.clear();
    }

    const State goal = supported(slot, slot.seen) ? wanted : State{0};
    if (goal == slot.goal) return;
    slot.goal = goal;
    forgive(slot);
    enqueue_neighbours(slot);
}

// True while the step in progress has time left and nothing better to do.
bool Reconciler::keep_waiting(std::uint32_t index, TimePoint now) {
    Slot& slot = slots_[index];
    const auto step = *slot.step;
    if (now >= step.deadline) {
        slot.step.reset();
        slot.resource->cancel(now);
        note_failure(index, step.edge.to,
                     {Code::timed_out, std::string(step.edge.action) + " has not finished within " +
                                           in_milliseconds(step.allowed)},
                     now);
        return false;
    }
    const auto next = slot.resource->graph().next(slot.seen, slot.goal);
    const bool still_right = next && next->to == step.edge.to;
    if (!still_right && slot.resource->cancel(now)) {
        slot.step.reset();
        enqueue_neighbours(slot);
        return false;
    }
    arm(index, step.deadline);
    return true;
}

void Reconciler::advance(std::uint32_t index, TimePoint now) {
    Slot& slot = slots_[index];
    slot.waits_for = {};
    if (slot.seen == slot.goal || slot.gave_up) {
        // Where it is wanted, or parked in its first state because a dependency is missing.
        return arm(index, never);
    }
    if (now < slot.retry_at) return arm(index, slot.retry_at);

    const auto edge = slot.resource->graph().next(slot.seen, slot.goal);
    WEIR_ASSERT(edge.has_value());
    slot.waits_for = blocked_by(slot, *edge);
    if (slot.waits_for.generation == 0) slot.waits_for = held_by(index, *edge);
    if (slot.waits_for.generation != 0) return arm(index, never);  // its change wakes this one
    begin(index, *edge, now);
}

void Reconciler::begin(std::uint32_t index, const Edge& edge, TimePoint now) {
    Slot& slot = slots_[index];
    const Duration allowed =
        edge.deadline > edge.deadline.zero() ? edge.deadline : slot.settings.step_deadline;
    slot.step = Step{edge, allowed, now + allowed};
    slot.retry_at = {};
    arm(index, slot.step->deadline);
    log::debug("resource", slot.resource->kind(),
               {{"step", edge.action}, {"name", slot.resource->name()}});
    slot.resource->begin(edge, now);  // last: it may report, add or remove resources
}

void Reconciler::note_failure(std::uint32_t index, State to, Error error, TimePoint now) {
    const auto reached = [](unsigned count, unsigned most) { return most != 0 && count >= most; };
    Slot& slot = slots_[index];
    const Graph graph = slot.resource->graph();
    ++slot.failures;
    slot.lasting_failures = lasting(error.code) ? slot.lasting_failures + 1 : 0;
    slot.gave_up = reached(slot.failures, slot.settings.failures_max) ||
                   reached(slot.lasting_failures, slot.settings.lasting_failures_max);
    slot.error = std::move(error.what);
    const Duration wait = slot.settings.back_off.after(slot.failures, random_);
    slot.retry_at = slot.gave_up ? TimePoint{} : now + wait;
    if (slot.gave_up) {
        log::error(
            "resource", slot.error,
            {{"name", slot.resource->name()},
             {"kind", slot.resource->kind()},
             {"failures", slot.failures},
             {"next", "given up until it is wanted otherwise, comes anew or somebody asks"}});
    } else {
        slot.trouble.warn("resource", slot.error,
                          {{"name", slot.resource->name()},
                           {"kind", slot.resource->kind()},
                           {"retry_in", in_milliseconds(wait)}});
    }
    events_.push_back({id_of(index), slot.gave_up ? Event::What::gave_up : Event::What::failed,
                       slot.seen, to, slot.error, graph.name(slot.seen), graph.name(to)});
    enqueue_neighbours(slot);
}

// By what it is as well as by what was seen of it: several fall together, and whoever has its turn
// first must not take the common fall for a trouble of its own.
bool Reconciler::met(const Dependency& dependency) const {
    const Slot* on = find(dependency.on);
    if (planted(Fault::dependency_overlooked)) return on != nullptr;
    return on != nullptr && dependency.needs.contains(on->seen) &&
           dependency.needs.contains(on->resource->current()) &&
           dependency.needs.contains(on->goal);
}

bool Reconciler::supported(const Slot& slot, State state) const {
    return std::ranges::all_of(slot.settings.dependencies, [&](const Dependency& dependency) {
        return !dependency.mine.contains(state) || met(dependency);
    });
}

// The dependency that forbids this step, or none. The way back to the first state is always open.
ResourceId Reconciler::blocked_by(const Slot& slot, const Edge& edge) const {
    if (slot.goal == 0) return {};
    for (const Dependency& dependency : slot.settings.dependencies)
        if (dependency.mine.contains(edge.to) && !met(dependency)) return dependency.on;
    return {};
}

// The dependent that is still to step back before this step takes away what it needs, or none. One
// that has trouble doing so is not waited for: a courtesy must not become a deadlock.
ResourceId Reconciler::held_by(std::uint32_t index, const Edge& edge) const {
    const Slot& slot = slots_[index];
    for (const std::uint32_t other : slot.dependents) {
        const Slot& dependent = slots_[other];
        if (dependent.failures > 0) continue;
        for (const Dependency& dependency : dependent.settings.dependencies) {
            if (dependency.on != id_of(index) || dependency.needs.contains(slot.goal)) continue;
            const bool inside =
                dependency.mine.contains(dependent.seen) ||
                (dependent.step && dependency.mine.contains(dependent.step->edge.to));
            const bool leaves =
                dependency.needs.contains(slot.seen) && !dependency.needs.contains(edge.to);
            if (inside && leaves) return id_of(other);
        }
    }
    return {};
}

}  // namespace weir::reconcile
