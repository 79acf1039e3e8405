#include "nodes/cli/live_network.hpp"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <csignal>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/ledger.hpp"
#include "base/random.hpp"
#include "control/resource/frame_messages.hpp"
#include "control/resource/session.hpp"
#include "nodes/neighbourhood.hpp"
#include "operations/names.hpp"
#include "transport/connector.hpp"

namespace weir::nodes::cli {
namespace {

using operations::Body;
using operations::NodeInfo;
using operations::Question;

// Answers to a probe come within limits::probe_answer_delay_max; a busy machine takes longer.
constexpr auto listen_min = std::chrono::milliseconds(250);
constexpr auto quiet_for = std::chrono::milliseconds(150);
constexpr auto listen_max = std::chrono::milliseconds(1500);
constexpr auto session_tick = std::chrono::milliseconds(100);

Duration seconds(double value) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value));
}

transport::ConnectionSettings connection_settings(Ledger& ledger) {
    transport::ConnectionSettings settings;
    settings.bounds.is_media = resource::is_media;
    settings.account = &ledger.open("receive");
    return settings;
}

gen::Hello introduction() {
    Random random = system_random();
    gen::Hello self;
    self.protocol_version = gen::protocol_version;
    self.schema_hash = gen::schema_hash;
    self.function_flags = gen::FunctionFlags::controller;
    self.boot_nonce = (std::uint64_t{random()} << 32) | random();
    self.node_name = "controller:cli-" + std::to_string(random() % 100'000);
    return self;
}

}  // namespace

class LiveNetwork::Loop final : public resource::SessionOwner {
public:
    explicit Loop(const Common& common)
        : common_(common), self_(introduction()), signals_(io_, SIGINT, SIGTERM), timer_(io_) {
        signals_.async_wait([this](const std::error_code& problem, int) {
            if (problem) return;
            interrupted_ = true;
            io_.stop();
        });
        neighbours_ =
            std::make_unique<Neighbourhood>(io_.get_executor(), common.discovery, true,
                                            std::nullopt, [this](const auto&, const auto&) {
                                                last_heard_ = monotonic_now();
                                                io_.stop();  // whoever waits looks again
                                            });
        if (auto started = neighbours_->start(); !started) log::warn("cli", started.error().what);
        tick();
    }

    ~Loop() { neighbours_->stop(); }

    void find(const std::vector<std::string>& names) {
        ask_configured_peers();
        if (!common_.discovery.on) return;
        const TimePoint start = monotonic_now();
        const TimePoint named_by = start + seconds(common_.timeout_seconds);
        while (!interrupted_) {
            const TimePoint now = monotonic_now();
            const bool named = now >= named_by || std::ranges::all_of(names, [&](const auto& name) {
                                   return resolve(name).has_value();
                               });
            const TimePoint settled =
                std::min(std::max(start + listen_min, last_heard_ + quiet_for), start + listen_max);
            if (named && now >= settled) return;
            run_until(named ? settled : std::min(named_by, now + quiet_for));
        }
    }

    std::vector<NodeInfo> nodes() {
        std::vector<NodeInfo> all = configured_;
        for (const network::Peer& peer : neighbours_->peers()) {
            if (!peer.address.is_complete()) continue;
            const auto known = std::ranges::find(all, peer.address, &NodeInfo::address);
            const NodeInfo info{peer.name, peer.address,
                                static_cast<gen::FunctionFlags>(peer.function_flags)};
            if (known == all.end())
                all.push_back(info);
            else
                *known = info;
        }
        return all;
    }

    std::vector<Result<Body>> ask(std::span<const Question> questions) {
        std::vector<std::optional<Result<Body>>> answers(questions.size());
        const auto batch = ++batch_;  // late answers of an earlier one are nobody's
        std::size_t missing = questions.size();
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto done = [this, &answers, &missing, i, batch](Result<Body> answer) {
                if (batch != batch_ || answers[i]) return;
                answers[i] = std::move(answer);
                if (--missing == 0) io_.stop();
            };
            with_session(questions[i].node, [this, question = questions[i], done](auto session) {
                if (!session) return done(std::unexpected(session.error()));
                send(**session, question, done);
            });
        }
        const TimePoint deadline = monotonic_now() + seconds(common_.timeout_seconds);
        while (missing > 0 && !interrupted_ && monotonic_now() < deadline) run_until(deadline);
        ++batch_;
        std::vector<Result<Body>> all;
        for (std::size_t i = 0; i < questions.size(); ++i)
            all.push_back(answers[i] ? std::move(*answers[i]) : no_answer(questions[i]));
        return all;
    }

    Result<Echo> ping(const std::string& node) {
        std::optional<Result<Echo>> echo;
        with_session(node, [&](Result<resource::Session*> session) {
            if (!session) {
                echo = std::unexpected(session.error());
                return io_.stop();
            }
            gen::Ping ping;
            ping.nonce = ping_nonce_ = 0x8000'0000u | ++pings_;  // a session's own count from 1
            pinged_ = monotonic_now();
            ping.sent_at = unix_time_us();
            (*session)->send(gen::to_message(ping));
        });
        on_echo_ = [&](Echo heard) {
            echo = std::move(heard);
            io_.stop();
        };
        const TimePoint deadline = monotonic_now() + seconds(common_.timeout_seconds);
        while (!echo && !interrupted_ && monotonic_now() < deadline) run_until(deadline);
        on_echo_ = nullptr;
        if (echo) return *echo;
        return fail(Code::timed_out, node + ": no answer to a ping within " +
                                         std::to_string(common_.timeout_seconds).substr(0, 4) +
                                         " s");
    }

    bool wait(Duration duration) {
        const TimePoint until = monotonic_now() + duration;
        while (!interrupted_ && monotonic_now() < until) run_until(until);
        return !interrupted_;
    }

    bool interrupted() const { return interrupted_; }

    void on_hello(resource::Session&) override {}
    void on_frame(resource::Session&, frame::FrameRef) override {}
    void on_event(resource::Session&, const gen::StreamEvent&) override {}
    void on_request(resource::Session& session, const gen::ControlRequest::View& request) override {
        session.send(gen::refusal_message(request.request_id, request.command,
                                          gen::Status::unknown_command,
                                          "a controller only asks; ask the node"));
    }
    void on_pong(resource::Session& session, const gen::Pong& pong, std::uint64_t now_us) override {
        if (pong.nonce != ping_nonce_ || !on_echo_) return;
        const double round_trip =
            std::chrono::duration<double, std::micro>(monotonic_now() - pinged_).count();
        // The node answered in the middle of the way, as far as anybody can tell.
        const double middle = static_cast<double>(now_us) - round_trip / 2;
        on_echo_({round_trip, static_cast<double>(pong.answered_at) - middle, session.peer()});
    }
    void on_closed(resource::Session& session, const Error& why) override {
        for (auto& [node, peer] : peers_) {
            if (peer.session.get() != &session) continue;
            peer.session.reset();
            finish(peer, std::unexpected(why));
            return;
        }
    }

private:
    using WithSession = std::function<void(Result<resource::Session*>)>;
    struct Peer {
        std::shared_ptr<resource::Session> session;
        std::unique_ptr<transport::Connector> connector;
        std::vector<WithSession> waiting;
    };

    Result<transport::Address> resolve(const std::string& node) const {
        auto address = operations::target_of(node);
        if (address.is_complete()) return address;
        const auto known = std::ranges::find(configured_, node, &NodeInfo::name);
        if (known != configured_.end()) return known->address;
        return neighbours_->find(node);
    }

    void with_session(const std::string& node, WithSession then) {
        Peer& peer = peers_[node];
        if (peer.session != nullptr && peer.session->is_open()) return then(peer.session.get());
        const auto address = resolve(node);
        if (!address) return then(std::unexpected(address.error()));
        peer.waiting.push_back(std::move(then));
        if (peer.waiting.size() > 1) return;
        peer.connector = std::make_unique<transport::Connector>(io_.get_executor(),
                                                                connection_settings(ledger_));
        peer.connector->connect(
            *address, seconds(common_.timeout_seconds), [this, &peer](auto connection) {
                if (!connection) return finish(peer, std::unexpected(connection.error()));
                resource::Session::Settings settings;
                settings.rights = dispatch::Rights::none;
                settings.number = ++last_number_;
                settings.account = &ledger_.open("receive");
                peer.session =
                    resource::Session::start(std::move(*connection), *this, self_, settings);
                finish(peer, peer.session.get());
            });
    }

    static void finish(Peer& peer, const Result<resource::Session*>& outcome) {
        for (const auto& then : std::exchange(peer.waiting, {})) then(outcome);
    }

    template <typename Done>
    static void send(resource::Session& session, const Question& question, const Done& done) {
        session.ask_raw(question.command, question.body, limits::request_timeout * 100,
                        [done](Result<std::span<const std::byte>> body) {
                            if (!body) return done(std::unexpected(body.error()));
                            done(Body(body->begin(), body->end()));
                        });
    }

    Result<Body> no_answer(const Question& question) const {
        if (interrupted_)
            return fail(Code::timed_out, question.node + ": not waited for any longer");
        return fail(Code::timed_out, question.node + ": no answer to " +
                                         std::string(gen::name(question.command)) + " within " +
                                         std::to_string(common_.timeout_seconds).substr(0, 4) +
                                         " s; --timeout gives it longer");
    }

    // Who cannot be heard may know others who cannot be heard either.
    void ask_configured_peers() {
        if (common_.peers.empty() || !configured_.empty()) return;
        std::vector<Question> questions;
        for (const std::string& peer : common_.peers)
            questions.push_back(operations::question(peer, gen::GetRuntimeStateRequest{}));
        const auto answers = ask(questions);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto state = operations::answer<gen::GetRuntimeStateReply>(answers[i]);
            add_configured({state ? state->node_name : common_.peers[i],
                            operations::target_of(common_.peers[i]),
                            {}});
            if (!state) continue;
            for (const gen::PeerState& peer : state->peers)
                if (const auto address = operations::target_of(peer.address); address.is_complete())
                    add_configured({peer.name, address, peer.function_flags});
        }
    }

    void add_configured(NodeInfo info) {
        if (std::ranges::find(configured_, info.address, &NodeInfo::address) == configured_.end())
            configured_.push_back(std::move(info));
    }

    void tick() {
        timer_.expires_after(session_tick);
        timer_.async_wait([this](const std::error_code& problem) {
            if (problem) return;
            const TimePoint now = monotonic_now();
            for (auto& [node, peer] : peers_)
                if (const auto session = peer.session) session->tick(now);
            tick();
        });
    }

    void run_until(TimePoint when) {
        io_.restart();
        io_.run_until(when);
    }

    Common common_;
    gen::Hello self_;
    Ledger ledger_;
    asio::io_context io_{1};
    asio::signal_set signals_;
    asio::steady_timer timer_;
    std::unique_ptr<Neighbourhood> neighbours_;
    std::vector<NodeInfo> configured_;
    std::map<std::string, Peer> peers_;  // by what they were asked as
    TimePoint last_heard_{};
    std::uint64_t batch_ = 0;
    std::uint64_t last_number_ = 0;
    std::uint32_t pings_ = 0;
    std::uint32_t ping_nonce_ = 0;
    TimePoint pinged_{};
    std::function<void(Echo)> on_echo_;
    bool interrupted_ = false;
};

LiveNetwork::LiveNetwork(const Common& common) : loop_(std::make_unique<Loop>(common)) {}
LiveNetwork::~LiveNetwork() = default;

void LiveNetwork::find(const std::vector<std::string>& names) {
    loop_->find(names);
}
std::vector<NodeInfo> LiveNetwork::nodes() {
    return loop_->nodes();
}
std::vector<Result<Body>> LiveNetwork::ask(std::span<const Question> questions) {
    return loop_->ask(questions);
}
Result<LiveNetwork::Echo> LiveNetwork::ping(const std::string& node) {
    return loop_->ping(node);
}
bool LiveNetwork::wait(Duration duration) {
    return loop_->wait(duration);
}
bool LiveNetwork::interrupted() const {
    return loop_->interrupted();
}

}  // namespace weir::nodes::cli
