// Real nodes that come up by what they were told before, and come back after a SIGKILL.

#include <poll.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "bench/control/benches.hpp"
#include "bench/control/figures.hpp"
#include "bench/control/nodes.hpp"

namespace weir::bench {
namespace {

using namespace std::chrono_literals;
using support::WirePeer;

constexpr std::uint16_t stream_id = 1;
constexpr std::uint16_t fps = 60;
constexpr std::size_t sinks = 4;
constexpr std::uint64_t rest_us = 200'000;
constexpr int look_again_us = 200;
constexpr double patience_ms = 10'000;

std::string node_name(int number) {
    return "relay:n" + std::to_string(number);
}

// A small stream of its own, and where it goes.
wanted::WantedState wishes_of(int number, int count) {
    const auto stream = static_cast<std::uint16_t>(number + 1);
    wanted::WantedState state;
    must(state.start_ingest(small_pattern(stream, 1)));
    must(state.start_relay(
        edge_to(node_name((number + 1) % count), stream, gen::DeliveryMode::completeness)));
    return state;
}

// source -> relay -> sinks, of which each has a reader here.
class Chain {
public:
    Chain() {
        wanted::WantedState source;
        must(source.start_ingest(small_pattern(stream_id, fps)));
        must(source.start_relay(edge_to(relay_name, stream_id, gen::DeliveryMode::low_latency)));
        leave_wishes(folder_.path(), "source:s", source);
        wanted::WantedState relay;
        for (std::size_t i = 0; i < sinks; ++i)
            must(relay.start_relay(
                edge_to(sink_name(i), stream_id, gen::DeliveryMode::low_latency)));
        leave_wishes(folder_.path(), relay_name, relay);
        for (std::size_t i = 0; i < sinks; ++i) sinks_[i].start(folder_.path(), sink_name(i));
        relay_.start(folder_.path(), relay_name);
        source_.start(folder_.path(), "source:s");
        wait_until_green(source_, 3);
        for (NodeProcess& sink : sinks_) readers_.push_back(reader_of(sink));
        frames_since(unix_time_us());
    }

    // Milliseconds from when the killed relay listens again until every reader has a frame that
    // was made after that.
    double restart() {
        const std::uint16_t port = relay_.port();
        relay_.kill();
        relay_.start(folder_.path(), relay_name, port);
        const auto begun = SteadyClock::now();
        while (!WirePeer::connect("127.0.0.1", port)) {
            if (milliseconds_since(begun) > patience_ms) give_up("the relay does not come back");
            usleep(look_again_us);
        }
        const auto listens = SteadyClock::now();
        frames_since(unix_time_us());
        return milliseconds_since(listens);
    }

    // Time for everything to come to rest. The readers show that they live.
    void rest() {
        for (WirePeer& reader : readers_) must(reader.send(gen::to_message(gen::Ping{})));
        frames_since(unix_time_us() + rest_us);
    }

private:
    static constexpr const char* relay_name = "relay:r";

    static std::string sink_name(std::size_t number) { return "sink:n" + std::to_string(number); }

    WirePeer reader_of(NodeProcess& sink) {
        auto peer = sink.connect();
        // Its stream may still be on the way.
        const auto begun = SteadyClock::now();
        while (!peer.ask(support::attach_request(stream_id, gen::DeliveryMode::low_latency))) {
            if (milliseconds_since(begun) > patience_ms) give_up("a sink gets no stream");
            usleep(look_again_us);
        }
        return peer;
    }

    // Reads until every reader has a frame that was made at or after `when`, in Unix time.
    void frames_since(std::uint64_t when) {
        const auto begun = SteadyClock::now();
        for (WirePeer& reader : readers_) {
            while (true) {
                if (milliseconds_since(begun) > patience_ms) give_up("no frame comes any more");
                const auto message = must(reader.receive(10s));
                if (message.type != gen::TimedFrame::type) continue;
                const auto frame = gen::TimedFrame::decode(message.payload);
                if (!frame) give_up("a frame cannot be decoded");
                if (frame->head.capture_time >= when) break;
            }
        }
    }

    TemporaryFolder folder_;
    NodeProcess source_;
    NodeProcess relay_;
    std::array<NodeProcess, sinks> sinks_;
    std::vector<WirePeer> readers_;
};

}  // namespace

void cold_start(int count) {
    const TemporaryFolder folder;
    for (int i = 0; i < count; ++i) leave_wishes(folder.path(), node_name(i), wishes_of(i, count));
    std::deque<NodeProcess> nodes(static_cast<std::size_t>(count));
    const auto begun = SteadyClock::now();
    for (int i = 0; i < count; ++i)
        nodes[static_cast<std::size_t>(i)].start(folder.path(), node_name(i));
    const double spawned = milliseconds_since(begun);
    for (NodeProcess& node : nodes) wait_until_green(node, 3);
    tell("cold start of " + std::to_string(count) + " nodes to all green", "ms",
         milliseconds_since(begun),
         "of that until all processes were begun: " + std::to_string(static_cast<int>(spawned)));
}

void restarts(int count) {
    Chain chain;
    std::vector<double> outages;
    for (int i = 0; i < count; ++i) {
        chain.rest();
        outages.push_back(chain.restart());
    }
    const std::string what = "killed relay listens again to frames at " + std::to_string(sinks) +
                             " sinks, of " + std::to_string(count);
    tell(what + ", p50", "ms", share(outages, 0.5));
    tell(what + ", p99", "ms", share(outages, 0.99));
    tell(what + ", longest", "ms", share(outages, 1));
}

}  // namespace weir::bench
