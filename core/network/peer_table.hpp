#pragma once
// Who is out there: one record per running node, kept alive by its announcements.

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "transport/address.hpp"

namespace weir::network {

// How much an entry is trusted when the table is full. Announcements are not signed, so anyone can
// make up names; nobody can make up a node that answers.
enum class Standing : std::uint8_t {
    newcomer,  // heard once, or not for long
    steady,    // heard again after at least half an announce interval
    verified,  // said hello on a connection, with this boot nonce
};

struct Peer {
    std::uint16_t site_id = 0;  // 0: local
    std::string name;           // namespace:instance
    std::uint64_t boot_nonce = 0;
    transport::Address address;  // of its listener; port 0: it accepts nobody
    std::uint16_t function_flags = 0;
    std::uint8_t protocol_version = 0;
    bool duplicate = false;  // another running node uses the same name
    Standing standing = Standing::newcomer;
    TimePoint started{};     // when this boot nonce was first heard
    TimePoint last_heard{};  // at `address`
};

struct PeerEvent {
    enum class What { found, restarted, changed, lost, duplicate };
    What what;
    Peer peer;
};
std::string_view name(PeerEvent::What what);

// Entries are keyed by (site, name, boot nonce): two nodes with one name both stay visible. A new
// nonce at a known name and address replaces the old entry: the node was restarted. A node heard
// on several interfaces is one entry, with the address that was heard first for as long as it is,
// or the loopback one.
//
// size() <= limits::peers_max, whatever is announced: when full, the newcomer heard longest ago
// makes room; steady and verified entries never do. Pure; lives on the node thread.
class PeerTable {
public:
    // `announced` needs no standing and no times.
    std::vector<PeerEvent> heard(const Peer& announced, TimePoint now);

    // A connection proved that this node is what it says. Nothing when it is not in the table.
    void verified(std::uint16_t site_id, std::string_view name, std::uint64_t boot_nonce);

    // Forgets those silent for limits::announce_intervals_silent_max intervals.
    std::vector<PeerEvent> expire(TimePoint now);
    TimePoint next_expiry() const;  // TimePoint::max() when the table is empty

    // Time in which this node could not hear is nobody's silence.
    void excuse(Duration deaf, TimePoint now);
    // Those last heard before `when` that were here for a while, so that no invented ones.
    std::vector<Peer> silent_since(TimePoint when) const;

    // The one of that name that was heard last: a datagram of a process that is gone may come late,
    // but only once. Borrowed until the next change.
    const Peer* find(std::string_view name, std::uint16_t site_id = 0) const;
    std::vector<Peer> peers() const;  // by site, name, nonce
    std::size_t size() const { return entries_.size(); }
    std::uint64_t turned_away() const { return turned_away_; }  // announcements without an entry

private:
    struct Key {
        std::uint16_t site_id;
        std::string name;
        std::uint64_t boot_nonce;
        auto operator<=>(const Key&) const = default;
    };
    struct Entry {
        Peer peer;
        TimePoint heard_again;              // the last announcement from anywhere
        std::list<Key>::iterator newcomer;  // valid while it is one
    };
    using Entries = std::map<Key, Entry>;

    std::pair<Entries::iterator, Entries::iterator> named(std::uint16_t site_id,
                                                          std::string_view name);
    std::vector<PeerEvent> heard_again(Entry& entry, const Peer& announced, TimePoint now);
    bool replace_address(Entry& entry, const Peer& announced, TimePoint now);
    std::vector<PeerEvent> insert(const Peer& announced, TimePoint now);
    std::optional<PeerEvent> find_duplicate(const Entry& entry, TimePoint now);
    bool make_room(const Peer& announced);
    void promote(Entry& entry, Standing standing);
    void erase(Entries::iterator at);
    void clear_duplicate(std::uint16_t site_id, std::string_view name);

    Entries entries_;
    std::list<Key> newcomers_;                                 // the one heard longest ago first
    std::unordered_map<std::string, std::size_t> unverified_;  // entries by host
    std::size_t steady_count_ = 0;
    std::uint64_t turned_away_ = 0;
};

}  // namespace weir::network
