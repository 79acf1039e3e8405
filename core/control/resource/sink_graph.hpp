#pragma once
// A recording:  closed <-> ready <-> recording
// Ready means that it takes frames as soon as there are any; a stream without a source is recorded
// by waiting for one.

#include "control/reconcile/state_graph.hpp"

namespace weir::resource::sink {

enum : reconcile::State { closed, ready, recording };

inline constexpr reconcile::StateGraph graph{
    std::to_array<std::string_view>({"closed", "ready", "recording"}),
    std::to_array<reconcile::Edge>({
        {closed, ready, "attach"},
        {ready, recording, "open_file"},
        {recording, ready, "finish_file"},
        {ready, closed, "detach"},
    }),
};

static_assert(graph.connected());

}  // namespace weir::resource::sink
