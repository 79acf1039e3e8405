#include "control/wanted/store.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/planted.hpp"
#include "control/wanted/generation.hpp"

namespace weir::wanted {

Store::Loaded Store::load() {
    Loaded loaded;
    std::optional<Generation> best;
    for (unsigned index = 0; index < 2; ++index) {
        const auto bytes = files_.read(slot(index));
        if (!bytes && bytes.error().code == Code::not_found) continue;
        auto generation =
            bytes ? decode_generation(*bytes) : Result<Generation>(std::unexpected(bytes.error()));
        if (!generation) {
            loaded.warnings.push_back("wanted state " + slot(index) + ": " +
                                      generation.error().what);
            continue;
        }
        const bool older = best && best->number >= generation->number;
        if (best && older != planted(Fault::older_file_loaded)) continue;
        best = std::move(*generation);
        newest_ = index;
    }
    if (best) {
        number_ = best->number;
        loaded.state = std::move(best->state);
    }
    for (std::string& warning : loaded.warnings)
        warning += best ? "; going on with revision " + std::to_string(loaded.state.revision()) +
                              " from " + slot(newest_)
                        : "; there is no older one, so this node starts without wishes";
    return loaded;
}

Result<> Store::save(const WantedState& state) {
    const std::string temporary = name_ + ".wanted.new";
    const unsigned older = 1 - newest_;
    if (auto done = files_.write(temporary, encode(Generation{number_ + 1, state})); !done)
        return done;
    if (auto done = files_.sync(temporary); !done) return done;
    if (auto done = files_.rename(temporary, slot(older)); !done) return done;
    if (auto done = files_.sync_directory(); !done) return done;
    // Only now: until the directory is synced, the one that is certain is the other.
    ++number_;
    newest_ = older;
    return {};
}

}  // namespace weir::wanted
