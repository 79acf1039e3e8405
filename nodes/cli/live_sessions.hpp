#pragma once
// The connections of a verb that asks nodes: one for each name or address that it asks by.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/ledger.hpp"
#include "control/resource/session.hpp"
#include "gen/messages.hpp"
#include "operations/network.hpp"
#include "transport/connector.hpp"

namespace weir::nodes::cli {

// Lives on one thread. Connections are made when they are needed and kept.
class LiveSessions final : public resource::SessionOwner {
public:
    using Resolve = std::function<Result<transport::Address>(const std::string& node)>;
    using WithSession = std::function<void(Result<resource::Session*>)>;

    LiveSessions(asio::any_io_executor executor, Resolve resolve, Duration timeout);

    // With the connection to that node, at once or when it is there.
    void with(const std::string& node, WithSession then);
    // Nobody is told of anything any more; the sessions end at the loop's next turn.
    void close();
    void tick(TimePoint now);

    // Somebody answered a ping, `now_us` by our clock.
    std::function<void(resource::Session&, const gen::Pong&, std::uint64_t now_us)> on_echo;
    // Of whoever was asked to tell changes, by what it was asked as.
    std::function<void(const std::string& node, const gen::StateChange&)> on_change;
    std::function<void(const std::string& node)> on_gone;

    void on_hello(resource::Session&) override {}
    void on_frame(resource::Session&, frame::FrameRef) override {}
    void on_event(resource::Session&, const gen::StreamEvent&) override {}
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override;
    void on_pong(resource::Session& session, const gen::Pong& pong, std::uint64_t now_us) override;
    void on_state_change(resource::Session& session, gen::StateChange change) override;
    void on_closed(resource::Session& session, const Error& why) override;

private:
    struct Peer {
        std::shared_ptr<resource::Session> session;
        std::unique_ptr<transport::Connector> connector;
        std::vector<WithSession> waiting;
    };

    void begin(Peer& peer, std::shared_ptr<transport::Connection> connection);
    static void finish(Peer& peer, const Result<resource::Session*>& outcome);
    std::map<std::string, Peer>::iterator peer_of(const resource::Session& session);

    asio::any_io_executor executor_;
    Resolve resolve_;
    Duration timeout_;
    gen::Hello self_;
    Ledger ledger_;
    std::map<std::string, Peer> peers_;  // by what they were asked as
    std::uint64_t last_number_ = 0;
};

}  // namespace weir::nodes::cli
