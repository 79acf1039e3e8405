// What a change needs to know of this node, and does to it.

#include <filesystem>
#include <utility>

#include "base/log.hpp"
#include "base/subprocess.hpp"
#include "control/change/decisions.hpp"
#include "control/resource/device_path.hpp"
#include "control/resource/format_map.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {

using dispatch::refuse;

namespace {

// Why an output cannot share a connection with another; empty when it can.
std::string why_not_beside(const relay::Output& other, const relay::OutputSettings& wanted) {
    const relay::OutputSettings& its = other.settings();
    const std::string output = "output " + std::to_string(other.id()) + " of this connection ";
    if (its.scheduler && wanted.scheduler && its.scheduler != wanted.scheduler)
        return "scheduler " + std::string(relay::name(*wanted.scheduler)) + ": " + output + "has " +
               std::string(relay::name(*its.scheduler)) +
               "; name the same one, or none to take that";
    const std::uint16_t id_sent = relay::stream_id_sent(wanted);
    const bool distinguishable =
        its.stream_id == wanted.stream_id && !its.acknowledged && !wanted.acknowledged;
    if (other.stream_id_sent() == id_sent && !distinguishable)
        return "stream " + std::to_string(wanted.stream_id) + ": " + output + "sends stream " +
               std::to_string(its.stream_id) + " under the id " + std::to_string(id_sent) +
               " already; choose another output_stream_id";
    return {};
}

}  // namespace

std::uint64_t Node::number_of(const dispatch::Peer& peer) const {
    return static_cast<const resource::Session&>(peer).number();
}

std::shared_ptr<dispatch::Peer> Node::peer(std::uint64_t number) const {
    const auto at = sessions_.find(number);
    return at == sessions_.end() ? nullptr : at->second;
}

std::string Node::device_at(std::string_view device_path) const {
    const auto path = resource::DevicePath::parse(device_path);
    if (!path || path->kind != resource::DevicePath::Kind::camera) return std::string(device_path);
    std::error_code none;
    const auto device = std::filesystem::canonical(path->target, none);
    return none ? path->target : device.string();
}

change::Verdict Node::may_stop(std::uint16_t output_id) const {
    const std::string output = "output " + std::to_string(output_id);
    if (readers_.contains(output_id)) return {};
    if (!relay_.outputs().contains(output_id))
        return refuse(gen::Status::not_found, output + ": this node has none of that id");
    if (const auto stream_id = assembly_->uplink_of(output_id))
        return refuse(gen::Status::conflict,
                      output + ": sends on what stream " + std::to_string(*stream_id) +
                          " captures; stop that with stop_ingest, or start it without a target");
    if (!assembly_->edge(output_id).target.empty()) return {};
    return refuse(gen::Status::conflict,
                  output + ": serves " + view(output_id).peer +
                      " of this node, not another node; stop that, with stop_sink if it is a "
                      "recording, with stop_display if it is a window");
}

change::Verdict Node::room_for_output(std::uint16_t stream_id) {
    if (auto room = relay_.room_for_output(stream_id); !room) return refuse(room.error());
    return {};
}

change::Verdict Node::may_record() const {
    if (options_.sink_dir.empty())
        return refuse(gen::Status::unavailable,
                      options_.name +
                          ": has no folder for recordings; start it with --sink-dir DIR, or ask "
                          "another node with the function sink");
    if (find_program("ffmpeg").empty())
        return refuse(gen::Status::unavailable,
                      options_.name +
                          ": ffmpeg is not installed there, and it writes recordings; apt-get "
                          "install ffmpeg");
    return {};
}

change::Verdict Node::may_show() const {
    const auto possible = windows_here();
    if (possible) return {};
    return refuse(gen::Status::unavailable,
                  options_.name +
                      ": has no screen that it shows windows on: " + possible.error().what +
                      "; or ask a node that has one, or watch the stream in the web page");
}

const gen::Ingest* Node::effective(std::uint16_t stream_id) const {
    const gen::Ingest* told = keeper_->state().ingest(stream_id);
    return told != nullptr ? told : given_.ingest(stream_id);
}

change::Verdict Node::follow_ingest(std::uint16_t stream_id) {
    const gen::Ingest* wish = effective(stream_id);
    if (wish == nullptr) {
        assembly_->stop_ingest(stream_id);
        return {};
    }
    if (auto started = assembly_->start_ingest(*wish); !started) return refuse(started.error());
    return {};
}

// An output to another node is part of what this node is meant to do. Said twice, it goes on.
change::Verdict Node::follow_edge(std::uint16_t output_id) {
    const gen::RelayEdge* edge = keeper_->state().relay(output_id);
    if (edge == nullptr) return {};  // stopped again by a change that was saved with it
    const auto running = running_.find(output_id);
    if (running != running_.end() && running->second == *edge) return {};
    auto settings = resource::output_settings(gen::StartRelayRequest::from(*edge));
    if (!settings) return refuse(settings.error());
    settings->output_id = output_id;
    // With other settings it is another output, in the place of the one before.
    assembly_->stop_edge(output_id);
    running_.erase(output_id);
    const auto id = assembly_->start_edge(*settings, {edge->dest_host, edge->dest_port},
                                          relay::Relay::Place::taken_over);
    if (!id) return refuse(id.error());
    running_.insert_or_assign(output_id, *edge);
    return {};
}

change::Verdict Node::follow_sink(std::uint16_t stream_id) {
    sinks_->follow(stream_id, keeper_->state().sink(stream_id));
    return {};
}

change::Verdict Node::follow_display(std::uint16_t stream_id) {
    displays_->follow(stream_id, keeper_->state().display(stream_id));
    return {};
}

void Node::ended(const change::Ended& change) {
    if (change.changed)
        note({.subject = gen::EventSubject::wanted,
              .name = change.name,
              .after = change.wanted ? "wanted" : "",
              .detail = change.detail,
              .before = change.wanted ? "" : "wanted"});
    if (kinds_ && !kinds_->empty()) kinds_->follow(config_state());
}

// An output on the connection that asked for it.
change::Outcome<std::uint16_t> Node::start_reader(const gen::StartRelayRequest& request,
                                                  std::uint64_t number) {
    const auto at = sessions_.find(number);
    if (at == sessions_.end()) return refuse(gen::Status::error, "the connection has ended");
    const resource::Session* session = at->second.get();
    auto settings = resource::output_settings(request);
    if (!settings) return refuse(settings.error());
    if (const auto before = returned(request, *session)) {
        attach_later(*before);
        return *before;
    }
    for (const auto& [output_id, reader] : readers_)
        if (reader.session == session->number())
            if (const auto clash = why_not_beside(*reader.port->output(), *settings);
                !clash.empty())
                return refuse(gen::Status::invalid_params, clash);
    auto port = std::make_unique<resource::OutputPort>(relay_, &deliveries_);
    if (auto opened = port->open(*settings, monotonic_now()); !opened)
        return refuse(opened.error());
    const std::uint16_t output_id = port->output()->id();
    mind_refusal(output_id, *port);
    Reader reader;
    reader.session = session->number();
    reader.port = std::move(port);
    if (request.acknowledged && session->hello()) reader.boot_nonce = session->hello()->boot_nonce;
    readers_.emplace(output_id, std::move(reader));
    attach_later(output_id);
    note_reader(output_id, "open", "read by " + session->peer());
    return output_id;
}

void Node::stop_output(std::uint16_t output_id) {
    if (readers_.contains(output_id)) return close_reader(output_id);
    assembly_->stop_edge(output_id);
    running_.erase(output_id);
}

void Node::take_up_wanted() {
    const auto& wanted = keeper_->state().values();
    for (const gen::Ingest& ingest : wanted.ingests)
        if (auto started = follow_ingest(ingest.stream_id); !started)
            log::warn("node", started.error().reason, {{"stream", ingest.stream_id}});
    for (const gen::RelayEdge& edge : wanted.relays)
        if (auto started = follow_edge(edge.output_id); !started)
            log::warn("node", started.error().reason, {{"output", edge.output_id}});
    for (const gen::Sink& sink : wanted.sinks)
        if (auto started = follow_sink(sink.stream_id); !started)
            log::warn("node", started.error().reason, {{"stream", sink.stream_id}});
    for (const gen::Display& display : wanted.displays)
        if (auto started = follow_display(display.stream_id); !started)
            log::warn("node", started.error().reason, {{"stream", display.stream_id}});
    kinds_->follow(config_state());
}

}  // namespace weir::nodes
