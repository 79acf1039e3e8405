#pragma once
// A node's state, kept current by what the node tells a subscriber.

#include <cstdint>
#include <map>

#include "base/clock.hpp"
#include "operations/site.hpp"

namespace weir::operations {

// Pure. What a change does not carry, who the node is and its memory, stays as it was asked for.
class Mirror {
public:
    void apply(const gen::StateChange& change, TimePoint now);

    // False until the first picture has come as a whole.
    bool whole() const { return whole_; }

    // Puts everything that was told into the report. Ages and countdowns have gone on since.
    void write(NodeReport& report, TimePoint now) const;

private:
    template <typename Item>
    struct Told {
        Item item;
        TimePoint at;
    };
    template <typename Key, typename Item>
    using Items = std::map<Key, Told<Item>>;

    template <typename Key, typename Item>
    static void take(Items<Key, Item>& known, const std::vector<Item>& changed,
                     const std::vector<Key>& gone, Key Item::* key, TimePoint now);

    bool whole_ = false;
    std::uint64_t revision_ = 0;
    Items<std::uint16_t, gen::Ingest> ingests_;
    Items<std::uint16_t, gen::Display> displays_;
    Items<std::uint16_t, gen::Sink> sinks_;
    Items<std::uint16_t, gen::RelayEdge> relays_;
    Items<std::uint32_t, gen::ResourceState> resources_;
    Items<std::uint16_t, gen::StreamState> streams_;
    Items<std::uint16_t, gen::OutputState> outputs_;
    Items<std::uint64_t, gen::PeerState> peers_;
};

}  // namespace weir::operations
