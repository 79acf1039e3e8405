#pragma once
// What a node is meant to do, whether or not it can right now.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "gen/messages.hpp"

namespace weir::wanted {

// Ids of outputs that the wanted state names; a relay numbers its passing readers from here on, so
// that the two never meet.
inline constexpr std::uint16_t passing_output_first = 0x8000;

// A value: copy it, edit the copy, save the copy, then take it over. Every edit is idempotent: it
// returns whether anything changed, and the revision grows exactly then. A second start with the
// same key replaces the first. Edits that make no sense are refused with bad_request or
// limit_exceeded and change nothing.
class WantedState {
public:
    WantedState() = default;

    // Key: stream_id.
    Result<bool> start_ingest(gen::Ingest ingest);
    Result<bool> start_display(gen::Display display);
    Result<bool> start_sink(gen::Sink sink);
    bool stop_ingest(std::uint16_t stream_id);
    bool stop_display(std::uint16_t stream_id);
    bool stop_sink(std::uint16_t stream_id);

    // Key: stream_id, output_stream_id and the destination. The edge's own output_id is ignored:
    // it keeps the one it has, or gets one below passing_output_first.
    struct Relayed {
        std::uint16_t output_id;
        bool changed;
    };
    Result<Relayed> start_relay(gen::RelayEdge edge);
    bool stop_relay(std::uint16_t output_id);

    std::uint64_t revision() const { return values_.revision; }
    const gen::GetConfigStateReply& values() const { return values_; }
    const gen::Ingest* ingest(std::uint16_t stream_id) const;
    const gen::Display* display(std::uint16_t stream_id) const;
    const gen::Sink* sink(std::uint16_t stream_id) const;
    const gen::RelayEdge* relay(std::uint16_t output_id) const;

    // On disk and on the wire it is the reply to get_config_state. Decoding repeats every check.
    std::vector<std::byte> encode() const;
    static Result<WantedState> decode(std::span<const std::byte> bytes);

    // The same wishes; the revision does not count.
    bool same_as(const WantedState& other) const;

private:
    Result<std::uint16_t> free_output_id();
    Result<bool> accept(gen::GetConfigStateReply next);
    bool changed(bool really);

    gen::GetConfigStateReply values_;
    std::uint16_t last_output_id_ = 0;
};

}  // namespace weir::wanted
