#include "nodes/cli/live_network.hpp"

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <csignal>
#include <optional>
#include <utility>

#include "base/log.hpp"
#include "nodes/cli/live_sessions.hpp"
#include "nodes/duration.hpp"
#include "nodes/neighbourhood.hpp"
#include "operations/names.hpp"

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

}  // namespace

class LiveNetwork::Loop {
public:
    explicit Loop(const Common& common)
        : common_(common),
          signals_(io_, SIGINT, SIGTERM),
          timer_(io_),
          sessions_(
              io_.get_executor(), [this](const std::string& node) { return resolve(node); },
              seconds(common.timeout_seconds)) {
        signals_.async_wait([this](const std::error_code& problem, int) {
            if (problem) return;
            interrupted_ = true;
            io_.stop();
        });
        neighbours_ =
            std::make_unique<Neighbourhood>(io_.get_executor(), common.discovery, true,
                                            std::nullopt, [this](const auto&, const auto&) {
                                                last_heard_ = monotonic_now();
                                                news();
                                            });
        sessions_.on_change = [this](const std::string& node, const gen::StateChange& change) {
            if (on_change) on_change(node, change);
            news();
        };
        sessions_.on_gone = [this](const std::string& node) {
            if (on_gone) on_gone(node);
            news();
        };
        sessions_.on_echo = [this](resource::Session& session, const gen::Pong& pong,
                                   std::uint64_t now_us) { echo(session, pong, now_us); };
        if (auto started = neighbours_->start(); !started) log::warn("cli", started.error().what);
        tick();
    }

    ~Loop() {
        neighbours_->stop();
        sessions_.close();
        timer_.cancel();
        signals_.cancel();
        io_.restart();
        io_.poll();  // whoever is closed hears of it and lets go
    }

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
            sessions_.with(questions[i].node, [this, question = questions[i], done](auto session) {
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

    // An answer may come when nobody waits for it any longer, so it has a place of its own.
    Result<Echo> ping(const std::string& node) {
        const auto asked = std::make_shared<Asked>();
        asked->nonce = 0x8000'0000u | ++pings_;  // a session's own count from 1
        asked_ = asked;
        sessions_.with(node, [this, asked](Result<resource::Session*> session) {
            if (!session) {
                asked->echo = std::unexpected(session.error());
                return io_.stop();
            }
            asked->at = monotonic_now();
            (*session)->send(
                gen::to_message(gen::Ping{.nonce = asked->nonce, .sent_at = unix_time_us()}));
        });
        const TimePoint deadline = monotonic_now() + seconds(common_.timeout_seconds);
        while (!asked->echo && !interrupted_ && monotonic_now() < deadline) run_until(deadline);
        if (asked->echo) return *asked->echo;
        return fail(Code::timed_out,
                    node + ": no answer to a ping within " + seconds_text(common_.timeout_seconds));
    }

    bool wait(Duration duration) {
        const TimePoint until = monotonic_now() + duration;
        while (!interrupted_ && monotonic_now() < until) run_until(until);
        return !interrupted_;
    }

    bool wait_news(Duration at_most) {
        const TimePoint until = monotonic_now() + at_most;
        while (!interrupted_ && !news_ && monotonic_now() < until) run_until(until);
        news_ = false;
        return !interrupted_;
    }

    bool interrupted() const { return interrupted_; }
    std::vector<network::Peer> peers() const { return neighbours_->peers(); }

    std::function<void(const std::string&, const gen::StateChange&)> on_change;
    std::function<void(const std::string&)> on_gone;

private:
    struct Asked {
        std::uint32_t nonce = 0;
        TimePoint at{};
        std::optional<Result<Echo>> echo;
    };

    void news() {
        news_ = true;
        io_.stop();  // whoever waits looks again
    }

    void echo(resource::Session& session, const gen::Pong& pong, std::uint64_t now_us) {
        if (asked_ == nullptr || pong.nonce != asked_->nonce || asked_->echo) return;
        const double round_trip =
            std::chrono::duration<double, std::micro>(monotonic_now() - asked_->at).count();
        // The node answered in the middle of the way, as far as anybody can tell.
        const double middle = static_cast<double>(now_us) - round_trip / 2;
        asked_->echo =
            Echo{round_trip, static_cast<double>(pong.answered_at) - middle, session.peer()};
        io_.stop();
    }

    Result<transport::Address> resolve(const std::string& node) const {
        auto address = operations::target_of(node);
        if (address.is_complete()) return address;
        const auto known = std::ranges::find(configured_, node, &NodeInfo::name);
        if (known != configured_.end()) return known->address;
        return neighbours_->find(node);
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
                                         seconds_text(common_.timeout_seconds) +
                                         "; --timeout gives it longer");
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
            sessions_.tick(monotonic_now());
            tick();
        });
    }

    void run_until(TimePoint when) {
        io_.restart();
        io_.run_until(when);
    }

    Common common_;
    asio::io_context io_{1};
    asio::signal_set signals_;
    asio::steady_timer timer_;
    LiveSessions sessions_;
    std::unique_ptr<Neighbourhood> neighbours_;
    std::vector<NodeInfo> configured_;
    TimePoint last_heard_{};
    std::uint64_t batch_ = 0;
    std::uint32_t pings_ = 0;
    std::shared_ptr<Asked> asked_;
    bool news_ = false;
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
bool LiveNetwork::wait_news(Duration at_most) {
    return loop_->wait_news(at_most);
}
void LiveNetwork::follow(Changed changed, Gone gone) {
    loop_->on_change = std::move(changed);
    loop_->on_gone = std::move(gone);
}
std::vector<network::Peer> LiveNetwork::peers() const {
    return loop_->peers();
}
bool LiveNetwork::interrupted() const {
    return loop_->interrupted();
}

}  // namespace weir::nodes::cli
