#pragma once
// A running node: one port, one loop, and everything that its wanted state makes it do.

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ledger.hpp"
#include "base/log.hpp"
#include "base/pipe.hpp"
#include "base/random.hpp"
#include "control/change/changes.hpp"
#include "control/dispatch/dispatcher.hpp"
#include "control/reconcile/reconciler.hpp"
#include "control/report/history.hpp"
#include "control/resource/assembly.hpp"
#include "control/resource/congestion.hpp"
#include "control/resource/deliveries.hpp"
#include "control/resource/device_watch.hpp"
#include "control/resource/displays.hpp"
#include "control/resource/kind.hpp"
#include "control/resource/namesakes.hpp"
#include "control/resource/session.hpp"
#include "control/resource/sinks.hpp"
#include "control/wanted/directory_files.hpp"
#include "control/wanted/keeper.hpp"
#include "control/wanted/store.hpp"
#include "control/wanted/wanted_state.hpp"
#include "gen/messages.hpp"
#include "network/peer_table.hpp"
#include "nodes/options.hpp"
#include "nodes/totals.hpp"
#include "stream/relay/relay.hpp"
#include "stream/render/window_loop.hpp"
#include "transport/listener.hpp"
#include "transport/send_workers.hpp"

namespace weir::nodes {

class MetricsServer;
class Neighbourhood;
class Subscribers;

// Made and run on the main thread. Where windows are possible that draws them, and the node thread
// is another one, for as long as run() lasts; else they are one.
class Node final : public resource::SessionOwner, private change::House {
public:
    Node(NodeOptions options, gen::FunctionFlags functions);
    ~Node();

    // Opens the port, finds the neighbours, takes up what the node was told before.
    Result<> start();

    // What this node does, besides what it is told: the command line's share of the wanted state.
    // What a controller said of the same device goes before it; refused when that id is another
    // device's.
    Result<> ingest(const gen::Ingest& ingest);
    // `acknowledged`: see docs/decisions/0017-acknowledged-delivery.md.
    Result<std::uint16_t> push(std::uint16_t stream_id, const resource::Target& target,
                               bool acknowledged = false);
    // All of a configuration at once: what is the same as before stays untouched, the rest is
    // begun, changed or ended. The first problem, when the rest was done.
    struct GivenStream {
        gen::Ingest ingest;
        std::vector<resource::Target> targets;
        bool operator==(const GivenStream&) const = default;
    };
    Result<> give(const std::vector<GivenStream>& streams);
    // The configuration is to be read again (SIGHUP). Before run().
    void on_hangup(std::function<void()> hangup) { hangup_ = std::move(hangup); }
    // A source of this node has delivered its last frame, and all of it was sent.
    void on_drained(std::function<void()> drained) { drained_ = std::move(drained); }

    // Until a signal or stop(). Returns the exit code.
    int run();
    void stop();

    // The stream id that belongs to this node's name when nobody chose one.
    std::uint16_t default_stream_id() const;
    const std::string& name() const { return options_.name; }

    void on_hello(resource::Session& session) override;
    void on_frame(resource::Session& session, frame::FrameRef frame) override;
    bool passes_on(resource::Session& session, std::uint16_t stream_id, std::size_t bytes) override;
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override;
    void on_event(resource::Session& session, const gen::StreamEvent& event) override;
    void on_mark(resource::Session& session, const gen::DeliveryMark& mark) override;
    void on_answered(resource::Session& session) override;
    void on_closed(resource::Session& session, const Error& why) override;

private:
    struct Reader {  // an output on the connection that asked for it
        std::uint64_t session = 0;
        std::unique_ptr<resource::OutputPort> port;
        std::uint64_t boot_nonce = 0;         // of an acknowledging reader: who may come back
        std::optional<TimePoint> gone_since;  // and is waited for
    };

    transport::ConnectionSettings connection_settings();
    Result<> listen();
    std::string host() const;    // where it listens, as far as it does so for the network
    std::uint16_t port() const;  // of the first TCP listener; 0: there is none
    gen::Hello self() const;
    std::shared_ptr<resource::Session> begin_session(
        std::shared_ptr<transport::Connection> connection, bool dialled);
    void accept(std::shared_ptr<transport::Connection> connection);
    Result<transport::Address> find(const resource::Target& target) const;

    void serve_commands();
    void serve_state();
    void serve_self();
    void serve_devices();

    // What a change knows of this node, and does to it: node_changes.cpp.
    std::string_view node_name() const override { return options_.name; }
    wanted::Keeper& keeper() override { return *keeper_; }
    std::uint64_t number_of(const dispatch::Peer& peer) const override;
    std::shared_ptr<dispatch::Peer> peer(std::uint64_t number) const override;
    const gen::Ingest* given(std::uint16_t stream_id) const override {
        return given_.ingest(stream_id);
    }
    std::span<const gen::Ingest> all_given() const override { return given_.values().ingests; }
    std::string device_at(std::string_view device_path) const override;
    change::Verdict may_stop(std::uint16_t output_id) const override;
    change::Verdict room_for_output(std::uint16_t stream_id) override;
    change::Verdict may_record() const override;
    change::Verdict may_show() const override;
    change::Verdict follow_ingest(std::uint16_t stream_id) override;
    change::Verdict follow_edge(std::uint16_t output_id) override;
    change::Verdict follow_sink(std::uint16_t stream_id) override;
    change::Verdict follow_display(std::uint16_t stream_id) override;
    void forget_given(std::uint16_t stream_id) override { given_.stop_ingest(stream_id); }
    change::Outcome<std::uint16_t> start_reader(const gen::StartRelayRequest& request,
                                                std::uint64_t session) override;
    void stop_output(std::uint16_t output_id) override;
    void ended(const change::Ended& change) override;
    bool alive() const override { return assembly_ != nullptr; }

    // What is meant to be captured under that id: what a controller said goes before what is given.
    const gen::Ingest* effective(std::uint16_t stream_id) const;
    Result<> agrees(std::string_view host, std::uint16_t port) const;

    // Its history: node_history.cpp.
    void note(report::History::Happening happening);
    void watch_history();
    void note_stream(std::uint16_t stream_id, relay::StreamChange change, std::string_view detail);
    void note_gap(std::uint16_t stream_id, const relay::Receipt::Gap& gap);
    void note_resource(const reconcile::Event& event);
    void note_peer(const network::PeerEvent& event);
    void note_reader(std::uint16_t output_id, const std::string& state, const std::string& detail);
    // `everything`: with streams that were ended on purpose.
    gen::GetRuntimeStateReply runtime_state(bool everything = false) const;
    gen::GetConfigStateReply config_state() const;
    std::string metrics() const;
    Result<> serve_metrics();

    Result<> windows_here() const;
    void offer_windows();
    Result<> load_wanted();
    std::unique_ptr<wanted::Keeper> keep_in(wanted::WantedState loaded, wanted::Store* store);
    void take_up_wanted();
    void close_reader(std::uint16_t output_id);
    void output_gone(const std::shared_ptr<relay::Output>& output);
    void mind_refusal(std::uint16_t output_id, resource::OutputPort& port);
    void attach_later(std::uint16_t output_id);
    // An acknowledging reader that comes back gets the output that waits for it.
    std::optional<std::uint16_t> returned(const gen::StartRelayRequest& request,
                                          const resource::Session& session);
    void lose_readers(const resource::Session& session);
    void give_up_readers(TimePoint now);
    bool replaces(const resource::Session& session, const resource::Session& former);
    Result<> open_input(resource::Session& session, std::uint16_t stream_id,
                        const frame::StreamFormat& format);
    void acknowledge_soon();
    void acknowledge();

    struct OutputView {
        std::string peer;
        const resource::Session* session = nullptr;         // null: nobody, a file or a program
        const transport::Connection* connection = nullptr;  // null: nobody, or a file
        resource::Retained retained = {};
        bool connected = false;
    };
    OutputView view(std::uint16_t output_id) const;
    void watch_congestion(TimePoint now);
    bool look_at_output(const relay::Output& output, TimePoint now, bool may_tell);
    void tell_congestion(const relay::Output& output, const gen::CongestionReport& report,
                         const resource::Session* reader);
    // When the node ends: nothing new comes in, and queues empty themselves.
    void drain();
    void lose_patience();
    bool all_told() const;

    void live();
    void run_beside_windows();
    void schedule_reconcile();
    void reconcile();
    void tick_sessions();
    void take_back(std::uint16_t stream_id);
    void await_hangup();
    void watch_drain();
    void finish();
    void write_report() const;

    NodeOptions options_;
    gen::FunctionFlags functions_;
    std::uint64_t boot_nonce_;
    TimePoint started_;

    // Frames outlive everything that makes or sends them, so their accounts go last.
    Ledger ledger_;
    PipePool pipes_;
    asio::io_context io_{1};
    transport::SendWorkers workers_;
    asio::signal_set signals_{io_};
    asio::signal_set hangups_{io_};
    asio::steady_timer reconcile_timer_{io_};
    asio::steady_timer session_timer_{io_};
    asio::steady_timer drain_timer_{io_};
    asio::steady_timer patience_timer_{io_};
    resource::Background background_{io_.get_executor()};
    relay::Relay relay_;
    resource::Deliveries deliveries_;
    reconcile::Reconciler reconciler_;
    dispatch::Dispatcher dispatcher_;
    resource::Background disk_{io_.get_executor(), 1};
    wanted::WantedState given_;  // what the command line says: as long as it runs
    std::unique_ptr<wanted::DirectoryFiles> files_;
    std::unique_ptr<wanted::Store> store_;             // null: nothing is kept
    std::unique_ptr<wanted::Keeper> keeper_;           // what peers told this node
    std::map<std::uint16_t, gen::RelayEdge> running_;  // of that, by output id
    report::History history_;
    std::unique_ptr<resource::Sinks> sinks_;
    std::unique_ptr<render::WindowLoop> windows_;  // null: this node shows nothing
    std::unique_ptr<resource::Displays> displays_;
    change::Changes changes_{dispatcher_, *this};
    std::unique_ptr<resource::Assembly> assembly_;
    resource::Namesakes namesakes_;
    std::map<std::uint16_t, resource::CongestionWatch> watches_;  // by output id
    std::uint16_t last_congestion_told_ = 0;                      // the output
    std::unique_ptr<resource::Kinds> kinds_;  // what else the wanted state calls for
    std::map<std::uint64_t, std::shared_ptr<resource::Session>> sessions_;
    std::map<std::uint16_t, Reader> readers_;  // by output id
    Totals past_;                              // of outputs that are gone
    std::vector<std::unique_ptr<transport::Listener>> listeners_;
    std::unique_ptr<Neighbourhood> neighbours_;
    std::unique_ptr<Subscribers> subscribers_;
    std::unique_ptr<MetricsServer> metrics_;
    std::unique_ptr<resource::DeviceWatch> devices_;
    std::function<void()> drained_;
    std::function<void()> hangup_;
    struct Given {
        GivenStream stream;
        std::vector<std::uint16_t> outputs;
    };
    std::map<std::uint16_t, Given> given_streams_;  // by stream id
    log::Once cut_reports_;
    log::Ration refusals_;          // of peers from the network
    log::Ration session_warnings_;  // of all sessions
    log::Ration gaps_;
    std::uint64_t last_number_ = 0;  // of sessions and devices
    bool reconcile_queued_ = false;
    bool acks_queued_ = false;
    bool stopping_ = false;
    bool closing_ = false;    // stopping, and nothing is left to be answered
    bool impatient_ = false;  // and nothing that waits is waited for
    int signals_seen_ = 0;
    int exit_code_ = exit_ok;
};

}  // namespace weir::nodes
