// Generated from schema/state.yaml by codegen. Do not edit.
#include "gen/state.hpp"

namespace weir::gen {

ResourceState ResourceState::View::own() const {
    ResourceState out;
    out.kind = kind;
    out.name = name;
    out.current = current;
    out.wanted = wanted;
    out.since = since;
    out.retry_in = retry_in;
    out.error = error;
    out.number = number;
    return out;
}

Decoded<ResourceState> ResourceState::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t ResourceState::encoded_size() const {
    std::size_t size_ = 21;
    size_ += wire::clip(kind, 255).size();
    size_ += wire::clip(name, 255).size();
    size_ += wire::clip(current, 255).size();
    size_ += wire::clip(wanted, 255).size();
    size_ += wire::clip(error, 255).size();
    return size_;
}

StreamState StreamState::View::own() const {
    StreamState out;
    out.stream_id = stream_id;
    out.live = live;
    out.format = format;
    out.pixel_format = pixel_format;
    out.origin = origin;
    out.width = width;
    out.height = height;
    out.fps_milli = fps_milli;
    out.bits_per_second = bits_per_second;
    out.frames_received = frames_received;
    out.frames_lost = frames_lost;
    out.source = source;
    out.frames_refused = frames_refused;
    return out;
}

Decoded<StreamState> StreamState::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StreamState::encoded_size() const {
    std::size_t size_ = 50;
    size_ += wire::clip(source, 255).size();
    return size_;
}

OutputState OutputState::View::own() const {
    OutputState out;
    out.output_id = output_id;
    out.stream_id = stream_id;
    out.mode = mode;
    out.peer = peer;
    out.connected = connected;
    out.frames_received = frames_received;
    out.frames_sent = frames_sent;
    out.frames_waiting = frames_waiting;
    out.bytes_waiting = bytes_waiting;
    out.oldest_age = oldest_age;
    out.kernel_queue = kernel_queue;
    out.fps_milli = fps_milli;
    out.drops.reserve(drops.size());
    for (const auto& item_ : drops) out.drops.emplace_back(item_.own());
    out.gaps = gaps;
    return out;
}

Decoded<OutputState> OutputState::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t OutputState::encoded_size() const {
    std::size_t size_ = 56;
    size_ += wire::clip(peer, 255).size();
    size_ += wire::first(drops, 255).size() * 11;
    return size_;
}

PeerState PeerState::View::own() const {
    PeerState out;
    out.name = name;
    out.address = address;
    out.site_id = site_id;
    out.function_flags = function_flags;
    out.boot_nonce = boot_nonce;
    out.last_seen = last_seen;
    out.duplicate = duplicate;
    return out;
}

Decoded<PeerState> PeerState::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t PeerState::encoded_size() const {
    std::size_t size_ = 19;
    size_ += wire::clip(name, 255).size();
    size_ += wire::clip(address, 255).size();
    return size_;
}

StateChange StateChange::View::own() const {
    StateChange out;
    out.full = full;
    out.more = more;
    out.revision = revision;
    out.ingests.reserve(ingests.size());
    for (const auto& item_ : ingests) out.ingests.emplace_back(item_.own());
    out.displays.reserve(displays.size());
    for (const auto& item_ : displays) out.displays.emplace_back(item_.own());
    out.sinks.reserve(sinks.size());
    for (const auto& item_ : sinks) out.sinks.emplace_back(item_.own());
    out.relays.reserve(relays.size());
    for (const auto& item_ : relays) out.relays.emplace_back(item_.own());
    out.ingests_gone.reserve(ingests_gone.size());
    for (const auto& item_ : ingests_gone) out.ingests_gone.emplace_back(item_);
    out.displays_gone.reserve(displays_gone.size());
    for (const auto& item_ : displays_gone) out.displays_gone.emplace_back(item_);
    out.sinks_gone.reserve(sinks_gone.size());
    for (const auto& item_ : sinks_gone) out.sinks_gone.emplace_back(item_);
    out.relays_gone.reserve(relays_gone.size());
    for (const auto& item_ : relays_gone) out.relays_gone.emplace_back(item_);
    out.resources.reserve(resources.size());
    for (const auto& item_ : resources) out.resources.emplace_back(item_.own());
    out.streams.reserve(streams.size());
    for (const auto& item_ : streams) out.streams.emplace_back(item_.own());
    out.outputs.reserve(outputs.size());
    for (const auto& item_ : outputs) out.outputs.emplace_back(item_.own());
    out.peers.reserve(peers.size());
    for (const auto& item_ : peers) out.peers.emplace_back(item_.own());
    out.resources_gone.reserve(resources_gone.size());
    for (const auto& item_ : resources_gone) out.resources_gone.emplace_back(item_);
    out.streams_gone.reserve(streams_gone.size());
    for (const auto& item_ : streams_gone) out.streams_gone.emplace_back(item_);
    out.outputs_gone.reserve(outputs_gone.size());
    for (const auto& item_ : outputs_gone) out.outputs_gone.emplace_back(item_);
    out.peers_gone.reserve(peers_gone.size());
    for (const auto& item_ : peers_gone) out.peers_gone.emplace_back(item_);
    return out;
}

Decoded<StateChange> StateChange::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StateChange::encoded_size() const {
    std::size_t size_ = 42;
    for (const auto& item_ : wire::first(ingests, 65535)) size_ += 2 + item_.encoded_size();
    size_ += wire::first(displays, 65535).size() * 16;
    for (const auto& item_ : wire::first(sinks, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(relays, 65535)) size_ += 2 + item_.encoded_size();
    size_ += wire::first(ingests_gone, 65535).size() * 2;
    size_ += wire::first(displays_gone, 65535).size() * 2;
    size_ += wire::first(sinks_gone, 65535).size() * 2;
    size_ += wire::first(relays_gone, 65535).size() * 2;
    for (const auto& item_ : wire::first(resources, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(streams, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(outputs, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(peers, 65535)) size_ += 2 + item_.encoded_size();
    size_ += wire::first(resources_gone, 65535).size() * 4;
    size_ += wire::first(streams_gone, 65535).size() * 2;
    size_ += wire::first(outputs_gone, 65535).size() * 2;
    size_ += wire::first(peers_gone, 65535).size() * 8;
    return size_;
}

GetConfigStateRequest GetConfigStateRequest::View::own() const {
    GetConfigStateRequest out;
    return out;
}

Decoded<GetConfigStateRequest> GetConfigStateRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

GetConfigStateReply GetConfigStateReply::View::own() const {
    GetConfigStateReply out;
    out.revision = revision;
    out.ingests.reserve(ingests.size());
    for (const auto& item_ : ingests) out.ingests.emplace_back(item_.own());
    out.displays.reserve(displays.size());
    for (const auto& item_ : displays) out.displays.emplace_back(item_.own());
    out.sinks.reserve(sinks.size());
    for (const auto& item_ : sinks) out.sinks.emplace_back(item_.own());
    out.relays.reserve(relays.size());
    for (const auto& item_ : relays) out.relays.emplace_back(item_.own());
    return out;
}

Decoded<GetConfigStateReply> GetConfigStateReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t GetConfigStateReply::encoded_size() const {
    std::size_t size_ = 16;
    for (const auto& item_ : wire::first(ingests, 65535)) size_ += 2 + item_.encoded_size();
    size_ += wire::first(displays, 65535).size() * 16;
    for (const auto& item_ : wire::first(sinks, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(relays, 65535)) size_ += 2 + item_.encoded_size();
    return size_;
}

GetRuntimeStateRequest GetRuntimeStateRequest::View::own() const {
    GetRuntimeStateRequest out;
    return out;
}

Decoded<GetRuntimeStateRequest> GetRuntimeStateRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

GetRuntimeStateReply GetRuntimeStateReply::View::own() const {
    GetRuntimeStateReply out;
    out.node_name = node_name;
    out.boot_nonce = boot_nonce;
    out.uptime = uptime;
    out.resources.reserve(resources.size());
    for (const auto& item_ : resources) out.resources.emplace_back(item_.own());
    out.streams.reserve(streams.size());
    for (const auto& item_ : streams) out.streams.emplace_back(item_.own());
    out.outputs.reserve(outputs.size());
    for (const auto& item_ : outputs) out.outputs.emplace_back(item_.own());
    out.peers.reserve(peers.size());
    for (const auto& item_ : peers) out.peers.emplace_back(item_.own());
    out.memory_held = memory_held;
    out.memory_max = memory_max;
    return out;
}

Decoded<GetRuntimeStateReply> GetRuntimeStateReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t GetRuntimeStateReply::encoded_size() const {
    std::size_t size_ = 41;
    size_ += wire::clip(node_name, 255).size();
    for (const auto& item_ : wire::first(resources, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(streams, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(outputs, 65535)) size_ += 2 + item_.encoded_size();
    for (const auto& item_ : wire::first(peers, 65535)) size_ += 2 + item_.encoded_size();
    return size_;
}

SubscribeRequest SubscribeRequest::View::own() const {
    SubscribeRequest out;
    out.interval = interval;
    return out;
}

Decoded<SubscribeRequest> SubscribeRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

SubscribeReply SubscribeReply::View::own() const {
    SubscribeReply out;
    out.interval = interval;
    return out;
}

Decoded<SubscribeReply> SubscribeReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

ReconcileNowRequest ReconcileNowRequest::View::own() const {
    ReconcileNowRequest out;
    return out;
}

Decoded<ReconcileNowRequest> ReconcileNowRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

ReconcileNowReply ReconcileNowReply::View::own() const {
    ReconcileNowReply out;
    out.resources = resources;
    return out;
}

Decoded<ReconcileNowReply> ReconcileNowReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

SetLogLevelRequest SetLogLevelRequest::View::own() const {
    SetLogLevelRequest out;
    out.levels = levels;
    return out;
}

Decoded<SetLogLevelRequest> SetLogLevelRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t SetLogLevelRequest::encoded_size() const {
    std::size_t size_ = 1;
    size_ += wire::clip(levels, 255).size();
    return size_;
}

SetLogLevelReply SetLogLevelReply::View::own() const {
    SetLogLevelReply out;
    return out;
}

Decoded<SetLogLevelReply> SetLogLevelReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

ShutdownRequest ShutdownRequest::View::own() const {
    ShutdownRequest out;
    return out;
}

Decoded<ShutdownRequest> ShutdownRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

ShutdownReply ShutdownReply::View::own() const {
    ShutdownReply out;
    return out;
}

Decoded<ShutdownReply> ShutdownReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

}  // namespace weir::gen
