// What becomes of the things of this node, as its history tells it.

#include <string>
#include <utility>

#include "base/clock.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {
namespace {

using gen::EventSubject;

constexpr std::uint64_t us_per_ms = 1000;

// What a stream is after that happened.
const char* word(relay::StreamChange change) {
    switch (change) {
        case relay::StreamChange::opened:
        case relay::StreamChange::resumed:
            return "live";
        case relay::StreamChange::interrupted:
            return "interrupted";
        case relay::StreamChange::closed:
            break;
    }
    return "";
}

}  // namespace

void Node::note(report::History::Happening happening) {
    history_.add(unix_time_us() / us_per_ms, std::move(happening));
}

void Node::watch_history() {
    note({.subject = EventSubject::node, .name = options_.name, .after = "running"});
    relay_.on_change([this](std::uint16_t stream_id, relay::StreamChange change,
                            std::string_view detail) { note_stream(stream_id, change, detail); });
    reconciler_.on_event([this](const reconcile::Event& event) { note_resource(event); });
}

void Node::note_stream(std::uint16_t stream_id, relay::StreamChange change,
                       std::string_view detail) {
    const relay::Input* input = relay_.input(stream_id);
    std::string why(detail);
    if (change == relay::StreamChange::opened && input != nullptr) why = "from " + input->source;
    note({.subject = EventSubject::stream,
          .name = "stream " + std::to_string(stream_id),
          .after = word(change),
          .detail = std::move(why)});
}

void Node::note_gap(std::uint16_t stream_id, const relay::Receipt::Gap& gap) {
    note({.subject = EventSubject::stream,
          .name = "stream " + std::to_string(stream_id),
          .after = word(relay::StreamChange::opened),
          .detail = std::to_string(gap.frames) + " frames from number " +
                    std::to_string(gap.first.number) +
                    " on are missing for good; their sender had no room to keep them"});
}

void Node::note_resource(const reconcile::Event& event) {
    if (!reconciler_.has(event.id)) return;  // taken away meanwhile; what is wanted tells why
    const auto status = reconciler_.status(event.id, monotonic_now());
    const bool moved = event.what == reconcile::Event::What::moved;
    std::string why = event.error;
    if (event.what == reconcile::Event::What::gave_up) why = "given up: " + why;
    note({.subject = EventSubject::resource,
          .name = status.kind + " " + status.name,
          .after = std::string(moved ? event.to_name : event.from_name),
          .detail = std::move(why),
          .before = std::string(event.from_name)});
}

void Node::note_peer(const network::PeerEvent& event) {
    using What = network::PeerEvent::What;
    std::string detail = "at " + transport::text(event.peer.address);
    if (event.what != What::found && event.what != What::lost)
        detail = std::string(network::name(event.what)) + ", " + detail;
    note({.subject = EventSubject::peer,
          .name = event.peer.name,
          .after = event.what == What::lost ? "" : "there",
          .detail = std::move(detail)});
}

void Node::note_reader(std::uint16_t output_id, const std::string& state,
                       const std::string& detail) {
    note({.subject = EventSubject::output,
          .name = "output " + std::to_string(output_id),
          .after = state,
          .detail = detail});
}

}  // namespace weir::nodes
