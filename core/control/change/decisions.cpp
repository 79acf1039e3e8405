#include "control/change/decisions.hpp"

#include <span>
#include <utility>

#include "base/limits.hpp"
#include "base/planted.hpp"
#include "control/resource/capture_resource.hpp"
#include "control/resource/format_map.hpp"
#include "operations/stream_ids.hpp"

namespace weir::change {
namespace {

using dispatch::refuse;

std::unexpected<dispatch::Refusal> not_here(const char* what, std::uint16_t id, const char* why) {
    return refuse(gen::Status::not_found,
                  std::string(what) + " " + std::to_string(id) + ": " + why);
}

// By what it is called, or by what that leads to.
bool one_device(const gen::Ingest& a, const gen::Ingest& b, const House& house) {
    return same_device(a.device_path, b.device_path) ||
           house.device_at(a.device_path) == house.device_at(b.device_path);
}

// Two controllers may choose one id for two devices; the second must not end what the first began.
// The same device again is a change of its settings.
Verdict id_is_free(const gen::Ingest& wish, const gen::Ingest* here, const House& house) {
    if (here == nullptr || one_device(wish, *here, house)) return {};
    if (planted(Fault::conflict_overlooked)) return {};
    return refuse(gen::Status::conflict, "stream " + std::to_string(wish.stream_id) + " is " +
                                             here->device_path +
                                             " on this node; choose another id or stop it first");
}

// A camera has several names, of which one survives replugging; under two of them it would be two
// streams of one device.
Verdict has_one_name(const gen::Ingest& wish, std::span<const gen::Ingest> captured,
                     const House& house) {
    for (const gen::Ingest& other : captured) {
        if (other.stream_id == wish.stream_id || same_device(other.device_path, wish.device_path) ||
            !one_device(wish, other, house))
            continue;
        return refuse(gen::Status::invalid_params, wish.device_path + ": is " + other.device_path +
                                                       ", which this node captures "
                                                       "as stream " +
                                                       std::to_string(other.stream_id) +
                                                       "; call it so, or stop that stream first");
    }
    return {};
}

}  // namespace

bool same_device(std::string_view a, std::string_view b) {
    return operations::device_key(a) == operations::device_key(b);
}

Verdict leads_away(std::string_view node, const std::string& host, std::uint16_t port) {
    if (port != 0 || host != node) return {};
    return refuse(gen::Status::invalid_params,
                  host + ": is this node itself; name another node to send to");
}

Outcome<gen::StartIngestReply> decide(const gen::StartIngestRequest& request,
                                      wanted::WantedState& next, House& house) {
    const gen::Ingest wish = request.as_ingest();
    if (auto sensible = resource::capture_plan(wish); !sensible) return refuse(sensible.error());
    if (auto away = leads_away(house.node_name(), wish.dest_host, wish.dest_port); !away)
        return std::unexpected(away.error());
    const gen::Ingest* here = next.ingest(wish.stream_id);
    if (here == nullptr) here = house.given(wish.stream_id);
    if (auto free = id_is_free(wish, here, house); !free) return std::unexpected(free.error());
    for (const auto captured : {std::span(next.values().ingests), house.all_given()})
        if (auto own = has_one_name(wish, captured, house); !own)
            return std::unexpected(own.error());
    // Sending it elsewhere takes an output, unless it has one that goes for it.
    const bool sends = here != nullptr && !here->dest_host.empty();
    auto with_it = next;
    if (auto changed = with_it.start_ingest(wish); !changed) return refuse(changed.error());
    if (!wish.dest_host.empty() && !sends)
        if (auto room = house.room_for_output(wish.stream_id); !room)
            return std::unexpected(room.error());
    next = std::move(with_it);
    return gen::StartIngestReply{};
}

Outcome<gen::StopIngestReply> decide(const gen::StopIngestRequest& request,
                                     wanted::WantedState& next, House& house) {
    if (!next.stop_ingest(request.stream_id) && house.given(request.stream_id) == nullptr)
        return not_here("stream", request.stream_id, "this node does not capture it");
    return gen::StopIngestReply{};
}

Outcome<gen::StartRelayReply> decide(const gen::StartRelayRequest& request,
                                     wanted::WantedState& next, House& house) {
    if (auto sound = resource::output_settings(request); !sound) return refuse(sound.error());
    gen::StartRelayReply reply;
    if (request.dest_host.empty()) return reply;  // for this connection only: not kept
    if (auto away = leads_away(house.node_name(), request.dest_host, request.dest_port); !away)
        return std::unexpected(away.error());
    auto with_it = next;
    const auto relayed = with_it.start_relay(request.as_relay_edge());
    if (!relayed) return refuse(relayed.error());
    // The same edge with other settings takes the place of what it had.
    if (next.relay(relayed->output_id) == nullptr)
        if (auto room = house.room_for_output(request.stream_id); !room)
            return std::unexpected(room.error());
    next = std::move(with_it);
    reply.output_id = relayed->output_id;
    return reply;
}

Outcome<gen::StopRelayReply> decide(const gen::StopRelayRequest& request, wanted::WantedState& next,
                                    House& house) {
    if (next.stop_relay(request.output_id)) return gen::StopRelayReply{};
    if (auto own = house.may_stop(request.output_id); !own) return std::unexpected(own.error());
    return gen::StopRelayReply{};
}

Outcome<gen::StartSinkReply> decide(const gen::StartSinkRequest& request, wanted::WantedState& next,
                                    House& house) {
    const gen::Sink wish = request.as_sink();
    auto with_it = next;
    if (auto changed = with_it.start_sink(wish); !changed) return refuse(changed.error());
    if (auto able = house.may_record(); !able) return std::unexpected(able.error());
    if (next.sink(wish.stream_id) == nullptr) {
        if (next.values().sinks.size() >= limits::sinks_max)
            return refuse(gen::Status::error,
                          "this node makes " + std::to_string(limits::sinks_max) +
                              " recordings already, which is the limit; stop one first");
        if (auto room = house.room_for_output(wish.stream_id); !room)
            return std::unexpected(room.error());
    }
    next = std::move(with_it);
    return gen::StartSinkReply{};
}

Outcome<gen::StopSinkReply> decide(const gen::StopSinkRequest& request, wanted::WantedState& next,
                                   House&) {
    if (!next.stop_sink(request.stream_id))
        return not_here("stream", request.stream_id, "this node is not meant to record it");
    return gen::StopSinkReply{};
}

Outcome<gen::StartDisplayReply> decide(const gen::StartDisplayRequest& request,
                                       wanted::WantedState& next, House& house) {
    const gen::Display wish = request.as_display();
    auto with_it = next;
    if (auto changed = with_it.start_display(wish); !changed) return refuse(changed.error());
    if (auto able = house.may_show(); !able) return std::unexpected(able.error());
    if (next.display(wish.stream_id) == nullptr) {
        if (next.values().displays.size() >= limits::displays_max)
            return refuse(gen::Status::error,
                          "this node shows " + std::to_string(limits::displays_max) +
                              " windows already, which is the limit; stop one first");
        if (auto room = house.room_for_output(wish.stream_id); !room)
            return std::unexpected(room.error());
    }
    next = std::move(with_it);
    return gen::StartDisplayReply{};
}

Outcome<gen::StopDisplayReply> decide(const gen::StopDisplayRequest& request,
                                      wanted::WantedState& next, House&) {
    if (!next.stop_display(request.stream_id))
        return not_here("stream", request.stream_id, "this node is not meant to show it");
    return gen::StopDisplayReply{};
}

}  // namespace weir::change
