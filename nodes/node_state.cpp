// What a node says of itself: what it is meant to do, and what it does.

#include <utility>

#include "base/log.hpp"
#include "control/report/fit.hpp"
#include "control/resource/format_map.hpp"
#include "control/wanted/directory_files.hpp"
#include "nodes/local_files.hpp"
#include "nodes/neighbourhood.hpp"
#include "nodes/node.hpp"
#include "nodes/report_file.hpp"

namespace weir::nodes {
namespace {

gen::ResourceState resource_state(const reconcile::Status& status) {
    gen::ResourceState state;
    state.number = static_cast<std::uint32_t>(status.number);
    state.action = std::string(status.action);
    state.failures = status.failures;
    state.gave_up = status.gave_up;
    state.kind = status.kind;
    state.name = status.name;
    state.current = std::string(status.current);
    state.wanted = std::string(status.wanted);
    state.since = report::whole_ms(status.since);
    state.retry_in = report::short_ms(status.retry_in);
    state.error = status.error;
    state.waits_for = status.waits_for;
    if (state.error.empty() && !status.waits_for.empty())
        state.error = "waits for " + status.waits_for;  // for people
    return state;
}

gen::StreamState stream_state(std::uint16_t stream_id, const relay::Input& input,
                              const relay::Receipt* receipt, TimePoint now) {
    gen::StreamState state;
    state.stream_id = stream_id;
    state.live = input.live && !input.interrupted;
    if (input.format) {
        state.format = resource::to_wire(input.format->encoding);
        state.pixel_format = resource::to_wire(input.format->layout);
        state.origin = resource::to_wire(input.format->origin);
        state.width = input.format->width;
        state.height = input.format->height;
    }
    const relay::Rate rate = input.rate.at(now);
    state.fps_milli = rate.fps_milli;
    state.bits_per_second = rate.bits_per_second;
    state.frames_received = input.frames_received;
    state.frames_lost = input.frames_lost;
    state.frames_refused = input.frames_refused;
    if (receipt != nullptr) {
        state.frames_missing = receipt->frames_missing();
        state.frames_repeated = receipt->frames_repeated();
    }
    state.source = input.source;
    return state;
}

gen::OutputState output_state(const relay::Output& output, TimePoint now) {
    const relay::OutputStats stats = output.stats(now);
    gen::OutputState state;
    state.output_id = output.id();
    state.stream_id = output.settings().stream_id;
    state.mode = resource::to_wire(output.settings().delivery);
    state.frames_received = stats.frames_received;
    state.frames_sent = stats.frames_sent;
    state.frames_waiting = stats.frames_waiting;
    state.bytes_waiting = stats.bytes_waiting;
    if (stats.oldest_since) state.oldest_age = report::short_ms(now - *stats.oldest_since);
    state.fps_milli = stats.fps_milli;
    state.bits_per_second = stats.bits_per_second;
    state.drops = resource::drop_counts(stats.dropped);
    state.gaps = stats.gaps;
    return state;
}

}  // namespace

void Node::serve_state() {
    dispatcher_.on<gen::GetConfigStateRequest>(
        [this](const gen::GetConfigStateRequest&,
               dispatch::Peer&) -> std::expected<gen::GetConfigStateReply, dispatch::Refusal> {
            return config_state();
        });
    dispatcher_.on<gen::GetRuntimeStateRequest>(
        [this](const gen::GetRuntimeStateRequest&,
               dispatch::Peer&) -> std::expected<gen::GetRuntimeStateReply, dispatch::Refusal> {
            gen::GetRuntimeStateReply state = runtime_state();
            if (const std::size_t left_out = report::fit(state); left_out > 0)
                cut_reports_.warn("node", "the report was too long for one message",
                                  {{"items_left_out", left_out}});
            return state;
        });
}

gen::GetConfigStateReply Node::config_state() const {
    gen::GetConfigStateReply state = keeper_->state().values();
    const auto& given = given_.values();
    for (const gen::Ingest& ingest : given.ingests)
        if (keeper_->state().ingest(ingest.stream_id) == nullptr) state.ingests.push_back(ingest);
    return state;
}

gen::GetRuntimeStateReply Node::runtime_state(bool everything) const {
    const TimePoint now = monotonic_now();
    gen::GetRuntimeStateReply state;
    state.node_name = options_.name;
    state.boot_nonce = boot_nonce_;
    state.uptime = report::whole_ms(now - started_);
    for (const reconcile::Status& status : reconciler_.snapshot(now))
        state.resources.push_back(resource_state(status));
    for (const auto& [stream_id, input] : relay_.inputs())
        if (input.live || input.interrupted || everything)
            state.streams.push_back(
                stream_state(stream_id, input, deliveries_.receipt(stream_id), now));
    for (const auto& [output_id, output] : relay_.outputs()) {
        gen::OutputState told = output_state(*output, now);
        const OutputView reader = view(output_id);
        told.peer = reader.peer;
        told.connected = reader.connected;
        told.frames_retained = reader.retained.frames;
        told.bytes_retained = reader.retained.bytes;
        told.frames_overrun = reader.retained.frames_overrun;
        if (reader.connection != nullptr)
            told.kernel_queue = reader.connection->kernel_queue_bytes();
        const auto watch = watches_.find(output_id);
        told.congested = watch != watches_.end() && watch->second.congested();
        state.outputs.push_back(std::move(told));
    }
    state.peers = neighbours_->states(now);
    state.memory_held = relay_.memory_held();
    state.memory_max = relay_.memory_max();
    return state;
}

void Node::write_report() const {
    if (options_.report_file.empty()) return;
    if (auto written =
            write_whole_file(options_.report_file, report_json(runtime_state(true), past_));
        !written)
        log::warn("node", written.error().what);
}

// ------------------------------------------------------------ what it was told

Result<> Node::load_wanted() {
    const std::string folder =
        options_.state_dir.empty() ? default_state_dir() : options_.state_dir;
    auto files = wanted::DirectoryFiles::open(folder, options_.name);
    if (!files) {
        // A folder that somebody chose must work; without one the node is still of use.
        if (!options_.state_dir.empty() && files.error().code != Code::refused)
            return std::unexpected(files.error());
        log::warn("node",
                  files.error().what + "; what this node is told is forgotten when it ends");
        return {};
    }
    files_ = std::move(*files);
    store_ = std::make_unique<wanted::Store>(*files_, wanted::file_name_of(options_.name));
    auto loaded = store_->load();
    for (const std::string& warning : loaded.warnings) log::warn("node", warning);
    keeper_ = keep_in(std::move(loaded.state), store_.get());
    return {};
}

std::unique_ptr<wanted::Keeper> Node::keep_in(wanted::WantedState loaded, wanted::Store* store) {
    return std::make_unique<wanted::Keeper>(
        std::move(loaded), store, [this](wanted::Keeper::Work save, wanted::Keeper::Then then) {
            disk_.run(std::move(save), std::move(then));
        });
}

}  // namespace weir::nodes
