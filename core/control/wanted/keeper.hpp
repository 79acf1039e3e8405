#pragma once
// Changes to the wanted state in the order they came, each on disk before it is in effect.

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "control/wanted/store.hpp"
#include "control/wanted/wanted_state.hpp"

namespace weir::wanted {

// Saves where it may block and goes on meanwhile. What arrives while the disk is busy is saved
// together, once (group commit), so that many changes cost one sync. A save that fails is told to
// every change that was in it, and none of them has happened. Lives on the node thread.
class Keeper {
public:
    // Runs the first on a thread that may block, then the second with its result on the node
    // thread. One at a time is all that is asked for; it must not call back from inside the call.
    using Work = std::move_only_function<Result<>()>;
    using Then = std::move_only_function<void(Result<>)>;
    using RunSlow = std::move_only_function<void(Work, Then)>;

    // Changes `next`, which holds all changes before it. False refuses: then `next` is as it was.
    using Edit = std::move_only_function<bool(WantedState& next)>;
    // Called exactly once, in the order of change(): state() holds the change and the disk has it,
    // or the error tells why it did not happen. After a refused edit the result says nothing.
    using Done = std::move_only_function<void(Result<> kept)>;

    // Borrows `store`, from another thread; null: nothing is kept on disk.
    Keeper(WantedState loaded, Store* store, RunSlow run_slow)
        : state_(std::move(loaded)), store_(store), run_slow_(std::move(run_slow)) {}

    // When nothing needs the disk, `done` is called from inside. At most
    // limits::changes_waiting_max wait; more are refused with limit_exceeded.
    void change(Edit edit, Done done);

    const WantedState& state() const { return state_; }  // what is in effect
    bool idle() const { return !busy_ && waiting_.empty(); }

    // Once, when all that was asked for until then is on disk or refused; at once when idle.
    void when_idle(std::move_only_function<void()> then);

    std::uint64_t saves() const { return saves_; }

private:
    struct Change {
        Edit edit;
        Done done;
        bool counts = false;  // it, or one before it in its batch, needs the disk
    };

    void take_batch();
    void finish(const Result<>& kept);

    WantedState state_;
    Store* store_;
    RunSlow run_slow_;
    std::vector<Change> waiting_;
    std::vector<Change> batch_;
    std::shared_ptr<WantedState> next_;  // shared with the thread that saves it
    std::move_only_function<void()> then_idle_;
    std::uint64_t saves_ = 0;
    bool busy_ = false;
};

}  // namespace weir::wanted
