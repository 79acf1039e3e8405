// What makes sense for an edge of a relay, wherever it leads.

#include <algorithm>
#include <string>

#include "base/limits.hpp"
#include "control/wanted/checks.hpp"

namespace weir::wanted {
namespace {

std::string number(auto value) {
    return std::to_string(static_cast<unsigned>(value));
}

bool known(auto value) {
    return !gen::name(value).empty();
}

// Zero is "let the node choose" and so is no value that the schema would have to list.
template <typename Enum>
bool known_or_zero(Enum value) {
    return value == Enum{} || known(value);
}

bool weighs(gen::Scheduler scheduler) {
    return scheduler == gen::Scheduler::weighted_round_robin ||
           scheduler == gen::Scheduler::deficit_round_robin;
}

// Whoever does not know where frames begin cannot do anything about them, nor be told anything.
std::string why_not_opaque(const gen::RelayEdge& edge) {
    if (edge.output_stream_id != 0 && edge.output_stream_id != edge.stream_id)
        return "an opaque output carries bare bytes without a stream id; leave output_stream_id "
               "away, or use low_latency or completeness";
    if (edge.frames_max != 0 || edge.budget_policy != gen::BudgetPolicy{} ||
        edge.drop_policy != gen::DropPolicy{} || edge.slot_policy != gen::SlotPolicy{})
        return "an opaque output cannot drop frames, because its reader does not see where they "
               "begin; leave all but bytes_max away, or use low_latency or completeness";
    if (edge.acknowledged)
        return "an opaque output is not acknowledged, because its reader speaks no protocol; use "
               "completeness";
    if (edge.scheduler != gen::Scheduler{} || edge.weight != 0 || edge.priority != 0)
        return "an opaque output has its connection to itself, so it has no priority, scheduler or "
               "weight; use low_latency or completeness";
    const bool unix_path = edge.dest_host.starts_with("unix:/");
    if (edge.dest_host.empty() || (edge.dest_port == 0 && !unix_path))
        return "an opaque output leads to a program that takes bare bytes, over a connection of "
               "its own; give its HOST:PORT or unix:/PATH as the destination";
    return {};
}

std::string why_unknown(const gen::RelayEdge& edge) {
    if (!known(edge.mode))
        return "mode " + number(edge.mode) +
               " is not known here; 1 is low_latency, 2 completeness, 3 opaque";
    if (!known_or_zero(edge.slot_policy) || !known_or_zero(edge.drop_policy))
        return "slot_policy " + number(edge.slot_policy) + " with drop_policy " +
               number(edge.drop_policy) + " is not known here";
    if (!known_or_zero(edge.budget_policy))
        return "budget_policy " + number(edge.budget_policy) +
               " is not known here; 1 is hard, 2 soft";
    if (!known_or_zero(edge.scheduler))
        return "scheduler " + number(edge.scheduler) +
               " is not known here; 1 is strict_priority, 2 round_robin, 3 weighted_round_robin, 4 "
               "deficit_round_robin, 5 source_suppression";
    return {};
}

std::string why_absurd(const gen::RelayEdge& edge) {
    if (edge.frames_max > limits::completeness_frames_max ||
        edge.bytes_max > limits::completeness_bytes_max)
        return "a budget of " + std::to_string(edge.frames_max) + " frames, " +
               std::to_string(edge.bytes_max) + " bytes is over the limit of " +
               std::to_string(limits::completeness_frames_max) + " frames, " +
               std::to_string(limits::completeness_bytes_max) + " bytes";
    if (edge.budget_policy == gen::BudgetPolicy::soft &&
        edge.mode != gen::DeliveryMode::completeness)
        return "budget_policy soft belongs to completeness; a low_latency output holds one frame";
    if (edge.acknowledged && edge.mode != gen::DeliveryMode::completeness)
        return "acknowledged belongs to completeness; a low_latency output drops as it pleases";
    if (edge.weight > limits::scheduler_weight_max)
        return "weight " + std::to_string(edge.weight) + " is over the limit of " +
               std::to_string(limits::scheduler_weight_max);
    if (edge.weight > 1 && edge.scheduler != gen::Scheduler{} && !weighs(edge.scheduler))
        return "scheduler " + std::string(gen::name(edge.scheduler)) +
               " knows no weights; use weighted_round_robin or deficit_round_robin, or leave "
               "weight "
               "away";
    return {};
}

}  // namespace

Result<> check_delivery(const gen::RelayEdge& edge) {
    const std::string start = "relay of stream " + std::to_string(edge.stream_id) + ": ";
    if (const auto why = why_unknown(edge); !why.empty())
        return fail(Code::bad_request, start + why);
    if (edge.mode == gen::DeliveryMode::opaque)
        if (const auto why = why_not_opaque(edge); !why.empty())
            return fail(Code::unsupported, start + why);
    if (const auto why = why_absurd(edge); !why.empty())
        return fail(Code::bad_request, start + why);
    return {};
}

Result<> check_scheduler(const gen::RelayEdge& edge, const std::vector<gen::RelayEdge>& others) {
    if (edge.scheduler == gen::Scheduler{}) return {};
    const auto clash = std::ranges::find_if(others, [&](const gen::RelayEdge& other) {
        return other.dest_host == edge.dest_host && other.dest_port == edge.dest_port &&
               other.scheduler != gen::Scheduler{} && other.scheduler != edge.scheduler;
    });
    if (clash == others.end()) return {};
    return fail(Code::bad_request, "relay of stream " + std::to_string(edge.stream_id) +
                                       ": scheduler " + std::string(gen::name(edge.scheduler)) +
                                       ", but output " + std::to_string(clash->output_id) +
                                       " of the same connection has " +
                                       std::string(gen::name(clash->scheduler)) +
                                       "; name the same one, or none to take that");
}

Result<> check_stream_id_sent(const gen::RelayEdge& edge,
                              const std::vector<gen::RelayEdge>& others) {
    // Bare bytes go over a connection of their own.
    if (edge.mode == gen::DeliveryMode::opaque) return {};
    const auto id_sent = [](const gen::RelayEdge& one) {
        return one.output_stream_id != 0 ? one.output_stream_id : one.stream_id;
    };
    const auto clash = std::ranges::find_if(others, [&](const gen::RelayEdge& other) {
        return other.dest_host == edge.dest_host && other.dest_port == edge.dest_port &&
               other.mode != gen::DeliveryMode::opaque && id_sent(other) == id_sent(edge);
    });
    if (clash == others.end()) return {};
    return fail(Code::bad_request,
                "relay of stream " + std::to_string(edge.stream_id) + ": output " +
                    std::to_string(clash->output_id) + " sends stream " +
                    std::to_string(clash->stream_id) + " there under the id " +
                    std::to_string(id_sent(edge)) +
                    " already; choose another output_stream_id, or stop that one first");
}

}  // namespace weir::wanted
