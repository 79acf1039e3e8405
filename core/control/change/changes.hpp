#pragma once
// The commands that change what a node is meant to do: decided, on disk, in effect, answered.

#include <cstdint>

#include "control/change/house.hpp"
#include "control/change/request_order.hpp"
#include "control/dispatch/dispatcher.hpp"

namespace weir::change {

// Serves start_ and stop_ of ingest, relay, sink and display at `dispatcher`. A change is decided
// on a copy of what is wanted that holds the changes before it; once that is on disk the house
// makes it so, and only then it is answered. Lives on the node thread; both outlive it.
class Changes {
public:
    Changes(dispatch::Dispatcher& dispatcher, House& house);
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;

    // Any request of a peer, served now or behind the changes that it asked for before; as
    // RequestOrder::arrived().
    Result<> arrived(std::uint64_t session, const gen::ControlRequest::View& request) {
        return order_.arrived(session, request);
    }
    void session_closed(std::uint64_t session) { order_.session_closed(session); }

private:
    template <typename Request, typename Reply>
    struct Change;

    template <typename Request, typename Reply>
    void serve();
    template <typename Request, typename Reply>
    void finish(Change<Request, Reply>& change, const Result<>& kept);

    dispatch::Dispatcher& dispatcher_;
    House& house_;
    RequestOrder order_;
};

}  // namespace weir::change
