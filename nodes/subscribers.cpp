#include "nodes/subscribers.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/limits.hpp"

namespace weir::nodes {
namespace {

// Nothing of ours waits to leave, and what the kernel holds is little.
bool has_read(const resource::Session& session) {
    const auto& connection = session.connection();
    return connection.control_bytes_waiting() == 0 &&
           connection.kernel_queue_bytes() <= limits::notsent_lowat_bytes;
}

}  // namespace

Result<> Subscribers::add(const std::shared_ptr<resource::Session>& session, Duration interval) {
    if (subscribers_.size() >= limits::subscribers_max && !subscribers_.contains(session->number()))
        return fail(Code::limit_exceeded,
                    "this node has " + std::to_string(subscribers_.size()) +
                        " subscribers, which is the limit; ask for get_runtime_state instead");
    // The first change follows the reply.
    subscribers_.insert_or_assign(session->number(),
                                  Subscriber{session, interval, monotonic_now(), {}});
    arm();
    return {};
}

void Subscribers::remove(std::uint64_t session_number) {
    subscribers_.erase(session_number);
    if (subscribers_.empty()) timer_.cancel();
}

void Subscribers::stop() {
    subscribers_.clear();
    timer_.cancel();
}

void Subscribers::arm() {
    if (subscribers_.empty()) return;
    const auto first = std::ranges::min_element(subscribers_, {},
                                                [](const auto& entry) { return entry.second.due; });
    timer_.expires_at(first->second.due);
    timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) tell_due();
    });
}

void Subscribers::tell_due() {
    const TimePoint now = monotonic_now();
    std::optional<State> state;
    for (auto& [number, subscriber] : subscribers_) {
        if (subscriber.due > now) continue;
        subscriber.due = now + subscriber.interval;
        const auto session = subscriber.session.lock();
        if (session == nullptr || !session->is_open() || !has_read(*session)) continue;
        if (!state) state = state_();
        const auto change = subscriber.subscription.next(state->config, state->runtime, history_);
        if (!change) continue;
        if (change->more) subscriber.due = now + limits::subscription_interval_min;
        session->send(gen::to_message(*change));
    }
    arm();
}

}  // namespace weir::nodes
