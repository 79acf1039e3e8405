#include "control/report/subscription.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace weir::report {
namespace {

constexpr std::size_t size_prefix_bytes = 2;  // before each element of a list
constexpr std::size_t list_count_max = 65535;

std::uint16_t key_of(const gen::Ingest& item) {
    return item.stream_id;
}
std::uint16_t key_of(const gen::Display& item) {
    return item.stream_id;
}
std::uint16_t key_of(const gen::Sink& item) {
    return item.stream_id;
}
std::uint16_t key_of(const gen::StreamState& item) {
    return item.stream_id;
}
std::uint16_t key_of(const gen::RelayEdge& item) {
    return item.output_id;
}
std::uint16_t key_of(const gen::OutputState& item) {
    return item.output_id;
}
std::uint32_t key_of(const gen::ResourceState& item) {
    return item.number;
}
std::uint64_t key_of(const gen::PeerState& item) {
    return item.boot_nonce;
}

// Whether `now` is news to whoever knows `told`, whose clocks are set to now's.
template <typename Item>
bool is_news(Item& told, const Item& now) {
    return !(told == now);
}

bool is_news(gen::ResourceState& told, const gen::ResourceState& now) {
    // A clock that jumps back belongs to another state, a countdown that grows to another try.
    const bool another = now.since < told.since || now.retry_in > told.retry_in;
    told.since = now.since;
    told.retry_in = now.retry_in;
    return another || !(told == now);
}

bool is_news(gen::PeerState& told, const gen::PeerState& now) {
    told.last_seen = now.last_seen;
    return !(told == now);
}

}  // namespace

template <typename Item, typename Key>
bool Told<Item, Key>::compare(const std::vector<Item>& items, std::vector<Key>& gone,
                              std::vector<Item>& changed, std::size_t& room) {
    const auto fits = [&room](std::size_t size, std::size_t count) {
        if (size > room || count >= list_count_max) return false;
        room -= size;
        return true;
    };
    std::set<Key> there;
    for (const Item& item : items) there.insert(key_of(item));
    for (auto at = items_.begin(); at != items_.end();) {
        const auto here = at++;
        if (there.contains(here->first)) continue;
        if (!fits(sizeof(Key), gone.size())) return false;
        gone.push_back(here->first);
        items_.erase(here);
    }
    for (const Item& item : items) {
        const auto known = items_.find(key_of(item));
        if (known != items_.end() && !is_news(known->second, item)) continue;
        if (!fits(size_prefix_bytes + item.encoded_size(), changed.size())) return false;
        changed.push_back(item);
        items_.insert_or_assign(key_of(item), item);
    }
    return true;
}

std::optional<gen::StateChange> Subscription::next(const gen::GetConfigStateReply& config,
                                                   const gen::GetRuntimeStateReply& runtime,
                                                   const History& history, std::size_t room) {
    gen::StateChange change;
    change.full = !begun_;
    if (change.full) event_ = history.last();
    change.revision = config.revision;
    const std::size_t empty = change.encoded_size();
    room -= std::min(room, empty);

    // In the order of the message: what the node is meant to do, then what it does.
    const bool all =
        ingests_.compare(config.ingests, change.ingests_gone, change.ingests, room) &&
        displays_.compare(config.displays, change.displays_gone, change.displays, room) &&
        sinks_.compare(config.sinks, change.sinks_gone, change.sinks, room) &&
        relays_.compare(config.relays, change.relays_gone, change.relays, room) &&
        resources_.compare(runtime.resources, change.resources_gone, change.resources, room) &&
        streams_.compare(runtime.streams, change.streams_gone, change.streams, room) &&
        outputs_.compare(runtime.outputs, change.outputs_gone, change.outputs, room) &&
        peers_.compare(runtime.peers, change.peers_gone, change.peers, room);
    if (all) change.events = history.after(event_, room);
    if (!change.events.empty()) event_ = change.events.back().number;
    change.more = !all || event_ != history.last();
    const bool news =
        change.encoded_size() > empty || change.full || change.more || change.revision != revision_;
    if (!news) return std::nullopt;
    begun_ = true;
    revision_ = change.revision;
    return change;
}

}  // namespace weir::report
