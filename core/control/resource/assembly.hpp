#pragma once
// Builds what the wanted state names: captures, links and edges, and takes them down again.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/resource/capture_resource.hpp"
#include "control/resource/deliveries.hpp"
#include "control/resource/edge.hpp"
#include "control/resource/link.hpp"
#include "control/resource/opaque_edge.hpp"

namespace weir::resource {

// Lives on the node thread. Everything it made ends with it.
class Assembly {
public:
    struct Outside {
        transport::ConnectionSettings connections;
        Link::Resolve resolve;
        Link::Begin begin;
        std::function<relay::Owner()> next_owner;
        std::function<void(std::uint16_t stream_id)>
            finished;  // a source has delivered its last frame
        // An edge has ended; frames that are being sent still end in its counters.
        std::function<void(const std::shared_ptr<relay::Output>&)> closing;
    };

    Assembly(const CaptureResource::House& house, Deliveries& deliveries, Outside outside);

    // Captures a device as a stream and, where the ingest names a target, pushes it there. Replaces
    // what had that stream id, unless it is the same again; where it sends to the same place, its
    // output goes on. Whether there is room to send it is decided before. After an error
    // (bad_request when it makes no sense) nothing has changed.
    Result<> start_ingest(const gen::Ingest& ingest);
    bool stop_ingest(std::uint16_t stream_id);  // false when there is none

    // The id of the new output.
    Result<std::uint16_t> start_edge(const relay::OutputSettings& settings, const Target& target,
                                     relay::Relay::Place place = relay::Relay::Place::another);
    bool stop_edge(std::uint16_t output_id);

    // The session is gone: the link that had it dials again.
    void session_closed(const Session& session, const Error& why);
    // That node was announced, or moved: whoever waits for its name or its place need not wait any
    // longer.
    void peer_appeared(const std::string& node_name, const transport::Address& place);
    // A camera was plugged in: whoever waits for one, or has given it up, looks again.
    void device_appeared();

    struct EdgeView {
        std::string target;
        const Session* session = nullptr;  // null: detached, or nobody with whom there is one
        const transport::Connection* connection = nullptr;  // null: detached
        Retained retained = {};
    };
    EdgeView edge(std::uint16_t output_id) const;  // empty when there is none
    // The stream whose capture it belongs to, if any: it goes with that.
    std::optional<std::uint16_t> uplink_of(std::uint16_t output_id) const;
    // Nothing waits in an edge whose link is up: what a finished source still has to wait for.
    bool drained() const;
    // The same for those that lead to programs instead of nodes; and giving them up.
    bool programs_drained() const;
    void close_programs(const Error& why);

private:
    struct Source {
        std::unique_ptr<CaptureResource> capture;
        std::uint16_t uplink = 0;  // output id; 0: none
    };

    Result<std::uint16_t> start_opaque(const relay::OutputSettings& settings, const Target& target,
                                       relay::Relay::Place place);
    std::shared_ptr<Link> link_to(const Target& target);
    Result<std::uint16_t> uplink_for(const gen::Ingest& ingest, Source* running);

    CaptureResource::House house_;
    Deliveries& deliveries_;
    Outside outside_;
    std::map<std::string, std::weak_ptr<Link>> links_;               // by target
    std::map<std::uint16_t, std::unique_ptr<Edge>> edges_;           // by output id
    std::map<std::uint16_t, std::unique_ptr<OpaqueEdge>> programs_;  // by output id
    std::map<std::uint16_t, Source> sources_;                        // by stream id
};

}  // namespace weir::resource
