#pragma once
// Virtual time that keeps a trace of what happened.

#include <cstdint>
#include <functional>
#include <utility>

#include "simulation/events.hpp"

namespace weir::sim::control {

// What has the same time happens in the order of asking. Everything that happens is folded into a
// hash, so that two runs can be told apart.
class VirtualTime {
public:
    TimePoint now() const { return events_.now(); }
    void at(TimePoint when, Call call) { events_.at(when, std::move(call)); }
    void after(Duration wait, Call call) { events_.after(wait, std::move(call)); }
    // Everything up to and with `end`; `each` after every call. False when it never comes to an
    // end.
    bool run_until(TimePoint end, const std::function<void()>& each) {
        return events_.run_until(end, each);
    }

    void note(std::uint64_t what) {
        fold(what);
        fold(static_cast<std::uint64_t>(now().time_since_epoch().count()));
    }
    std::uint64_t trace() const { return trace_; }

private:
    void fold(std::uint64_t what) { trace_ = (trace_ ^ what) * 1099511628211u; }

    Events events_;
    std::uint64_t trace_ = 14695981039346656037u;
};

}  // namespace weir::sim::control
