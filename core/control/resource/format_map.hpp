#pragma once
// The core's stream formats and delivery settings as the wire's numbers, and back. The only place
// where the two sets of names meet.

#include "base/error.hpp"
#include "gen/messages.hpp"
#include "stream/frame/encoding.hpp"
#include "stream/relay/output.hpp"

namespace weir::resource {

gen::StreamOpenRequest to_wire(std::uint16_t stream_id, const frame::StreamFormat& format);

// unsupported with a sentence when the peer names an encoding that this program has no word for.
Result<frame::StreamFormat> from_wire(const gen::StreamOpenRequest& request);

gen::Format to_wire(frame::Encoding encoding);
gen::PixelFormat to_wire(frame::PixelLayout layout);
gen::Origin to_wire(frame::Origin origin);
gen::DropCause to_wire(relay::DropCause cause);
gen::DeliveryMode to_wire(relay::Delivery delivery);

// Zero budgets take the defaults. bad_request or unsupported when wanted::check_delivery() says so.
Result<relay::OutputSettings> output_settings(const gen::StartRelayRequest& request);

std::vector<gen::DropCount> drop_counts(const relay::DropCounts& drops);

}  // namespace weir::resource
