#include "control/wanted/wanted_state.hpp"

#include <algorithm>
#include <string>

#include "base/limits.hpp"
#include "base/planted.hpp"
#include "control/wanted/checks.hpp"
#include "wire/decode_error.hpp"

namespace weir::wanted {
namespace {

// It must be tellable in one message, with room for the head of the response and for what a command
// line adds.
constexpr std::size_t bytes_max = limits::control_payload_bytes_max - (64u << 10);

// Puts `item` in the place of the one with its key, or at the end. True when that changed anything.
template <typename Item, typename SameKey>
Result<bool> put(std::vector<Item>& items, Item item, std::size_t count_max, std::string_view what,
                 SameKey same_key) {
    const auto at = std::ranges::find_if(items, same_key);
    if (at != items.end()) {
        if (*at == item) return false;
        *at = std::move(item);
        return true;
    }
    if (items.size() >= count_max)
        return fail(Code::limit_exceeded, "this node has " + std::to_string(items.size()) + " " +
                                              std::string(what) +
                                              " already, which is the limit; stop one first");
    items.push_back(std::move(item));
    return true;
}

template <typename Item>
bool stop(std::vector<Item>& items, std::uint16_t stream_id) {
    return std::erase_if(items, [&](const Item& item) { return item.stream_id == stream_id; }) > 0;
}

auto of_stream(std::uint16_t stream_id) {
    return [stream_id](const auto& item) { return item.stream_id == stream_id; };
}

bool same_edge(const gen::RelayEdge& a, const gen::RelayEdge& b) {
    return a.stream_id == b.stream_id && a.output_stream_id == b.output_stream_id &&
           a.dest_port == b.dest_port && a.dest_host == b.dest_host;
}

}  // namespace

Result<bool> WantedState::start_ingest(gen::Ingest ingest) {
    if (auto sound = check(ingest); !sound) return std::unexpected(sound.error());
    auto next = values_;
    const auto stream_id = ingest.stream_id;
    const auto done =
        put(next.ingests, std::move(ingest), limits::streams_max, "ingests", of_stream(stream_id));
    return done && *done ? accept(std::move(next)) : done;
}

Result<bool> WantedState::start_display(gen::Display display) {
    if (auto sound = check(display); !sound) return std::unexpected(sound.error());
    auto next = values_;
    const auto done =
        put(next.displays, display, limits::streams_max, "displays", of_stream(display.stream_id));
    return done && *done ? accept(std::move(next)) : done;
}

Result<bool> WantedState::start_sink(gen::Sink sink) {
    if (auto sound = check(sink); !sound) return std::unexpected(sound.error());
    auto next = values_;
    const auto stream_id = sink.stream_id;
    const auto done =
        put(next.sinks, std::move(sink), limits::streams_max, "sinks", of_stream(stream_id));
    return done && *done ? accept(std::move(next)) : done;
}

bool WantedState::stop_ingest(std::uint16_t stream_id) {
    return changed(stop(values_.ingests, stream_id));
}

bool WantedState::stop_display(std::uint16_t stream_id) {
    return changed(stop(values_.displays, stream_id));
}

bool WantedState::stop_sink(std::uint16_t stream_id) {
    return changed(stop(values_.sinks, stream_id));
}

Result<WantedState::Relayed> WantedState::start_relay(gen::RelayEdge edge) {
    if (auto sound = check(edge); !sound) return std::unexpected(sound.error());
    // What is left open is decided here, so that the same wish is the same value. An opaque edge
    // has no policies.
    if (edge.mode != gen::DeliveryMode::opaque) {
        if (edge.slot_policy == gen::SlotPolicy{})
            edge.slot_policy = gen::SlotPolicy::replace_pending;
        if (edge.drop_policy == gen::DropPolicy{}) edge.drop_policy = gen::DropPolicy::drop_oldest;
    }

    const auto same = [&](const gen::RelayEdge& other) { return same_edge(edge, other); };
    const auto at = std::ranges::find_if(values_.relays, same);
    if (at != values_.relays.end()) {
        edge.output_id = at->output_id;
    } else {
        const auto id = free_output_id();
        if (!id) return std::unexpected(id.error());
        edge.output_id = *id;
    }
    auto next = values_;
    const auto output_id = edge.output_id;
    auto others = values_.relays;
    std::erase_if(others,
                  [&](const gen::RelayEdge& other) { return other.output_id == output_id; });
    if (auto agreed = check_scheduler(edge, others); !agreed)
        return std::unexpected(agreed.error());
    if (auto alone = check_stream_id_sent(edge, others); !alone)
        return std::unexpected(alone.error());
    auto done = put(next.relays, std::move(edge), limits::outputs_max, "relay outputs",
                    [&](const gen::RelayEdge& other) { return other.output_id == output_id; });
    if (done && *done) done = accept(std::move(next));
    if (!done) return std::unexpected(done.error());
    return Relayed{output_id, *done};
}

bool WantedState::stop_relay(std::uint16_t output_id) {
    return changed(std::erase_if(values_.relays, [&](const gen::RelayEdge& edge) {
                       return edge.output_id == output_id;
                   }) > 0);
}

const gen::Ingest* WantedState::ingest(std::uint16_t stream_id) const {
    const auto at = std::ranges::find(values_.ingests, stream_id, &gen::Ingest::stream_id);
    return at == values_.ingests.end() ? nullptr : &*at;
}

const gen::Display* WantedState::display(std::uint16_t stream_id) const {
    const auto at = std::ranges::find(values_.displays, stream_id, &gen::Display::stream_id);
    return at == values_.displays.end() ? nullptr : &*at;
}

const gen::Sink* WantedState::sink(std::uint16_t stream_id) const {
    const auto at = std::ranges::find(values_.sinks, stream_id, &gen::Sink::stream_id);
    return at == values_.sinks.end() ? nullptr : &*at;
}

const gen::RelayEdge* WantedState::relay(std::uint16_t output_id) const {
    const auto at = std::ranges::find(values_.relays, output_id, &gen::RelayEdge::output_id);
    return at == values_.relays.end() ? nullptr : &*at;
}

// The next one after the last given: a late stop for an output that is gone must not hit a new one.
Result<std::uint16_t> WantedState::free_output_id() {
    if (values_.relays.size() >= limits::outputs_max)
        return fail(Code::limit_exceeded, "this node has " + std::to_string(values_.relays.size()) +
                                              " relay outputs already, which is the limit; stop "
                                              "one first");
    if (planted(Fault::output_id_reused) && !values_.relays.empty())
        return values_.relays.front().output_id;
    do {
        last_output_id_ = static_cast<std::uint16_t>(last_output_id_ + 1);
        if (last_output_id_ >= passing_output_first) last_output_id_ = 1;
    } while (relay(last_output_id_) != nullptr);
    return last_output_id_;
}

Result<bool> WantedState::accept(gen::GetConfigStateReply next) {
    if (const std::size_t size = next.encoded_size(); size > bytes_max)
        return fail(Code::limit_exceeded, "this node would have " + std::to_string(size) +
                                              " bytes of wishes, the limit is " +
                                              std::to_string(bytes_max) + "; stop something first");
    values_ = std::move(next);
    return changed(true);
}

bool WantedState::changed(bool really) {
    if (really && !planted(Fault::revision_not_raised)) ++values_.revision;
    return really;
}

std::vector<std::byte> WantedState::encode() const {
    std::vector<std::byte> bytes(values_.encoded_size());
    wire::Writer out(bytes);
    values_.encode(out);
    return bytes;
}

Result<WantedState> WantedState::decode(std::span<const std::byte> bytes) {
    auto values = gen::GetConfigStateReply::decode(bytes);
    if (!values) return fail(Code::bad_request, "wanted state: " + wire::text(values.error()));
    if (auto sound = check(*values); !sound) return std::unexpected(sound.error());

    WantedState state;
    state.values_ = std::move(*values);
    for (const gen::RelayEdge& edge : state.values_.relays)
        state.last_output_id_ = std::max(state.last_output_id_, edge.output_id);
    return state;
}

bool WantedState::same_as(const WantedState& other) const {
    auto values = other.values_;
    values.revision = values_.revision;
    return values == values_;
}

}  // namespace weir::wanted
