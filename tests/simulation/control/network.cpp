#include "simulation/control/network.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace weir::sim::control {
namespace {

using namespace std::chrono_literals;

constexpr auto latency = 1ms;
constexpr auto dial_again = 500ms;  // as a kernel repeats its first packet

}  // namespace

void Network::unplug(const std::string& name) {
    hosts_.erase(name);
    for (const auto& weak : pipes_)
        if (const auto pipe = weak.lock())
            for (int end = 0; end < 2; ++end)
                if (pipe->hosts[end] == name) {
                    pipe->ends[end] = {};
                    if (!apart(pipe->hosts[0], pipe->hosts[1])) break_pipe(pipe, latency);
                }
}

void Network::broadcast(const std::string& from, const Bytes& datagram) {
    const auto sender = hosts_.find(from);
    if (sender == hosts_.end()) return;
    for (const auto& [name, host] : hosts_) {
        if (apart(from, name)) continue;
        std::uint32_t copies = 1;
        if (!calm && dice_.chance(30)) copies = dice_.chance(70) ? 0 : 2;
        for (; copies > 0; --copies) {
            const Duration late = calm ? Duration(latency) : dice_.ms(0, 400);
            time_.after(late, [this, name, from, datagram] {
                const auto found = hosts_.find(name);
                if (found != hosts_.end()) found->second.on_datagram(datagram, {from, 5353});
            });
        }
    }
}

void Network::dial(const std::string& from, const transport::Address& to,
                   std::function<void(std::shared_ptr<Pipe>)> done) {
    if (apart(from, to.host)) {
        time_.after(dial_again, [this, from, to, done = std::move(done)] { dial(from, to, done); });
        return;
    }
    time_.after(latency, [this, from, to, done = std::move(done)] {
        const auto found = hosts_.find(to.host);
        if (found == hosts_.end() || found->second.port != to.port || !hosts_.contains(from))
            return done(nullptr);
        auto pipe = std::make_shared<Pipe>();
        pipe->hosts[0] = from;
        pipe->hosts[1] = to.host;
        std::erase_if(pipes_, [](const auto& weak) { return weak.expired(); });
        pipes_.push_back(pipe);
        done(pipe);
        if (pipe->open) found->second.on_accept(pipe, 1);
    });
}

void Network::send(const std::shared_ptr<Pipe>& pipe, int from_end, Bytes bytes) {
    if (!pipe->open) return;
    if (apart(pipe->hosts[0], pipe->hosts[1])) {
        pipe->stalled.emplace_back(1 - from_end, std::move(bytes));
        return;
    }
    deliver(pipe, 1 - from_end, bytes);
}

void Network::deliver(const std::shared_ptr<Pipe>& pipe, int to_end, const Bytes& bytes) {
    time_.after(latency, [this, pipe, to_end, bytes] {
        if (!pipe->open) return;
        if (apart(pipe->hosts[0], pipe->hosts[1]))
            return pipe->stalled.emplace_back(to_end, bytes), void();
        if (pipe->ends[to_end].on_bytes) pipe->ends[to_end].on_bytes(bytes);
    });
}

void Network::hang_up(const std::shared_ptr<Pipe>& pipe) {
    if (pipe->open) break_pipe(pipe, latency);
}

void Network::break_pipe(const std::shared_ptr<Pipe>& pipe, Duration wait) {
    pipe->open = false;
    for (int end = 0; end < 2; ++end)
        time_.after(wait, [pipe, end] {
            if (auto broken = std::exchange(pipe->ends[end].on_broken, nullptr)) broken();
        });
}

void Network::cut(const std::string& a, const std::string& b, bool apart_now) {
    if (!apart_now) {
        partitions_.erase(std::minmax(a, b));
        return resume(a, b);
    }
    partitions_.insert(std::minmax(a, b));
    // Whoever hears nothing for so long takes the other for dead.
    for (const auto& weak : pipes_) {
        const auto pipe = weak.lock();
        if (!pipe || !pipe->open ||
            std::minmax(pipe->hosts[0], pipe->hosts[1]) != std::minmax(a, b))
            continue;
        pipe->stalled_since = time_.now();
        time_.after(limits::peer_silence_max, [this, pipe, since = time_.now()] {
            if (pipe->open && pipe->stalled_since == since && apart(pipe->hosts[0], pipe->hosts[1]))
                break_pipe(pipe, {});
        });
    }
}

void Network::resume(const std::string& a, const std::string& b) {
    for (const auto& weak : pipes_) {
        const auto pipe = weak.lock();
        if (!pipe || !pipe->open ||
            std::minmax(pipe->hosts[0], pipe->hosts[1]) != std::minmax(a, b))
            continue;
        pipe->stalled_since = {};
        for (auto& [end, bytes] : std::exchange(pipe->stalled, {})) deliver(pipe, end, bytes);
        // One whose other end died meanwhile learns it now.
        if (!hosts_.contains(a) || !hosts_.contains(b) || !pipe->ends[0].on_broken ||
            !pipe->ends[1].on_broken)
            break_pipe(pipe, latency);
    }
}

void Network::heal() {
    calm = true;
    for (const auto& [a, b] : std::exchange(partitions_, {})) resume(a, b);
}

}  // namespace weir::sim::control
