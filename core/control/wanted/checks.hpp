#pragma once
// What a wish must look like before it is written down. The sentences are for the person who asked.

#include "base/error.hpp"
#include "gen/messages.hpp"

namespace weir::wanted {

Result<> check(const gen::Ingest& ingest);
Result<> check(const gen::Display& display);
Result<> check(const gen::Sink& sink);
Result<> check(const gen::RelayEdge& edge);  // all but its output_id

// Every item, every limit, no key twice: for a state that comes from a disk.
Result<> check(const gen::GetConfigStateReply& state);

}  // namespace weir::wanted
