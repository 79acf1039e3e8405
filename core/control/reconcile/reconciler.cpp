#include "control/reconcile/reconciler.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace weir::reconcile {

Reconciler::Reconciler(Random random, std::move_only_function<void()> wake)
    : random_(std::move(random)), wake_(std::move(wake)) {}

ResourceId Reconciler::add(Resource& resource, Settings settings) {
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();

    Slot& slot = slots_[index];
    const auto last = std::exchange(slot, Slot{});
    slot.queued = last.queued;  // its place may still be in the queue of due ones
    slot.generation = last.generation + 1;
    slot.resource = &resource;
    slot.order = ++orders_;
    slot.settings = std::move(settings);
    slot.seen = resource.current();
    slot.wanted = slot.goal = resource.wanted();
    for (const Dependency& dependency : slot.settings.dependencies) {
        WEIR_ASSERT(!dependency.mine.contains(0));
        if (Slot* on = find(dependency.on)) on->dependents.push_back(index);
    }
    ++count_;
    enqueue(index);
    return id_of(index);
}

void Reconciler::remove(ResourceId id) {
    Slot* slot = find(id);
    if (slot == nullptr) return;
    enqueue_neighbours(*slot);
    for (const Dependency& dependency : slot->settings.dependencies)
        if (Slot* on = find(dependency.on)) std::erase(on->dependents, id.index);
    arm(id.index, never);
    slot->resource = nullptr;
    slot->settings = {};
    slot->dependents.clear();
    free_.push_back(id.index);
    --count_;
}

void Reconciler::on_event(std::move_only_function<void(const Event&)> handler) {
    handler_ = std::move(handler);
}

void Reconciler::poke(ResourceId id) {
    Slot* slot = find(id);
    if (slot == nullptr) return;
    slot->retry_at = {};
    if (slot->gave_up) forgive(*slot);
    enqueue(id.index);
}

void Reconciler::poke_all() {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) poke(id_of(index));
}

void Reconciler::forgive(Slot& slot) {
    slot.failures = slot.lasting_failures = 0;
    slot.gave_up = false;
    slot.retry_at = {};
}

void Reconciler::completed(ResourceId id, State state) {
    Slot* slot = find(id);
    if (slot == nullptr) return;
    WEIR_ASSERT(slot->resource->current() == state);
    slot->report = state;
    enqueue(id.index);
}

void Reconciler::failed(ResourceId id, Error error) {
    Slot* slot = find(id);
    if (slot == nullptr) return;
    slot->report = std::move(error);
    enqueue(id.index);
}

TimePoint Reconciler::tick(TimePoint now) {
    WEIR_ASSERT(!ticking_);
    ticking_ = true;
    while (!timers_.empty() && timers_.begin()->first <= now) {
        const std::uint32_t index = timers_.begin()->second;
        arm(index, never);
        enqueue(index);
    }
    if (now >= next_sweep_) {
        next_sweep_ = now + limits::reconcile_interval;
        visit_all(now);
    } else {
        visit_due(now);
    }
    deliver_events();
    ticking_ = false;
    woken_ = !due_.empty();
    if (!due_.empty()) return now;
    return timers_.empty() ? next_sweep_ : std::min(next_sweep_, timers_.begin()->first);
}

void Reconciler::visit_all(TimePoint now) {
    due_.clear();
    for (Slot& slot : slots_) slot.queued = true;  // so that none is queued before its turn
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        slots_[index].queued = false;
        visit(index, now);
    }
}

void Reconciler::visit_due(TimePoint now) {
    visiting_.clear();
    std::swap(visiting_, due_);
    for (const std::uint32_t index : visiting_)
        if (std::exchange(slots_[index].queued, false)) visit(index, now);
}

void Reconciler::deliver_events() {
    if (handler_ == nullptr) events_.clear();
    const auto events = std::exchange(events_, {});
    for (const Event& event : events) handler_(event);
}

bool Reconciler::settled() const {
    return std::ranges::all_of(slots_, [](const Slot& slot) {
        if (slot.resource == nullptr) return true;
        if (slot.step || slot.queued) return false;
        return slot.gave_up || slot.resource->current() == slot.resource->wanted();
    });
}

Status Reconciler::status(ResourceId id, TimePoint now) const {
    const Slot* slot = find(id);
    WEIR_ASSERT(slot != nullptr);
    return describe(*slot, now);
}

std::vector<Status> Reconciler::snapshot(TimePoint now) const {
    std::vector<const Slot*> live;
    live.reserve(count_);
    for (const Slot& slot : slots_)
        if (slot.resource != nullptr) live.push_back(&slot);
    std::ranges::sort(live, {}, &Slot::order);

    std::vector<Status> all;
    all.reserve(live.size());
    for (const Slot* slot : live) all.push_back(describe(*slot, now));
    return all;
}

Status Reconciler::describe(const Slot& slot, TimePoint now) const {
    const Graph graph = slot.resource->graph();
    const Slot* other = find(slot.waits_for);
    return {.number = slot.order,
            .kind = std::string(slot.resource->kind()),
            .name = std::string(slot.resource->name()),
            .current = graph.name(slot.resource->current()),
            .wanted = graph.name(slot.resource->wanted()),
            .action = slot.step ? slot.step->edge.action : std::string_view{},
            .since = slot.fresh ? Duration::zero() : std::max(now - slot.since, Duration::zero()),
            .retry_in = std::max(slot.retry_at - now, Duration::zero()),
            .error = slot.error,
            .waits_for = other == nullptr ? std::string{} : std::string(other->resource->name()),
            .failures = slot.failures,
            .gave_up = slot.gave_up};
}

const Reconciler::Slot* Reconciler::find(ResourceId id) const {
    if (id.index >= slots_.size()) return nullptr;
    const Slot& slot = slots_[id.index];
    return slot.resource != nullptr && slot.generation == id.generation ? &slot : nullptr;
}

Reconciler::Slot* Reconciler::find(ResourceId id) {
    return const_cast<Slot*>(std::as_const(*this).find(id));
}

void Reconciler::enqueue(std::uint32_t index) {
    if (!slots_[index].queued) {
        slots_[index].queued = true;
        due_.push_back(index);
    }
    if (ticking_ || woken_ || wake_ == nullptr) return;
    woken_ = true;
    wake_();
}

void Reconciler::enqueue_neighbours(const Slot& slot) {
    for (const std::uint32_t dependent : slot.dependents) {
        slots_[dependent].retry_at = {};
        enqueue(dependent);
    }
    // The one that waits for this one to step back first.
    for (const Dependency& dependency : slot.settings.dependencies)
        if (find(dependency.on) != nullptr) enqueue(dependency.on.index);
}

void Reconciler::arm(std::uint32_t index, TimePoint when) {
    Slot& slot = slots_[index];
    if (slot.timer == when) return;
    if (slot.timer != never) timers_.erase({slot.timer, index});
    slot.timer = when;
    if (when != never) timers_.insert({when, index});
}

}  // namespace weir::reconcile
