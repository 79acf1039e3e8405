#pragma once
// One thing that is in some state and should be in some state: all the reconciler knows of the
// world.

#include <string_view>

#include "base/clock.hpp"
#include "control/reconcile/state_graph.hpp"

namespace weir::reconcile {

// Implemented by whoever owns a device, a connection, a process. Lives on the node thread; must be
// removed from the reconciler before it goes away.
//
// current() is the truth and may change at any time (a device vanishes); the owner then calls
// Reconciler::poke(). A step that was begun is answered once, by Reconciler::completed() or
// failed(), from inside begin() or any time later.
class Resource {
public:
    virtual ~Resource() = default;

    virtual std::string_view kind() const = 0;  // "capture", "connection": for reports and logs
    virtual std::string_view name() const = 0;  // which one: "/dev/video0", "10.0.0.7:8001"
    virtual Graph graph() const = 0;
    virtual State current() const = 0;
    virtual State wanted() const = 0;

    // Starts `step`, whose `from` is current(). Never called while another step is in progress,
    // unless that one ran past its deadline.
    virtual void begin(const Edge& step, TimePoint now) = 0;

    // The step in progress is no longer wanted, or its deadline has passed: stop it, stay in
    // current(), report nothing more of it. False when it cannot be stopped; then its report is
    // waited for, up to the deadline.
    virtual bool cancel(TimePoint now) {
        static_cast<void>(now);
        return false;
    }
};

}  // namespace weir::reconcile
