#include "control/resource/displays.hpp"

#include <algorithm>
#include <utility>

namespace weir::resource {

void Displays::follow(std::uint16_t stream_id, const gen::Display* wish) {
    const auto running = displays_.find(stream_id);
    if (running != displays_.end() && wish != nullptr && running->second->wish() == *wish)
        return running->second->ask_again();
    if (running != displays_.end()) displays_.erase(running);
    // One that is used by nobody else has nothing left to do.
    std::erase_if(decoders_, [](const auto& decoder) { return decoder.use_count() == 1; });
    if (wish == nullptr) return;
    decoders_.push_back(std::make_shared<Background>(house_.windows.node, 1));
    displays_.emplace(stream_id, std::make_unique<Display>(house_, *wish, decoders_.back()));
}

std::optional<bool> Displays::showing(std::uint16_t output_id) const {
    for (const auto& [stream_id, display] : displays_)
        if (display->output() != nullptr && display->output()->id() == output_id)
            return display->is_showing();
    return std::nullopt;
}

void Displays::join() {
    for (const auto& decoder : decoders_) decoder->stop();
    decoders_.clear();
}

}  // namespace weir::resource
