#pragma once
// Peers that want to be told what changes at this node.

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "control/report/subscription.hpp"
#include "control/resource/session.hpp"

namespace weir::nodes {

// Each is told at its own interval, and only when what it was told before has left for good: one
// that does not read costs a copy of the state and no queue. Lives on the node thread.
class Subscribers {
public:
    struct State {
        gen::GetConfigStateReply config;
        gen::GetRuntimeStateReply runtime;
    };

    // `history` outlives it.
    Subscribers(const asio::any_io_executor& executor, std::function<State()> state,
                const report::History& history)
        : timer_(executor), state_(std::move(state)), history_(history) {}

    // A second time begins anew. limit_exceeded when there are limits::subscribers_max others.
    Result<> add(const std::shared_ptr<resource::Session>& session, Duration interval);
    void remove(std::uint64_t session_number);
    void stop();

private:
    struct Subscriber {
        std::weak_ptr<resource::Session> session;
        Duration interval;
        TimePoint due;
        report::Subscription subscription;
    };

    void arm();
    void tell_due();

    asio::steady_timer timer_;
    std::function<State()> state_;
    const report::History& history_;
    std::map<std::uint64_t, Subscriber> subscribers_;  // by session
};

}  // namespace weir::nodes
