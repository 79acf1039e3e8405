#pragma once
// Changes in a person's words, for the node's history.

#include <cstdint>
#include <string>

#include "gen/messages.hpp"

namespace weir::change {

struct Words {
    std::string name;     // of the wish
    std::string content;  // what is wished; empty: no longer
};

Words words(const gen::StartIngestRequest& request);
Words words(const gen::StopIngestRequest& request);
Words words(const gen::StartRelayRequest& request, std::uint16_t output_id);
Words words(const gen::StopRelayRequest& request, std::uint16_t output_id);
Words words(const gen::StartSinkRequest& request);
Words words(const gen::StopSinkRequest& request);
Words words(const gen::StartDisplayRequest& request);
Words words(const gen::StopDisplayRequest& request);

}  // namespace weir::change
