#pragma once
// A node of the simulation: the real relay, sessions, links, edges and reconciler, wired as nodes/
// wires them, on virtual time.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "control/dispatch/dispatcher.hpp"
#include "control/reconcile/reconciler.hpp"
#include "control/resource/deliveries.hpp"
#include "control/resource/delivery_messages.hpp"
#include "control/resource/edge.hpp"
#include "control/resource/link.hpp"
#include "control/resource/opaque_edge.hpp"
#include "control/resource/session.hpp"
#include "simulation/net.hpp"
#include "stream/relay/relay.hpp"

namespace weir::sim {

// Whoever watches a node.
class Watcher {
public:
    // A frame that the node's relay has taken; `offered`: to the outputs of its stream, and not
    // refused for want of memory.
    virtual void on_frame(const resource::Session& session, const frame::Frame& frame,
                          bool offered) = 0;
    // The node has accepted the stream, or its new format.
    virtual void on_announced(const resource::Session& session, std::uint16_t stream_id) = 0;
    // The stream does not go on where it was: it was interrupted or resumed.
    virtual void on_break(const resource::Session& session, std::uint16_t stream_id) = 0;
    // So many numbers of an acknowledged stream will never come.
    virtual void on_gap(const resource::Session& session, std::uint16_t stream_id,
                        const relay::Receipt::Gap& gap) = 0;
    virtual void on_session(const std::string& node, bool open, const std::string& why) = 0;

protected:
    ~Watcher() = default;
};

inline constexpr auto session_tick = std::chrono::milliseconds(500);  // as nodes/node.cpp has it

class SimNode final : public resource::SessionOwner {
public:
    // `patience`: how long its acknowledging readers may take to come back after its start.
    SimNode(Net& net, const std::string& name, std::uint64_t seed, Watcher& watcher,
            Duration patience);
    ~SimNode();

    Host& host() { return host_; }
    const std::string& name() const { return host_.name; }
    Ledger& ledger() { return ledger_; }
    std::size_t pipes_on_loan() const { return pipes_.on_loan(); }
    relay::Relay& relay() { return relay_; }
    const relay::Relay& relay() const { return relay_; }
    const resource::Sessions& sessions() const { return sessions_; }

    void bound_memory(std::uint64_t bytes_max) {
        relay_.bound_memory(ledger_, bytes_max, &deliveries_);
    }

    // An output to another node, and the connection to it. The id of the output; 0: refused.
    std::uint16_t start_edge(const relay::OutputSettings& settings, const std::string& target);
    // The same for an opaque output to a program.
    std::uint16_t start_bare(const relay::OutputSettings& settings, const std::string& target);
    bool attached(std::uint16_t output_id) const;
    bool all_attached() const;
    // The session that carries the output; 0: none does.
    std::uint64_t session_of(std::uint16_t output_id) const;

    // A device of its own.
    void open_stream(std::uint16_t stream_id, const frame::StreamFormat& format);
    void push(const frame::FrameFacts& facts, std::span<const std::byte> payload);
    // Everything of its own ends; what peers still hold of it ends with their sessions.
    void stop();

    // The process is gone from one moment to the next.
    void die();

    void on_hello(resource::Session&) override {}
    void on_frame(resource::Session& session, frame::FrameRef frame) override;
    bool passes_on(resource::Session& session, std::uint16_t stream_id, std::size_t bytes) override;
    void on_mark(resource::Session& session, const gen::DeliveryMark& mark) override;
    void on_answered(resource::Session&) override { deliveries_.progressed(); }
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override;
    void on_event(resource::Session& session, const gen::StreamEvent& event) override;
    void on_closed(resource::Session& session, const Error& why) override;

private:
    static constexpr relay::Owner device = 1;

    std::shared_ptr<resource::Session> begin(std::shared_ptr<transport::Connection> connection);
    std::shared_ptr<resource::Link> link_to(const std::string& target);
    void reconcile();
    void serve();
    gen::GetRuntimeStateReply runtime_state() const;
    void acknowledge_soon();
    void acknowledge();
    void tick();
    template <typename Work>
    void after(Duration wait, Dice& dice, Work work);

    Net& net_;
    Watcher& watcher_;
    Host host_;
    Dice dice_;   // of the reconciler's appointments
    Dice ticks_;  // of the sessions' ticks
    Dice acks_;   // of answers to sources
    Ledger ledger_;
    PipePool pipes_;
    relay::Relay relay_;
    reconcile::Reconciler reconciler_;
    dispatch::Dispatcher dispatcher_;
    std::map<std::string, std::weak_ptr<resource::Link>> links_;
    std::map<std::uint16_t, std::unique_ptr<resource::Edge>> edges_;
    std::map<std::uint16_t, std::unique_ptr<resource::OpaqueEdge>> bare_;
    resource::Sessions sessions_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::uint64_t last_number_ = device;
    std::uint64_t boot_;
    resource::Deliveries deliveries_;
    std::uint64_t reconcile_number_ = 0;
    bool acks_queued_ = false;
    bool reconcile_queued_ = false;
};

}  // namespace weir::sim
