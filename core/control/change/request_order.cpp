#include "control/change/request_order.hpp"

#include <utility>

#include "base/limits.hpp"

namespace weir::change {

bool RequestOrder::arrived(std::uint64_t session, const gen::ControlRequest::View& request) {
    const auto found = queues_.find(session);
    if (found == queues_.end() || !must_wait(found->second, request.command)) {
        serve_(session, request);
        return true;
    }
    auto& held = found->second.held;
    if (held.size() >= limits::requests_open_max) return false;
    held.push_back(request.own());
    return true;
}

void RequestOrder::change_ended(std::uint64_t session) {
    const auto found = queues_.find(session);
    if (found == queues_.end()) return;
    --found->second.changes_open;
    // Serving may begin a change, end one at once, or close the session.
    for (;;) {
        const auto at = queues_.find(session);
        if (at == queues_.end()) return;
        Queue& queue = at->second;
        if (queue.held.empty()) {
            if (queue.changes_open == 0) queues_.erase(at);
            return;
        }
        const gen::Command command = queue.held.front().command;
        if (queue.changes_open > 0 && !changes_.contains(command)) return;
        const gen::ControlRequest next = std::move(queue.held.front());
        queue.held.pop_front();
        serve_(session, {next.request_id, next.command, next.body});
    }
}

bool RequestOrder::must_wait(const Queue& queue, gen::Command command) const {
    return !queue.held.empty() || (queue.changes_open > 0 && !changes_.contains(command));
}

}  // namespace weir::change
