#include "control/resource/sinks.hpp"

#include <algorithm>
#include <utility>

namespace weir::resource {

void Sinks::follow(std::uint16_t stream_id, const gen::Sink* wish) {
    const auto running = sinks_.find(stream_id);
    if (running != sinks_.end() && wish != nullptr && running->second->wish() == *wish) return;
    if (running != sinks_.end()) sinks_.erase(running);
    // One that is used by nobody else has nothing left to do, or is still closing its last file.
    std::erase_if(disks_, [](const auto& disk) { return disk.use_count() == 1; });
    if (wish == nullptr) return;
    disks_.push_back(std::make_shared<Background>(house_.node, 1));
    sinks_.emplace(stream_id, std::make_unique<Sink>(house_, *wish, disks_.back()));
}

std::optional<Sinks::View> Sinks::view(std::uint16_t output_id) const {
    for (const auto& [stream_id, sink] : sinks_)
        if (sink->output() != nullptr && sink->output()->id() == output_id)
            return View{sink->wish().path, sink->is_recording()};
    return std::nullopt;
}

bool Sinks::drained(TimePoint now) const {
    return std::ranges::none_of(sinks_,
                                [&](const auto& entry) { return entry.second->pending(now); });
}

bool Sinks::written(TimePoint now) const {
    return std::ranges::none_of(sinks_,
                                [&](const auto& entry) { return entry.second->writing(now); });
}

void Sinks::join() {
    for (const auto& disk : disks_) disk->stop();
    disks_.clear();
}

}  // namespace weir::resource
