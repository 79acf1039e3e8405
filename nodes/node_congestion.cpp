// Which outputs fall behind: said once in the log, and told to whom it concerns.

#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/report/fit.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {
namespace {

using Turn = resource::CongestionWatch::Turn;

double mebibytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

double megabits(std::uint64_t bits_per_second) {
    return static_cast<double>(bits_per_second) / 1e6;
}

gen::CongestionReport report_of(const relay::Output& output, const relay::OutputStats& stats,
                                std::uint32_t kernel_queue, bool congested, TimePoint now) {
    gen::CongestionReport report;
    report.output_id = output.id();
    report.stream_id = output.settings().stream_id;
    report.frames_received = stats.frames_received;
    report.frames_sent = stats.frames_sent;
    report.frames_waiting = stats.frames_waiting;
    report.bytes_waiting = stats.bytes_waiting;
    if (stats.oldest_since) report.oldest_age = report::short_ms(now - *stats.oldest_since);
    report.kernel_queue = kernel_queue;
    report.drops = resource::drop_counts(stats.dropped);
    report.congested = congested;
    report.fps_milli = stats.fps_milli;
    report.bits_per_second = stats.bits_per_second;
    return report;
}

void say_begun(const gen::CongestionReport& report, const resource::CongestionWatch& watch,
               const std::string& reader, std::uint64_t stream_bits_per_second) {
    log::warn("relay", "output falls behind; its reader or the way to it is too slow",
              {{"output", report.output_id},
               {"reader", reader},
               {"cause", watch.cause() ? relay::name(*watch.cause()) : "old_frames"},
               {"dropped", watch.dropped()},
               {"waiting", report.frames_waiting},
               {"waiting_mib", mebibytes(report.bytes_waiting)},
               {"oldest_ms", report.oldest_age},
               {"kernel_bytes", report.kernel_queue},
               {"takes_mbit_s", megabits(report.bits_per_second)},
               {"stream_mbit_s", megabits(stream_bits_per_second)}});
}

void say_ended(const gen::CongestionReport& report, const resource::CongestionWatch& watch,
               const std::string& reader, TimePoint now) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(watch.lasted(now)).count();
    log::info("relay", "output keeps up again",
              {{"output", report.output_id},
               {"reader", reader},
               {"cause", watch.cause() ? relay::name(*watch.cause()) : "old_frames"},
               {"dropped", watch.dropped()},
               {"seconds", seconds},
               {"sent_in_all", report.frames_sent}});
}

}  // namespace

Node::OutputView Node::view(std::uint16_t output_id) const {
    const auto found = readers_.find(output_id);
    if (found == readers_.end()) {
        if (const auto recorded = sinks_->view(output_id))
            return {"file:" + recorded->path, nullptr, nullptr, {}, recorded->recording};
        if (const auto showing = displays_->showing(output_id))
            return {"window", nullptr, nullptr, {}, *showing};
        const auto edge = assembly_->edge(output_id);
        return {edge.target, edge.session, edge.connection, edge.retained,
                edge.connection != nullptr};
    }
    const Reader& reader = found->second;
    const auto session = sessions_.find(reader.session);
    const resource::Session* attached = reader.port->session();
    return {session == sessions_.end() ? "" : session->second->peer(), attached,
            attached == nullptr ? nullptr : &attached->connection(), reader.port->retained(),
            attached != nullptr};
}

// Where thousands of outputs have something to say at once, those that had to wait go first the
// next time.
void Node::watch_congestion(TimePoint now) {
    const auto& outputs = relay_.outputs();
    const auto first = outputs.upper_bound(last_congestion_told_);
    std::size_t told = 0;
    const auto look_at = [&](const auto& from, const auto& to) {
        for (auto at = from; at != to; ++at)
            if (look_at_output(*at->second, now, told < limits::congestion_reports_a_turn_max)) {
                ++told;
                last_congestion_told_ = at->first;
            }
    };
    look_at(first, outputs.end());
    look_at(outputs.begin(), first);
}

// True when what the output has to say was told.
bool Node::look_at_output(const relay::Output& output, TimePoint now, bool may_tell) {
    auto& watch = watches_.try_emplace(output.id(), output.settings().delivery).first->second;
    const relay::OutputStats stats = output.stats(now);
    const auto [turn, due] = watch.look(stats, now, may_tell);
    if (turn == Turn::none && !due) return false;
    const OutputView reader = view(output.id());
    const std::uint32_t kernel_queue =
        reader.connection == nullptr ? 0 : reader.connection->kernel_queue_bytes();
    const auto report = report_of(output, stats, kernel_queue, watch.congested(), now);
    const relay::Input* input = relay_.input(report.stream_id);
    if (turn == Turn::begun)
        say_begun(report, watch, reader.peer,
                  input == nullptr ? 0 : input->rate.at(now).bits_per_second);
    if (turn == Turn::ended) say_ended(report, watch, reader.peer, now);
    if (turn == Turn::begun) note_reader(output.id(), "congested", "read by " + reader.peer);
    if (turn == Turn::ended) note_reader(output.id(), "open", "keeps up again");
    if (due) tell_congestion(output, report, reader.session);
    return due;
}

// The reader of an output, under the id that it knows, and every controller.
void Node::tell_congestion(const relay::Output& output, const gen::CongestionReport& report,
                           const resource::Session* reader) {
    for (const auto& [number, session] : sessions_) {
        if (!session->is_open() || !session->hello()) continue;
        const bool reads = session.get() == reader;
        if (!reads && !gen::has(session->hello()->function_flags, gen::FunctionFlags::controller))
            continue;
        gen::CongestionReport told = report;
        if (reads) told.stream_id = output.stream_id_sent();
        session->send(gen::to_message(told));
    }
}

}  // namespace weir::nodes
