#pragma once
// A capture device:  closed <-> open <-> streaming

#include "control/reconcile/state_graph.hpp"

namespace weir::resource::capturing {

enum : reconcile::State { closed, open, streaming };

inline constexpr reconcile::StateGraph graph{
    std::to_array<std::string_view>({"closed", "open", "streaming"}),
    std::to_array<reconcile::Edge>({
        {closed, open, "open_device"},
        {open, streaming, "start_capture"},
        {streaming, open, "stop_capture"},
        {open, closed, "close_device"},
        {streaming, closed, "abandon_device"},  // it vanished: nothing left to stop
    }),
};

static_assert(graph.connected());
static_assert(graph.next(closed, streaming)->action == "open_device");
static_assert(graph.next(streaming, closed)->action == "abandon_device");

}  // namespace weir::resource::capturing
