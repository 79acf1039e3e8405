// Generated from schema/relay.yaml by codegen. Do not edit.
#include "gen/relay.hpp"

namespace weir::gen {

std::string_view name(DeliveryMode value) {
    switch (value) {
        case DeliveryMode::low_latency: return "low_latency";
        case DeliveryMode::completeness: return "completeness";
        case DeliveryMode::opaque: return "opaque";
    }
    return {};
}

template <>
std::optional<DeliveryMode> from_name(std::string_view name) {
    if (name == "low_latency") return DeliveryMode::low_latency;
    if (name == "completeness") return DeliveryMode::completeness;
    if (name == "opaque") return DeliveryMode::opaque;
    return std::nullopt;
}

std::string_view name(SlotPolicy value) {
    switch (value) {
        case SlotPolicy::replace_pending: return "replace_pending";
        case SlotPolicy::keep_pending: return "keep_pending";
    }
    return {};
}

template <>
std::optional<SlotPolicy> from_name(std::string_view name) {
    if (name == "replace_pending") return SlotPolicy::replace_pending;
    if (name == "keep_pending") return SlotPolicy::keep_pending;
    return std::nullopt;
}

std::string_view name(DropPolicy value) {
    switch (value) {
        case DropPolicy::drop_oldest: return "drop_oldest";
        case DropPolicy::drop_newest: return "drop_newest";
    }
    return {};
}

template <>
std::optional<DropPolicy> from_name(std::string_view name) {
    if (name == "drop_oldest") return DropPolicy::drop_oldest;
    if (name == "drop_newest") return DropPolicy::drop_newest;
    return std::nullopt;
}

std::string_view name(BudgetPolicy value) {
    switch (value) {
        case BudgetPolicy::hard: return "hard";
        case BudgetPolicy::soft: return "soft";
    }
    return {};
}

template <>
std::optional<BudgetPolicy> from_name(std::string_view name) {
    if (name == "hard") return BudgetPolicy::hard;
    if (name == "soft") return BudgetPolicy::soft;
    return std::nullopt;
}

std::string_view name(Scheduler value) {
    switch (value) {
        case Scheduler::strict_priority: return "strict_priority";
        case Scheduler::round_robin: return "round_robin";
        case Scheduler::weighted_round_robin: return "weighted_round_robin";
        case Scheduler::deficit_round_robin: return "deficit_round_robin";
        case Scheduler::source_suppression: return "source_suppression";
    }
    return {};
}

template <>
std::optional<Scheduler> from_name(std::string_view name) {
    if (name == "strict_priority") return Scheduler::strict_priority;
    if (name == "round_robin") return Scheduler::round_robin;
    if (name == "weighted_round_robin") return Scheduler::weighted_round_robin;
    if (name == "deficit_round_robin") return Scheduler::deficit_round_robin;
    if (name == "source_suppression") return Scheduler::source_suppression;
    return std::nullopt;
}

RelayEdge RelayEdge::View::own() const {
    RelayEdge out;
    out.output_id = output_id;
    out.stream_id = stream_id;
    out.output_stream_id = output_stream_id;
    out.mode = mode;
    out.slot_policy = slot_policy;
    out.drop_policy = drop_policy;
    out.priority = priority;
    out.frames_max = frames_max;
    out.bytes_max = bytes_max;
    out.dest_port = dest_port;
    out.dest_host = dest_host;
    out.budget_policy = budget_policy;
    out.scheduler = scheduler;
    out.weight = weight;
    return out;
}

Decoded<RelayEdge> RelayEdge::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t RelayEdge::encoded_size() const {
    std::size_t size_ = 29;
    size_ += wire::clip(dest_host, 255).size();
    return size_;
}

StartRelayRequest StartRelayRequest::View::own() const {
    StartRelayRequest out;
    out.stream_id = stream_id;
    out.output_stream_id = output_stream_id;
    out.mode = mode;
    out.slot_policy = slot_policy;
    out.drop_policy = drop_policy;
    out.priority = priority;
    out.frames_max = frames_max;
    out.bytes_max = bytes_max;
    out.dest_port = dest_port;
    out.dest_host = dest_host;
    out.budget_policy = budget_policy;
    out.scheduler = scheduler;
    out.weight = weight;
    return out;
}

Decoded<StartRelayRequest> StartRelayRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

std::size_t StartRelayRequest::encoded_size() const {
    std::size_t size_ = 27;
    size_ += wire::clip(dest_host, 255).size();
    return size_;
}

StartRelayRequest StartRelayRequest::from(const RelayEdge& like) {
    StartRelayRequest out;
    out.stream_id = like.stream_id;
    out.output_stream_id = like.output_stream_id;
    out.mode = like.mode;
    out.slot_policy = like.slot_policy;
    out.drop_policy = like.drop_policy;
    out.priority = like.priority;
    out.frames_max = like.frames_max;
    out.bytes_max = like.bytes_max;
    out.dest_port = like.dest_port;
    out.dest_host = like.dest_host;
    out.budget_policy = like.budget_policy;
    out.scheduler = like.scheduler;
    out.weight = like.weight;
    return out;
}

RelayEdge StartRelayRequest::as_relay_edge() const {
    RelayEdge out;
    out.stream_id = stream_id;
    out.output_stream_id = output_stream_id;
    out.mode = mode;
    out.slot_policy = slot_policy;
    out.drop_policy = drop_policy;
    out.priority = priority;
    out.frames_max = frames_max;
    out.bytes_max = bytes_max;
    out.dest_port = dest_port;
    out.dest_host = dest_host;
    out.budget_policy = budget_policy;
    out.scheduler = scheduler;
    out.weight = weight;
    return out;
}

StartRelayReply StartRelayReply::View::own() const {
    StartRelayReply out;
    out.output_id = output_id;
    return out;
}

Decoded<StartRelayReply> StartRelayReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopRelayRequest StopRelayRequest::View::own() const {
    StopRelayRequest out;
    out.output_id = output_id;
    return out;
}

Decoded<StopRelayRequest> StopRelayRequest::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

StopRelayReply StopRelayReply::View::own() const {
    StopRelayReply out;
    return out;
}

Decoded<StopRelayReply> StopRelayReply::decode(std::span<const std::byte> bytes) {
    const auto found = view(bytes);
    if (!found) return std::unexpected(found.error());
    return found->own();
}

}  // namespace weir::gen
