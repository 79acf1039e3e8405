// A node's figures for a monitoring system.

#include "control/report/metrics.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/metrics_server.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {
namespace {

using Key = std::pair<std::uint16_t, gen::DeliveryMode>;

report::OutputSum& sum_of(std::map<Key, report::OutputSum>& sums, std::uint16_t stream_id,
                          gen::DeliveryMode mode) {
    report::OutputSum& sum = sums[{stream_id, mode}];
    sum.stream_id = stream_id;
    sum.mode = mode;
    return sum;
}

void add_past(std::map<Key, report::OutputSum>& sums, const Totals& past) {
    for (const auto& [key, line] : past.lines()) {
        auto& sum = sum_of(sums, key.stream_id, resource::to_wire(key.delivery));
        sum.frames_received += line.frames_received;
        sum.frames_sent += line.frames_sent;
        sum.frames_waiting += line.frames_waiting;
        for (std::size_t i = 0; i < relay::drop_cause_count; ++i)
            if (line.dropped[i] > 0)
                sum.dropped[resource::to_wire(static_cast<relay::DropCause>(i))] += line.dropped[i];
    }
}

void add_current(std::map<Key, report::OutputSum>& sums, const gen::OutputState& output) {
    auto& sum = sum_of(sums, output.stream_id, output.mode);
    ++sum.outputs;
    sum.connected += output.connected ? 1 : 0;
    sum.frames_received += output.frames_received;
    sum.frames_sent += output.frames_sent;
    sum.frames_waiting += output.frames_waiting;
    sum.bytes_waiting += output.bytes_waiting;
    sum.oldest_ms = std::max(sum.oldest_ms, output.oldest_age);
    for (const auto& drop : output.drops) sum.dropped[drop.cause] += drop.frames;
}

}  // namespace

std::string Node::metrics() const {
    report::Metrics metrics;
    metrics.version = WEIR_VERSION;
    metrics.revision = keeper_->state().revision();
    metrics.state = runtime_state();
    std::map<Key, report::OutputSum> sums;
    add_past(sums, past_);
    for (const auto& output : metrics.state.outputs) add_current(sums, output);
    for (auto& [key, sum] : sums) metrics.outputs.push_back(std::move(sum));
    return report::exposition(metrics);
}

Result<> Node::serve_metrics() {
    if (options_.metrics.host.empty()) return {};
    auto server = MetricsServer::open(
        io_.get_executor(), options_.metrics,
        {[this] { return metrics(); }, [this] { return report::unready(runtime_state()); }});
    if (!server) return std::unexpected(server.error());
    metrics_ = std::move(*server);
    return {};
}

}  // namespace weir::nodes
