#pragma once
// What one subscriber has been told of a node, and so what is news to it.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/limits.hpp"
#include "control/report/history.hpp"
#include "gen/messages.hpp"

namespace weir::report {

// The items of one list as the subscriber knows them.
template <typename Item, typename Key>
class Told {
public:
    // Appends what is gone, new or different, as far as `room` (bytes) goes, and remembers it as
    // told. False when something is left for the next time.
    bool compare(const std::vector<Item>& items, std::vector<Key>& gone, std::vector<Item>& changed,
                 std::size_t& room);

private:
    std::map<Key, Item> items_;
};

// Keeps a copy of the state and no queue: whoever is told late is told the newest. Pure; lives on
// the node thread.
class Subscription {
public:
    // Nothing when the subscriber knows it all. The first change is `full`, and the events that are
    // told are those after it.
    std::optional<gen::StateChange> next(const gen::GetConfigStateReply& config,
                                         const gen::GetRuntimeStateReply& runtime,
                                         const History& history,
                                         std::size_t room = limits::control_payload_bytes_max);

private:
    using Id = std::uint16_t;
    bool begun_ = false;
    std::uint64_t revision_ = 0;
    std::uint64_t event_ = 0;  // number of the last one told
    Told<gen::Ingest, Id> ingests_;
    Told<gen::Display, Id> displays_;
    Told<gen::Sink, Id> sinks_;
    Told<gen::RelayEdge, Id> relays_;
    Told<gen::ResourceState, std::uint32_t> resources_;
    Told<gen::StreamState, Id> streams_;
    Told<gen::OutputState, Id> outputs_;
    Told<gen::PeerState, std::uint64_t> peers_;
};

}  // namespace weir::report
