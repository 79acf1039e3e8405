#pragma once
// What a node says about itself: the reply to get_runtime_state, always small enough to be sent.

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "gen/messages.hpp"

namespace weir::report {

// Whole milliseconds as they travel; negative is 0, what does not fit is the largest.
std::uint64_t whole_ms(Duration duration);
std::uint32_t short_ms(Duration duration);

// The facts that only the node knows; the lists are copied from its parts.
struct Facts {
    std::string node_name;
    std::uint64_t boot_nonce = 0;
    Duration uptime{};
    std::vector<gen::ResourceState> resources;
    std::vector<gen::StreamState> streams;
    std::vector<gen::OutputState> outputs;
    std::vector<gen::PeerState> peers;
};

struct RuntimeReport {
    gen::GetRuntimeStateReply reply;
    std::size_t left_out = 0;  // items that did not fit: log it, a person should know
};

// Encodes to at most limits::control_payload_bytes_max minus the response's head. What does not fit
// is left out from the end: peers first, then outputs, streams and resources, because who else is
// out there can be asked elsewhere. Texts are cut at a character's end when they are encoded.
RuntimeReport runtime_report(Facts facts);

}  // namespace weir::report
