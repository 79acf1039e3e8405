#pragma once
// Whether an edge would send a stream back to where it comes from.

#include "operations/site.hpp"

namespace weir::operations {

// bad_request when `edge` of `from` to the node `to` makes a circle, as far as the nodes say; `to`
// as the user named it, which may be nobody yet.
Result<> check_circle(const Site& site, const NodeReport& from, const gen::RelayEdge& edge,
                      const std::string& to);

}  // namespace weir::operations
