#pragma once
// All windows of a node, as the wanted state names them.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "control/resource/display.hpp"

namespace weir::resource {

// Lives on the node thread.
class Displays {
public:
    explicit Displays(Display::House house) : house_(std::move(house)) {}
    ~Displays() { stop(); }

    // That window from now on; null: none of that stream. The same again goes on untouched, and
    // comes back where its user closed it.
    void follow(std::uint16_t stream_id, const gen::Display* wish);

    // Whether that window shows its stream; nothing when the output is none of a window.
    std::optional<bool> showing(std::uint16_t output_id) const;

    void stop() { displays_.clear(); }
    // Waits for what is being decoded. It still comes to the node thread.
    void join();

private:
    Display::House house_;
    std::vector<std::shared_ptr<Background>> decoders_;
    std::map<std::uint16_t, std::unique_ptr<Display>> displays_;  // by stream
};

}  // namespace weir::resource
