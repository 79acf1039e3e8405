#pragma once
// One connection to one peer, from hello to the last byte: who it is, what it asks, its frames in
// and out.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/ledger.hpp"
#include "base/log.hpp"
#include "control/dispatch/peer.hpp"
#include "control/dispatch/requests.hpp"
#include "gen/messages.hpp"
#include "stream/frame/frame.hpp"
#include "stream/relay/position.hpp"
#include "stream/relay/scheduler.hpp"
#include "transport/connection.hpp"

namespace weir::resource {

class OutputPort;
class Session;

// What a session does not decide by itself. Called on the node thread.
class SessionOwner {
public:
    // The peer said who it is. Called at most once.
    virtual void on_hello(Session& session) = 0;
    virtual void on_frame(Session& session, frame::FrameRef frame) = 0;
    // True when a frame of so many bytes will only be sent on, and that costs less when it is never
    // read into memory.
    virtual bool passes_on(Session& /*session*/, std::uint16_t /*stream_id*/,
                           std::size_t /*bytes*/) {
        return false;
    }
    // To be answered through the session, which is a dispatch::Peer.
    virtual void on_request(Session& session, const gen::ControlRequest::View& request) = 0;
    virtual void on_event(Session& session, const gen::StreamEvent& event) = 0;
    // Every answer to a ping, with our clock when it came (Unix time in us).
    virtual void on_pong(Session&, const gen::Pong&, std::uint64_t) {}
    // Where the next frame of a stream stands. Only of acknowledged delivery.
    virtual void on_mark(Session&, const gen::DeliveryMark&) {}
    // The reader of an acknowledged output of this session answers for more than before.
    virtual void on_answered(Session&) {}
    // Only whoever has subscribed is told.
    virtual void on_state_change(Session&, gen::StateChange) {}
    // The last call. The session is forgotten by its connection after it.
    virtual void on_closed(Session& session, const Error& why) = 0;

protected:
    ~SessionOwner() = default;
};

// Lives on the node thread. The owner outlives it.
class Session final : public dispatch::Peer,
                      public transport::Inbox,
                      public transport::Outbox,
                      public std::enable_shared_from_this<Session> {
public:
    struct Settings {
        // What the peer may say and ask. Without any it still says who and how it is, answers, and
        // acknowledges what it is sent.
        dispatch::Rights rights = dispatch::Rights::none;
        std::uint64_t number = 0;    // unique in this process: the relay's owner token
        Account* account = nullptr;  // books small frames; must outlive them
        // How outputs take turns, until one names another way.
        relay::SchedulerKind scheduler = relay::SchedulerKind::strict_priority;
        // Shared by all sessions of a node, since a peer may come again and again; null: no bound.
        log::Ration* warnings = nullptr;
    };

    // Says hello and starts to receive.
    static std::shared_ptr<Session> start(std::shared_ptr<transport::Connection> connection,
                                          SessionOwner& owner, const gen::Hello& self,
                                          const Settings& settings);

    std::uint64_t number() const { return settings_.number; }
    const std::optional<gen::Hello>& hello() const { return hello_; }
    // The node's name when it said hello, else its address: for people.
    std::string_view name() const override { return name_; }
    std::string peer() const { return name_; }
    dispatch::Rights rights() const override { return settings_.rights; }
    const transport::Connection& connection() const { return *connection_; }
    const Clock& clock() const { return connection_->clock(); }
    bool is_open() const { return connection_->is_open(); }
    // That the peer had no right to, and that were passed over.
    std::uint64_t messages_skipped() const { return skipped_; }

    void send(std::vector<std::byte> message) override { connection_->send(std::move(message)); }

    // Asks the peer. `done` is called once: with the reply, or with the reason why there is none
    // (refused, timed out, connection closed).
    template <typename Reply, typename Request, typename Done>
    void ask(const Request& request, Done done) {
        send(request_message<Reply>(request, std::move(done)));
    }
    // The same, for whoever decides when it leaves. Empty when too many are open.
    template <typename Reply, typename Request, typename Done>
    std::vector<std::byte> request_message(const Request& request, Done done) {
        auto message = requests_.ask<Reply>(request, clock().now(), std::move(done));
        if (message) return std::move(*message);
        close(message.error());
        return {};
    }

    // For tools that know commands as numbers. done(Result<std::span<const std::byte>>)
    void ask_raw(gen::Command command, std::vector<std::byte> body, Duration timeout,
                 std::move_only_function<void(Result<std::span<const std::byte>>)> done);

    // Pings when quiet, gives up on a peer that has been silent for too long, times requests out.
    void tick(TimePoint now);

    // Lends the output to this connection; the stream is announced before its first frame.
    void attach(OutputPort& port);
    void detach(OutputPort& port);
    // Nothing of its outputs waits to be sent, or to be answered for.
    bool drained() const;
    void wake() { connection_->wake(); }
    void close(Error why) { connection_->close(std::move(why)); }
    void close_when_sent(Error why) { connection_->close_when_sent(std::move(why)); }

    void on_message(wire::Message& message) override;
    void on_closed(const Error& why) override;
    std::optional<std::size_t> passes_on_from(std::uint16_t message_type,
                                              std::size_t payload_length,
                                              std::span<const std::byte> start) override;
    std::optional<wire::Outgoing> next() override;
    void finished(const wire::Outgoing& message, bool whole) override;

private:
    Session(std::shared_ptr<transport::Connection> connection, SessionOwner& owner,
            const Settings& settings);

    friend class OutputPort;
    // The stream_open that explains the frames to come; a reader that refuses it loses the output.
    std::vector<std::byte> announcement(OutputPort& port, const frame::FormatRef& format);
    // What an acknowledged output asks before it sends anything on a new connection.
    std::vector<std::byte> where_to_go_on(OutputPort& port);
    // Ports ask when there is room for their questions, so that any number may share a connection.
    bool may_ask() const;
    bool may_announce(const OutputPort& port) const;
    void asks();
    void refused(OutputPort& port, const Error& why);
    void give_up(OutputPort& port, const Error& why);
    OutputPort& port_of(const relay::Output& output) const;
    // The one that was attached under that number; null when it is gone, or here anew.
    OutputPort* attached(std::uint64_t attachment) const;
    // Nothing is known of what its reader has heard and got so far.
    void begin_anew(OutputPort& port);
    void unanswered(OutputPort& port, const Error& why);
    void on_ack(const gen::DeliveryAck& ack);
    std::span<relay::Output* const> sendable();
    std::optional<wire::Outgoing> next_question();
    std::optional<wire::Outgoing> next_word();
    std::optional<wire::Outgoing> next_frame();
    OutputPort* next_resending() const;
    bool goes_before(const OutputPort& again, std::span<relay::Output* const> outputs);
    wire::Outgoing send_again(OutputPort& port);
    std::optional<wire::Outgoing> next_popped(relay::Output& output, OutputPort& port);
    std::nullopt_t lose(wire::Outgoing message);
    wire::Outgoing explained(OutputPort& port, const frame::FormatRef& format,
                             const std::optional<relay::Position>& mark, wire::Outgoing message);
    void drop_port(std::size_t index);
    void choose_scheduler();
    bool may_say(std::uint16_t message_type) const;
    void skip(const wire::Message& message);
    void on_control(wire::Message& message);
    void on_media(wire::Message& message);
    void answer_ping(std::span<const std::byte> payload);
    void take_pong(std::span<const std::byte> payload);
    void on_hello(gen::Hello hello);
    void reject(std::uint16_t type, wire::DecodeError problem);

    std::shared_ptr<transport::Connection> connection_;
    SessionOwner& owner_;
    // Whether the peer is one of ours is known by its first message: a plain peer never says hello.
    enum class Manner : std::uint8_t { unknown, plain, ours };

    Settings settings_;
    std::string name_;
    Manner manner_ = Manner::unknown;
    TimePoint started_;
    std::optional<gen::Hello> hello_;
    std::vector<OutputPort*> ports_;
    std::vector<relay::Output*> outputs_;  // of ports_, in the same order, for the scheduler
    relay::SchedulerKind scheduler_kind_;
    std::unique_ptr<relay::Scheduler> scheduler_;
    std::deque<std::shared_ptr<relay::Output>> sending_;  // in the order of next()
    std::deque<wire::Outgoing> held_;       // a frame behind the messages that explain it
    std::vector<relay::Output*> sendable_;  // of outputs_, when some wait for their reader
    std::uint64_t attachments_ = 0;         // so far
    std::uint64_t last_again_ = 0;          // attachment of what was sent again last
    bool turn_of_again_ = false;            // taken by what was sent again last
    bool questions_wait_ = false;           // some port may have one
    bool words_wait_ = false;               // and so with words
    dispatch::Requests requests_;
    log::Once unknown_{settings_.warnings};
    log::Once refused_{settings_.warnings};
    std::uint64_t skipped_ = 0;
    std::uint32_t pings_ = 0;
};

}  // namespace weir::resource
