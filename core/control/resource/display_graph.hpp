#pragma once
// A window:  closed <-> open <-> showing
// Open means that it takes pictures as soon as there are any; without a source it says so.

#include "control/reconcile/state_graph.hpp"

namespace weir::resource::display {

enum : reconcile::State { closed, open, showing };

inline constexpr reconcile::StateGraph graph{
    std::to_array<std::string_view>({"closed", "open", "showing"}),
    std::to_array<reconcile::Edge>({
        {closed, open, "open_window"},
        {open, showing, "show"},
        {showing, open, "show_no_signal"},
        {open, closed, "close_window"},
    }),
};

static_assert(graph.connected());

}  // namespace weir::resource::display
