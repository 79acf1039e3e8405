#pragma once
// Requests of one peer that came behind a change of its own, until that change is answered.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>

#include "base/error.hpp"
#include "gen/messages.hpp"

namespace weir::change {

// Changes take as long as the disk; what the same peer asks behind them must see them done. Changes
// themselves need not wait: they are kept in order and saved together. Lives on the node thread.
class RequestOrder {
public:
    using Serve =
        std::move_only_function<void(std::uint64_t session, const gen::ControlRequest::View&)>;

    explicit RequestOrder(Serve serve) : serve_(std::move(serve)) {}

    void add_change(gen::Command command) { changes_.insert(command); }

    // Serves the request now, or later. limit_exceeded with the sentence for the peer when
    // limits::requests_open_max or limits::requests_held_bytes_max of this session wait: then it is
    // not served.
    Result<> arrived(std::uint64_t session, const gen::ControlRequest::View& request);

    // A change of this session has begun, is answered.
    void change_began(std::uint64_t session) { ++queues_[session].changes_open; }
    void change_ended(std::uint64_t session);

    void session_closed(std::uint64_t session) { queues_.erase(session); }

private:
    struct Queue {
        std::size_t changes_open = 0;
        std::deque<gen::ControlRequest> held;
        std::size_t held_bytes = 0;  // of their bodies
    };

    bool must_wait(const Queue& queue, gen::Command command) const;

    Serve serve_;
    std::set<gen::Command> changes_;
    std::map<std::uint64_t, Queue> queues_;
};

}  // namespace weir::change
