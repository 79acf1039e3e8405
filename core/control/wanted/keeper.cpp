#include "control/wanted/keeper.hpp"

#include <string>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/planted.hpp"

namespace weir::wanted {

void Keeper::change(Edit edit, Done done) {
    if (waiting_.size() >= limits::changes_waiting_max)
        return done(fail(Code::limit_exceeded,
                         std::to_string(waiting_.size()) +
                             " changes wait for the disk of this node; try again later"));
    waiting_.push_back({std::move(edit), std::move(done)});
    if (!busy_) take_batch();
}

void Keeper::when_idle(std::move_only_function<void()> then) {
    WEIR_ASSERT(then_idle_ == nullptr);
    if (idle()) return then();
    then_idle_ = std::move(then);
}

// Until nothing waits, or the disk is at work.
void Keeper::take_batch() {
    busy_ = true;  // also while a change is told: what it asks for waits its turn
    while (!waiting_.empty()) {
        batch_ = std::exchange(waiting_, {});
        next_ = std::make_shared<WantedState>(state_);
        for (Change& change : batch_) {
            const auto before = next_->revision();
            const bool accepted = change.edit(*next_);
            WEIR_ASSERT(accepted || next_->revision() == before);
            change.counts = next_->revision() != state_.revision();
        }
        const bool forgets = planted(Fault::unsaved_acknowledged);
        if (store_ != nullptr && next_->revision() != state_.revision() && !forgets) {
            ++saves_;
            return run_slow_([store = store_, next = next_] { return store->save(*next); },
                             [this](const Result<>& kept) {
                                 finish(kept);
                                 take_batch();
                             });
        }
        finish({});
    }
    busy_ = false;
    if (auto then = std::exchange(then_idle_, nullptr); then != nullptr) then();
}

void Keeper::finish(const Result<>& kept) {
    if (kept) state_ = std::move(*next_);
    next_.reset();
    for (Change& change : std::exchange(batch_, {})) change.done(change.counts ? kept : Result<>{});
}

}  // namespace weir::wanted
