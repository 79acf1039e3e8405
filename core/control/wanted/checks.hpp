#pragma once
// What a wish must look like before it is written down. The sentences are for the person who asked.

#include <vector>

#include "base/error.hpp"
#include "gen/messages.hpp"

namespace weir::wanted {

Result<> check(const gen::Ingest& ingest);
Result<> check(const gen::Display& display);
Result<> check(const gen::Sink& sink);
Result<> check(const gen::RelayEdge& edge);  // all but its output_id
// How an edge delivers, wherever it leads: modes, policies, budgets, scheduler. bad_request when it
// makes no sense, unsupported for what the opaque mode cannot do.
Result<> check_delivery(const gen::RelayEdge& edge);
// One connection has one scheduler. bad_request when `edge` and one of `others` leave by the same
// connection and name different ones.
Result<> check_scheduler(const gen::RelayEdge& edge, const std::vector<gen::RelayEdge>& others);
// Two streams that arrive under one id cannot be told apart. The edge itself is not among `others`.
Result<> check_stream_id_sent(const gen::RelayEdge& edge,
                              const std::vector<gen::RelayEdge>& others);

// Every item, every limit, no key twice: for a state that comes from a disk.
Result<> check(const gen::GetConfigStateReply& state);

}  // namespace weir::wanted
