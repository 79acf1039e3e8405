#include "operations/mirror.hpp"

#include <algorithm>
#include <chrono>

namespace weir::operations {
namespace {

std::uint64_t ms_between(TimePoint from, TimePoint to) {
    const auto span = std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count();
    return span < 0 ? 0 : static_cast<std::uint64_t>(span);
}

template <typename Items, typename List>
void list(const Items& items, List& out) {
    out.clear();
    for (const auto& [key, told] : items) out.push_back(told.item);
}

}  // namespace

template <typename Key, typename Item>
void Mirror::take(Items<Key, Item>& known, const std::vector<Item>& changed,
                  const std::vector<Key>& gone, Key Item::* key, TimePoint now) {
    for (const Key& number : gone) known.erase(number);
    for (const Item& item : changed) known.insert_or_assign(item.*key, Told<Item>{item, now});
}

void Mirror::apply(const gen::StateChange& change, TimePoint now) {
    if (change.full) *this = {};
    revision_ = change.revision;
    take(ingests_, change.ingests, change.ingests_gone, &gen::Ingest::stream_id, now);
    take(displays_, change.displays, change.displays_gone, &gen::Display::stream_id, now);
    take(sinks_, change.sinks, change.sinks_gone, &gen::Sink::stream_id, now);
    take(relays_, change.relays, change.relays_gone, &gen::RelayEdge::output_id, now);
    take(resources_, change.resources, change.resources_gone, &gen::ResourceState::number, now);
    take(streams_, change.streams, change.streams_gone, &gen::StreamState::stream_id, now);
    take(outputs_, change.outputs, change.outputs_gone, &gen::OutputState::output_id, now);
    take(peers_, change.peers, change.peers_gone, &gen::PeerState::boot_nonce, now);
    whole_ = whole_ || !change.more;
}

void Mirror::write(NodeReport& report, TimePoint now) const {
    if (!report.config) report.config.emplace();
    if (!report.runtime) report.runtime.emplace();
    report.config->revision = revision_;
    list(ingests_, report.config->ingests);
    list(displays_, report.config->displays);
    list(sinks_, report.config->sinks);
    list(relays_, report.config->relays);
    list(streams_, report.runtime->streams);
    list(outputs_, report.runtime->outputs);
    list(peers_, report.runtime->peers);
    report.runtime->resources.clear();
    for (const auto& [number, told] : resources_) {
        gen::ResourceState state = told.item;
        const std::uint64_t passed = ms_between(told.at, now);
        state.since += passed;
        state.retry_in -=
            static_cast<std::uint32_t>(std::min<std::uint64_t>(passed, state.retry_in));
        report.runtime->resources.push_back(std::move(state));
    }
}

}  // namespace weir::operations
