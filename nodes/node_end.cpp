// How a node ends: nothing new comes in, what waits for a reader that reads still leaves, files are
// made whole, and whatever hangs is left behind.

#include <algorithm>
#include <cstdlib>
#include <future>
#include <set>
#include <thread>
#include <utility>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "nodes/metrics_server.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/node.hpp"
#include "nodes/subscribers.hpp"

namespace weir::nodes {
namespace {

constexpr auto drain_tick = std::chrono::milliseconds(20);
constexpr auto disk_patience = std::chrono::seconds(10);  // at the end, for files to be made whole

// A thread that hangs in a system call can neither be stopped nor left behind; when this is false,
// only the end of the program is left.
bool ends_within(Duration patience, std::function<void()> joins) {
    std::promise<void> done;
    auto ended = done.get_future();
    std::thread waiting([joins = std::move(joins), done = std::move(done)]() mutable {
        joins();
        done.set_value();
    });
    if (ended.wait_for(patience) == std::future_status::ready) {
        waiting.join();
        return true;
    }
    waiting.detach();
    return false;
}

}  // namespace

void Node::live() {
    io_.run();
    const bool ended = ends_within(disk_patience, [this] {
        background_.stop();
        sinks_->join();
        displays_->join();
        disk_.stop();
    });
    if (!ended) {
        log::error("node",
                   "a disk or ffmpeg does not answer; ending without it, so a file may be cut",
                   {{"name", options_.name}});
        std::_Exit(exit_failed);
    }
    io_.restart();
    io_.poll();  // what the last background calls had to say
}

// Peers see an interruption, not the end of the streams: a node that restarts comes back to them.
// Nothing new comes in; what waits for a reader that reads still leaves.
void Node::stop() {
    if (std::exchange(stopping_, true)) return;
    log::info("node", "stopping", {{"name", options_.name}});
    listeners_.clear();
    if (neighbours_) neighbours_->stop();
    subscribers_->stop();
    metrics_.reset();
    devices_.reset();
    std::set<relay::Owner> sources;
    for (const auto& [stream_id, input] : relay_.inputs())
        if (input.live) sources.insert(input.owner);
    for (const auto source : sources) relay_.lose_inputs(source, options_.name + " is stopping");
    patience_timer_.expires_after(limits::drain_patience);
    patience_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) lose_patience();
    });
    // Whoever was promised a change hears what became of it before the good-bye.
    keeper_->when_idle([this] { drain(); });
}

void Node::lose_patience() {
    if (assembly_ == nullptr) return;  // all was told while this was on its way
    closing_ = impatient_ = true;      // even when a disk still hangs
    const auto left = sessions_;
    const Error why{Code::timed_out, "the peer does not read; closing without it"};
    assembly_->close_programs(why);
    for (const auto& [number, session] : left) session->close(why);
    if (assembly_ != nullptr && all_told()) finish();
}

void Node::drain() {
    if (assembly_ == nullptr) return;  // the last session ended meanwhile
    closing_ = true;
    const auto sessions = sessions_;
    for (const auto& [number, session] : sessions)
        if (session->drained())
            session->close_when_sent({Code::peer_closed, "this node is stopping"});
    if (all_told()) return finish();
    drain_timer_.expires_after(drain_tick);
    drain_timer_.async_wait([this](const std::error_code& problem) {
        if (!problem) drain();
    });
}

bool Node::all_told() const {
    if (!sessions_.empty()) return false;
    return impatient_ || (assembly_->programs_drained() && sinks_->written(monotonic_now()));
}

// The last session is gone: nothing refers to the devices and outputs any more.
void Node::finish() {
    write_report();
    patience_timer_.cancel();
    reconcile_timer_.cancel();
    session_timer_.cancel();
    drain_timer_.cancel();
    signals_.cancel();
    hangups_.cancel();
    readers_.clear();
    sinks_->stop();
    displays_->stop();
    kinds_.reset();
    assembly_.reset();
    deliveries_.close();
    neighbours_.reset();
}

// A finished source stays until its last frame has left, as long as somebody is there to take it.
void Node::watch_drain() {
    if (stopping_ || !drained_) return;
    drain_timer_.expires_after(drain_tick);
    drain_timer_.async_wait([this](const std::error_code& problem) {
        if (problem) return;
        const bool read = std::ranges::none_of(
            readers_, [](const auto& entry) { return entry.second.port->pending(); });
        if (read && assembly_->drained() && sinks_->drained(monotonic_now())) return drained_();
        watch_drain();
    });
}

}  // namespace weir::nodes
