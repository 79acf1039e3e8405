#include "control/change/request_order.hpp"

#include <string>
#include <utility>

#include "base/limits.hpp"

namespace weir::change {
namespace {

std::unexpected<Error> too_much(const std::string& what) {
    return fail(Code::limit_exceeded, what +
                                          " behind a change of this peer; wait for an answer "
                                          "before asking more");
}

}  // namespace

Result<> RequestOrder::arrived(std::uint64_t session, const gen::ControlRequest::View& request) {
    const auto found = queues_.find(session);
    if (found == queues_.end() || !must_wait(found->second, request.command)) {
        serve_(session, request);
        return {};
    }
    Queue& queue = found->second;
    if (queue.held.size() >= limits::requests_open_max)
        return too_much(std::to_string(limits::requests_open_max) + " requests wait");
    // A peer may ask with a megabyte each time, and its change waits for as long as the disk does.
    if (queue.held_bytes + request.body.size() > limits::requests_held_bytes_max)
        return too_much("requests of more than " + std::to_string(limits::requests_held_bytes_max) +
                        " bytes would wait");
    queue.held_bytes += request.body.size();
    queue.held.push_back(request.own());
    return {};
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
        queue.held_bytes -= next.body.size();
        serve_(session, {next.request_id, next.command, next.body});
    }
}

bool RequestOrder::must_wait(const Queue& queue, gen::Command command) const {
    return !queue.held.empty() || (queue.changes_open > 0 && !changes_.contains(command));
}

}  // namespace weir::change
