#include "nodes/reader.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include "base/random.hpp"
#include "control/dispatch/refusal.hpp"
#include "control/reconcile/back_off.hpp"
#include "control/resource/frame_messages.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/duration.hpp"

namespace weir::nodes {
namespace {

constexpr auto seek_interval = std::chrono::milliseconds(200);
// A relay that restarts is back within seconds; one that is not may be gone for long.
constexpr unsigned quick_tries = 100;
constexpr reconcile::BackOff quick{limits::backoff_first, std::chrono::milliseconds(50)};
constexpr reconcile::BackOff patient{limits::backoff_first, limits::backoff_max};
constexpr auto farewell_max = std::chrono::milliseconds(200);
constexpr auto session_tick = std::chrono::milliseconds(500);

transport::ConnectionSettings connection_settings(Ledger& ledger) {
    transport::ConnectionSettings settings;
    settings.bounds.is_media = resource::is_media;
    settings.account = &ledger.open("receive");
    return settings;
}

std::string listed(const std::vector<std::uint16_t>& ids) {
    std::string text;
    for (const auto id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

std::string trouble(const resource::Session& session, const std::vector<std::uint16_t>& live) {
    if (!live.empty()) return session.peer() + " has only the streams " + listed(live);
    return session.peer() + " has no stream yet; send it one, for example: weir pattern --to " +
           session.connection().peer_name();
}

bool is_address(const std::string& node) {
    const auto address = parse_host_port(node, "127.0.0.1");
    return address && address->is_complete();
}

}  // namespace

Reader::Reader(ReaderOptions options, FrameConsumer& consumer)
    : options_(std::move(options)),
      consumer_(consumer),
      connector_(executor_, connection_settings(ledger_)),
      boot_nonce_(random_()) {
    const bool needs_names = !is_address(options_.stream.node);
    DiscoveryOptions discovery = options_.discovery;
    discovery.on = discovery.on && needs_names;
    neighbours_ = std::make_unique<Neighbourhood>(executor_, discovery, true, std::nullopt,
                                                  [this](const auto&, const auto&) {
                                                      if (session_ == nullptr && !found_) seek();
                                                  });
}

Reader::~Reader() = default;

int Reader::run() {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](const std::error_code& problem, int) {
        if (problem) return;
        interrupted_ = true;
        end();
    });
    if (options_.seconds > 0) {
        limit_timer_.expires_after(seconds(options_.seconds));
        limit_timer_.async_wait([this](const std::error_code& problem) {
            if (!problem) end();
        });
    }
    deadline_ = monotonic_now() + seconds(options_.wait_seconds);
    if (auto found = neighbours_->start(); !found) log::warn("reader", found.error().what);
    seek();
    std::function<void()> tick = [&] {
        session_timer_.expires_after(session_tick);
        session_timer_.async_wait([&](const std::error_code& problem) {
            // A timer that has fired already can no longer be cancelled.
            if (problem || ended_) return;
            if (const auto session = session_) session->tick(monotonic_now());
            tick();
        });
    };
    tick();
    io_.run();
    return exit_code_;
}

void Reader::end(std::optional<Error> problem) {
    if (std::exchange(ended_, true)) return;
    if (problem) {
        exit_code_ = cli::failed(*problem);
    }
    connector_.cancel();
    neighbours_->stop();
    signals_.cancel();
    signals_.clear();  // another one ends the program where it stands
    for (auto* timer : {&seek_timer_, &session_timer_, &limit_timer_}) timer->cancel();
    if (session_ != nullptr) say_good_bye();
}

// A refusal says why, so it has to leave first; a node that reads nothing is not waited for.
void Reader::say_good_bye() {
    session_->close_when_sent({Code::peer_closed, "this reader has ended"});
    if (session_ == nullptr) return;
    limit_timer_.expires_after(farewell_max);
    limit_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem && session_ != nullptr)
            session_->close({Code::peer_closed, "this reader has ended"});
    });
}

// ----------------------------------------------------------- finding a stream

void Reader::seek() {
    if (ended_ || session_ != nullptr) return;
    to_try_ = candidates();
    try_next();
}

std::vector<transport::Address> Reader::candidates() const {
    if (const auto address = parse_host_port(options_.stream.node, "127.0.0.1");
        address && address->is_complete())
        return {*address};
    return neighbours_->addresses(options_.stream.node);
}

void Reader::try_next() {
    if (to_try_.empty()) return seek_later();
    const transport::Address address = to_try_.back();
    to_try_.pop_back();
    connect(address);
}

void Reader::seek_later() {
    if (!found_ && monotonic_now() >= deadline_) {
        if (last_trouble_.empty())
            last_trouble_ =
                "no node answers; start one with weir relay, or say where it is with HOST:PORT";
        return end(Error{Code::not_found, wish() + ": " + last_trouble_});
    }
    // A stream that was there comes back soon, and its picture should not be missed for long.
    const auto& back_off = ++failures_ > quick_tries ? patient : quick;
    seek_timer_.expires_after(found_ ? back_off.after(failures_, random_) : seek_interval);
    seek_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) seek();
    });
}

void Reader::connect(const transport::Address& address) {
    connector_.connect(address, limits::connect_timeout, [this](auto connection) {
        if (!connection) return give_up_on(connection.error().what);
        gen::Hello self;
        self.protocol_version = gen::protocol_version;
        self.schema_hash = gen::schema_hash;
        self.function_flags = gen::FunctionFlags::sink;
        self.boot_nonce = boot_nonce_;
        resource::Session::Settings settings;
        settings.rights = dispatch::Rights::view;
        settings.number = ++last_number_;
        settings.account = &ledger_.open("receive");
        session_ = resource::Session::start(std::move(*connection), *this, self, settings);
    });
}

void Reader::give_up_on(const std::string& why) {
    last_trouble_ = why;
    try_next();
}

void Reader::on_hello(resource::Session& session) {
    ask_streams(session);
}

void Reader::ask_streams(resource::Session& session) {
    session.ask<gen::GetRuntimeStateReply>(
        gen::GetRuntimeStateRequest{}, [this, &session](Result<gen::GetRuntimeStateReply> state) {
            if (ended_ || session_.get() != &session) return;
            if (state) return choose(session, *state);
            take_refusal(session, state.error());
        });
}

// Nobody becomes more welcome by asking again. Whoever was welcome once may have met a node that is
// just starting.
void Reader::take_refusal(resource::Session& session, const Error& why) {
    if (why.code == Code::refused && !found_ && !options_.stream.node.empty()) return end(why);
    session.close(why);
}

void Reader::choose(resource::Session& session, const gen::GetRuntimeStateReply& state) {
    std::vector<std::uint16_t> live;
    for (const auto& stream : state.streams)
        if (stream.live || (found_ && stream_id_ == stream.stream_id))
            live.push_back(stream.stream_id);
    const auto wanted = stream_id_ ? stream_id_ : options_.stream.stream_id;
    if (wanted && std::ranges::find(live, *wanted) != live.end()) return attach(session, *wanted);
    if (!wanted && live.size() == 1) return attach(session, live.front());
    // An output may wait for its stream: whoever attaches before the source starts misses nothing.
    if (wanted && !options_.stream.node.empty()) {
        last_trouble_ = trouble(session, live);
        return attach(session, *wanted);
    }

    if (!wanted && live.size() > 1)
        return end(Error{Code::not_found, session.peer() + " has the streams " + listed(live) +
                                              "; choose one: " + session.peer() + "/" +
                                              std::to_string(live.front())});
    last_trouble_ = trouble(session, live);
    ask_again(session);
}

// The node is there and its stream is not yet: as long as somebody named the node, stay with it.
void Reader::ask_again(resource::Session& session) {
    if (!found_ && monotonic_now() >= deadline_)
        return end(Error{Code::not_found, wish() + ": " + last_trouble_});
    if (options_.stream.node.empty()) return session.close({Code::not_found, last_trouble_});
    seek_timer_.expires_after(seek_interval);
    seek_timer_.async_wait([this, &session](const std::error_code& problem) {
        if (!problem && !ended_ && session_.get() == &session) ask_streams(session);
    });
}

void Reader::attach(resource::Session& session, std::uint16_t stream_id) {
    stream_id_ = stream_id;
    gen::StartRelayRequest request;
    request.stream_id = stream_id;
    request.mode = options_.mode == "completeness" || options_.acknowledged
                       ? gen::DeliveryMode::completeness
                       : gen::DeliveryMode::low_latency;
    request.acknowledged = options_.acknowledged;
    session.ask<gen::StartRelayReply>(
        request, [this, &session](Result<gen::StartRelayReply> reply) {
            if (ended_ || session_.get() != &session) return;
            if (!reply) return take_refusal(session, reply.error());
            failures_ = 0;
            log::info("reader", "attached", {{"node", session.peer()}, {"stream", *stream_id_}});
            if (!found_) await_stream();
        });
}

void Reader::await_stream() {
    seek_timer_.expires_at(deadline_);
    seek_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem && !ended_ && !found_)
            end(Error{Code::not_found, wish() + ": " + last_trouble_});
    });
}

std::string Reader::stream_name() const {
    std::string name = session_ == nullptr ? options_.stream.node : session_->peer();
    if (stream_id_) name += "/" + std::to_string(*stream_id_);
    return name;
}

std::string Reader::wish() const {
    std::string text = options_.stream.node;
    if (options_.stream.stream_id)
        text += (text.empty() ? "stream " : "/") + std::to_string(*options_.stream.stream_id);
    return text;
}

void Reader::on_closed(resource::Session& session, const Error& why) {
    if (session_.get() != &session) return;
    const auto keep = std::exchange(session_, nullptr);
    receipt_.disconnected();
    if (ended_) {
        limit_timer_.cancel();
        return;
    }
    consumer_.on_signal(false);
    if (found_) log::warn("reader", "connection lost; trying again", {{"reason", why.what}});
    give_up_on(why.what);
}

}  // namespace weir::nodes
