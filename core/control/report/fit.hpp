#pragma once
// Reports that can always be sent: numbers that fit their fields, lists that fit a message.

#include <cstddef>
#include <cstdint>

#include "base/clock.hpp"
#include "gen/messages.hpp"

namespace weir::report {

// Whole milliseconds as they travel; negative is 0, what does not fit is the largest.
std::uint64_t whole_ms(Duration duration);
std::uint32_t short_ms(Duration duration);

// Cuts the lists so that the response is at most limits::control_payload_bytes_max. What does not
// fit is left out from the end: peers first, then outputs, streams and resources, because who else
// is out there can be asked elsewhere. Returns how many items were left out. (Texts are cut at a
// character's end when they are encoded.)
std::size_t fit(gen::GetRuntimeStateReply& reply);

}  // namespace weir::report
