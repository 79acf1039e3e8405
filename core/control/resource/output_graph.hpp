#pragma once
// An output of the relay and the connection that carries it:  detached <-> attached

#include "control/reconcile/state_graph.hpp"

namespace weir::resource::output {

enum : reconcile::State { detached, attached };

inline constexpr reconcile::StateGraph graph{
    std::to_array<std::string_view>({"detached", "attached"}),
    std::to_array<reconcile::Edge>({
        {detached, attached, "attach"},
        {attached, detached, "detach"},
    }),
};

static_assert(graph.connected());

}  // namespace weir::resource::output
