#pragma once
// Attaches to one stream of one node and stays with it: what cat and record have in common.

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "control/resource/session.hpp"
#include "gen/messages.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/options.hpp"
#include "stream/relay/receipt.hpp"
#include "transport/connector.hpp"

namespace weir::nodes {

// What is done with the stream. Called on the node thread.
class FrameConsumer {
public:
    virtual ~FrameConsumer() = default;

    // unsupported refuses the stream, and the reader gives up with that sentence.
    virtual Result<> on_format(const frame::StreamFormat& format) = 0;
    virtual void on_frame(frame::FrameRef frame) = 0;
    // The source lost its device, or the way to it is cut; true: it is back.
    virtual void on_signal(bool) {}
};

// unsupported when the stream's encoding is none that the reader has. The sentence, which the node
// is told as well, lists those; `next` is what to do instead.
Result<> readable(const frame::StreamFormat& format, std::string_view reader,
                  std::span<const frame::Encoding> has, std::string_view next);

// Looks for the node, asks which streams it has, attaches, and after a lost connection does it all
// again. Ends by a signal, a limit of the options, the end of the stream, or end().
class Reader final : public resource::SessionOwner {
public:
    Reader(ReaderOptions options, FrameConsumer& consumer);
    ~Reader();

    // Returns the exit code.
    int run();
    // From the consumer: enough, or cannot go on (then with the sentence). Node thread.
    void end(std::optional<Error> problem = std::nullopt);
    const asio::any_io_executor& executor() const { return executor_; }

    std::string stream_name() const;  // "relay:main/7", as far as it is known

    bool interrupted() const { return interrupted_; }  // ended by a signal
    std::uint64_t frames_received() const { return frames_received_; }
    std::uint64_t frames_lost() const { return frames_lost_; }  // gaps in the sequence numbers

    void on_hello(resource::Session& session) override;
    void on_frame(resource::Session& session, frame::FrameRef frame) override;
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override;
    void on_event(resource::Session& session, const gen::StreamEvent& event) override;
    void on_mark(resource::Session& session, const gen::DeliveryMark& mark) override;
    void on_closed(resource::Session& session, const Error& why) override;

private:
    void seek();
    void seek_later();
    std::vector<transport::Address> candidates() const;
    void try_next();
    void connect(const transport::Address& address);
    void ask_streams(resource::Session& session);
    void choose(resource::Session& session, const gen::GetRuntimeStateReply& state);
    void ask_again(resource::Session& session);
    void attach(resource::Session& session, std::uint16_t stream_id);
    void await_stream();
    void accept_stream(resource::Session& session, const gen::ControlRequest::View& request);
    void go_on(resource::Session& session, const gen::ControlRequest::View& request);
    void acknowledge_soon();
    void give_up_on(const std::string& why);
    void say_good_bye();
    void take_refusal(resource::Session& session, const Error& why);
    std::string wish() const;

    ReaderOptions options_;
    FrameConsumer& consumer_;
    Ledger ledger_;
    asio::io_context io_{1};
    asio::any_io_executor executor_{io_.get_executor()};
    asio::signal_set signals_{io_};
    asio::steady_timer seek_timer_{io_};
    asio::steady_timer session_timer_{io_};
    asio::steady_timer limit_timer_{io_};
    std::unique_ptr<Neighbourhood> neighbours_;
    transport::Connector connector_;
    std::shared_ptr<resource::Session> session_;
    std::vector<transport::Address> to_try_;
    std::string last_trouble_;
    std::optional<std::uint16_t> stream_id_;  // the one that is read
    std::optional<std::uint32_t> last_sequence_;
    relay::Receipt receipt_;
    log::Ration gaps_;
    Random random_ = system_random();
    std::uint64_t boot_nonce_;  // one for all connections: the node knows who comes back
    bool ack_queued_ = false;
    unsigned failures_ = 0;  // to connect, in a row
    std::uint64_t frames_received_ = 0;
    std::uint64_t frames_lost_ = 0;
    std::uint64_t last_number_ = 0;
    TimePoint deadline_;
    bool found_ = false;  // the stream was there once: from then on it is worth waiting for
    bool ended_ = false;
    bool interrupted_ = false;
    int exit_code_ = exit_ok;
};

}  // namespace weir::nodes
