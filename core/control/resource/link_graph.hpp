#pragma once
// A connection to another node:  disconnected <-> connected

#include "control/reconcile/state_graph.hpp"

namespace weir::resource::link {

enum : reconcile::State { disconnected, connected };

inline constexpr reconcile::StateGraph graph{
    std::to_array<std::string_view>({"disconnected", "connected"}),
    std::to_array<reconcile::Edge>({
        {disconnected, connected, "connect"},
        {connected, disconnected, "disconnect"},
    }),
};

static_assert(graph.connected());

}  // namespace weir::resource::link
