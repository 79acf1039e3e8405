#include "network/peer_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

#include "base/planted.hpp"

namespace weir::network {
namespace {

constexpr Duration interval = limits::announce_interval;
constexpr Duration silence_max = interval * limits::announce_intervals_silent_max;
constexpr Duration steady_after = interval / 2;
// One announcement may be lost before a node is looked for at its other address.
constexpr Duration address_silence_max = interval * 3 / 2;
// Room that newcomers always have, so that a table full of steady inventions still shows new nodes.
constexpr std::size_t steady_max = limits::peers_max - limits::peers_max / 8;

bool same_facts(const Peer& a, const Peer& b) {
    return a.address.port == b.address.port && a.function_flags == b.function_flags &&
           a.protocol_version == b.protocol_version;
}

}  // namespace

std::string_view name(PeerEvent::What what) {
    static constexpr std::array<std::string_view, 5> names{"found", "restarted", "changed", "lost",
                                                           "duplicate"};
    return names[static_cast<std::size_t>(what)];
}

std::vector<PeerEvent> PeerTable::heard(const Peer& announced, TimePoint now) {
    const auto known = entries_.find({announced.site_id, announced.name, announced.boot_nonce});
    if (known != entries_.end()) return heard_again(known->second, announced, now);

    const auto [first, last] = named(announced.site_id, announced.name);
    const auto same_place = std::find_if(
        first, last, [&](const auto& e) { return e.second.peer.address == announced.address; });
    const bool restarted = same_place != last;
    const auto standing = restarted ? same_place->second.peer.standing : Standing::newcomer;
    if (restarted) erase(same_place);

    auto events = insert(announced, now);
    if (!restarted || events.empty()) return events;
    // A place that was trusted keeps its standing, except that the new boot has yet to say hello.
    Entry& entry = entries_.find({announced.site_id, announced.name, announced.boot_nonce})->second;
    if (standing != Standing::newcomer) promote(entry, Standing::steady);
    clear_duplicate(announced.site_id, announced.name);
    events.front() = {PeerEvent::What::restarted, entry.peer};
    return events;
}

std::vector<PeerEvent> PeerTable::heard_again(Entry& entry, const Peer& announced, TimePoint now) {
    std::vector<PeerEvent> events;
    entry.heard_again = now;
    if (entry.peer.standing == Standing::newcomer) {
        newcomers_.splice(newcomers_.end(), newcomers_, entry.newcomer);
        if (now - entry.peer.started >= steady_after) promote(entry, Standing::steady);
    }
    const bool moved = replace_address(entry, announced, now);
    if (entry.peer.address.host != announced.address.host) return events;

    const bool changed = moved || !same_facts(entry.peer, announced);
    entry.peer.last_heard = now;
    entry.peer.address.port = announced.address.port;
    entry.peer.function_flags = announced.function_flags;
    entry.peer.protocol_version = announced.protocol_version;
    if (changed) events.push_back({PeerEvent::What::changed, entry.peer});
    if (auto event = find_duplicate(entry, now)) events.push_back(std::move(*event));
    return events;
}

// The same boot nonce from another host: another interface of the same machine. Nothing beats the
// loopback one, which only a node of this machine can be heard on.
bool PeerTable::replace_address(Entry& entry, const Peer& announced, TimePoint now) {
    Peer& peer = entry.peer;
    if (peer.address.host == announced.address.host) return false;
    const bool nearer = transport::is_loopback(announced.address.host);
    if (!nearer && now - peer.last_heard < address_silence_max) return false;
    if (peer.standing != Standing::verified) {
        if (--unverified_[peer.address.host] == 0) unverified_.erase(peer.address.host);
        ++unverified_[announced.address.host];
    }
    peer.address.host = announced.address.host;
    return true;
}

std::vector<PeerEvent> PeerTable::insert(const Peer& announced, TimePoint now) {
    if (!make_room(announced)) {
        ++turned_away_;
        return {};
    }
    const Key key{announced.site_id, announced.name, announced.boot_nonce};
    Entry entry{announced, now, newcomers_.insert(newcomers_.end(), key)};
    entry.peer.duplicate = false;
    entry.peer.standing = Standing::newcomer;
    entry.peer.started = entry.peer.last_heard = now;
    ++unverified_[announced.address.host];
    std::vector<PeerEvent> events{{PeerEvent::What::found, entry.peer}};
    entries_.emplace(key, std::move(entry));
    return events;
}

bool PeerTable::make_room(const Peer& announced) {
    const auto host = unverified_.find(announced.address.host);
    if (host != unverified_.end() && host->second >= limits::peers_per_address_max) return false;
    if (entries_.size() < limits::peers_max) return true;
    if (newcomers_.empty()) return false;
    erase(entries_.find(newcomers_.front()));
    return true;
}

// Two nodes have one name when the older is heard after the newer has appeared; before that, the
// newer may simply be the older one, restarted on another port.
std::optional<PeerEvent> PeerTable::find_duplicate(const Entry& entry, TimePoint now) {
    const auto [first, last] = named(entry.peer.site_id, entry.peer.name);
    const bool older = std::any_of(first, last, [&](const auto& other) {
        return other.second.peer.started > entry.peer.started &&
               now - other.second.heard_again <= silence_max;
    });
    if (!older || entry.peer.duplicate) return std::nullopt;
    for (auto at = first; at != last; ++at) at->second.peer.duplicate = true;
    return PeerEvent{PeerEvent::What::duplicate, entry.peer};
}

void PeerTable::verified(std::uint16_t site_id, std::string_view name, std::uint64_t boot_nonce) {
    const auto known = entries_.find({site_id, std::string(name), boot_nonce});
    if (known != entries_.end()) promote(known->second, Standing::verified);
}

void PeerTable::promote(Entry& entry, Standing standing) {
    Peer& peer = entry.peer;
    if (standing <= peer.standing) return;
    if (standing == Standing::steady && steady_count_ >= steady_max) return;
    if (peer.standing == Standing::newcomer) newcomers_.erase(entry.newcomer);
    if (peer.standing == Standing::steady) --steady_count_;
    if (standing == Standing::steady) ++steady_count_;
    if (standing == Standing::verified && --unverified_[peer.address.host] == 0)
        unverified_.erase(peer.address.host);
    peer.standing = standing;
}

std::vector<PeerEvent> PeerTable::expire(TimePoint now) {
    std::vector<PeerEvent> events;
    for (auto at = entries_.begin(); at != entries_.end();) {
        const auto here = at++;
        if (planted(Fault::silence_not_noticed)) here->second.heard_again = now;
        if (now - here->second.heard_again < silence_max) continue;
        events.push_back({PeerEvent::What::lost, here->second.peer});
        erase(here);
    }
    for (const PeerEvent& event : events)
        if (event.peer.duplicate) clear_duplicate(event.peer.site_id, event.peer.name);
    return events;
}

void PeerTable::excuse(Duration deaf, TimePoint now) {
    for (auto& [key, entry] : entries_) {
        entry.heard_again = std::min(entry.heard_again + deaf, now);
        entry.peer.last_heard = std::min(entry.peer.last_heard + deaf, now);
    }
}

std::vector<Peer> PeerTable::silent_since(TimePoint when) const {
    std::vector<Peer> silent;
    for (const auto& [key, entry] : entries_)
        if (entry.heard_again < when && entry.peer.standing != Standing::newcomer)
            silent.push_back(entry.peer);
    return silent;
}

TimePoint PeerTable::next_expiry() const {
    if (entries_.empty()) return TimePoint::max();
    const auto by_age = [](const auto& a, const auto& b) {
        return a.second.heard_again < b.second.heard_again;
    };
    return std::ranges::min_element(entries_, by_age)->second.heard_again + silence_max;
}

void PeerTable::erase(Entries::iterator at) {
    Entry& entry = at->second;
    if (entry.peer.standing == Standing::newcomer) newcomers_.erase(entry.newcomer);
    if (entry.peer.standing == Standing::steady) --steady_count_;
    if (entry.peer.standing != Standing::verified && --unverified_[entry.peer.address.host] == 0)
        unverified_.erase(entry.peer.address.host);
    entries_.erase(at);
}

void PeerTable::clear_duplicate(std::uint16_t site_id, std::string_view name) {
    const auto [first, last] = named(site_id, name);
    if (first != last && std::next(first) == last) first->second.peer.duplicate = false;
}

const Peer* PeerTable::find(std::string_view name, std::uint16_t site_id) const {
    const auto [first, last] = const_cast<PeerTable*>(this)->named(site_id, name);
    const auto newest = std::max_element(first, last, [](const auto& a, const auto& b) {
        return std::pair(a.second.heard_again, a.second.peer.started) <
               std::pair(b.second.heard_again, b.second.peer.started);
    });
    return newest == last ? nullptr : &newest->second.peer;
}

std::vector<Peer> PeerTable::peers() const {
    std::vector<Peer> all;
    all.reserve(entries_.size());
    for (const auto& [key, entry] : entries_) all.push_back(entry.peer);
    return all;
}

std::pair<PeerTable::Entries::iterator, PeerTable::Entries::iterator> PeerTable::named(
    std::uint16_t site_id, std::string_view name) {
    const std::string text(name);
    return {entries_.lower_bound({site_id, text, 0}),
            entries_.upper_bound({site_id, text, std::numeric_limits<std::uint64_t>::max()})};
}

}  // namespace weir::network
