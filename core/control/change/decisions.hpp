#pragma once
// Whether a wish makes sense here and now: decided on a copy of what is wanted, before anything
// happens. Pure, but for what the house says.

#include "control/change/house.hpp"

namespace weir::change {

// Each changes `next` or refuses and leaves it as it was. What they return is the answer, as far as
// it is known before the change is in effect.
Outcome<gen::StartIngestReply> decide(const gen::StartIngestRequest& request,
                                      wanted::WantedState& next, House& house);
Outcome<gen::StopIngestReply> decide(const gen::StopIngestRequest& request,
                                     wanted::WantedState& next, House& house);
Outcome<gen::StartRelayReply> decide(const gen::StartRelayRequest& request,
                                     wanted::WantedState& next, House& house);
Outcome<gen::StopRelayReply> decide(const gen::StopRelayRequest& request, wanted::WantedState& next,
                                    House& house);
Outcome<gen::StartSinkReply> decide(const gen::StartSinkRequest& request, wanted::WantedState& next,
                                    House& house);
Outcome<gen::StopSinkReply> decide(const gen::StopSinkRequest& request, wanted::WantedState& next,
                                   House& house);
Outcome<gen::StartDisplayReply> decide(const gen::StartDisplayRequest& request,
                                       wanted::WantedState& next, House& house);
Outcome<gen::StopDisplayReply> decide(const gen::StopDisplayRequest& request,
                                      wanted::WantedState& next, House& house);

// Both paths name one device, whatever their options.
bool same_device(std::string_view a, std::string_view b);

// What a node sends to itself would be tried for ever: the stream comes from somebody already.
Verdict leads_away(std::string_view node, const std::string& host, std::uint16_t port);

}  // namespace weir::change
