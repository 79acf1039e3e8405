#pragma once
// What sessions say about who has a stream and how far it has come, put into effect; the same at a
// node and in the simulation.

#include <map>
#include <memory>
#include <optional>

#include "control/dispatch/dispatcher.hpp"
#include "control/resource/deliveries.hpp"
#include "control/resource/session.hpp"

namespace weir::resource {

using Sessions = std::map<std::uint64_t, std::shared_ptr<Session>>;  // by number

// The peer opens a stream, or changes its format. Errors are those of Relay::open_input().
Result<> open_source(relay::Relay& relay, Deliveries& deliveries, const Session& source,
                     std::uint16_t stream_id, const frame::StreamFormat& format);

// The connection is gone, and with it all that came over it.
void lose_source(relay::Relay& relay, Deliveries& deliveries, const Session& source);

// Nothing, or the numbers that the mark says are missing for good.
std::optional<relay::Receipt::Gap> marked(Deliveries& deliveries, const Session& source,
                                          const gen::DeliveryMark& mark);

// Tells senders that ask where to go on. `deliveries` must outlive the dispatcher's last call.
void serve_resume(dispatch::Dispatcher& dispatcher, Deliveries& deliveries);

// Answers the sources among `sessions` for what there is new.
void acknowledge(Deliveries& deliveries, const Sessions& sessions, TimePoint now);

}  // namespace weir::resource
