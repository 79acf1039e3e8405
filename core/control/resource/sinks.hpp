#pragma once
// All recordings of a node, as the wanted state names them.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "control/resource/sink.hpp"

namespace weir::resource {

// Lives on the node thread.
class Sinks {
public:
    explicit Sinks(Sink::House house) : house_(std::move(house)) {}
    ~Sinks() { stop(); }

    // That recording from now on; null: none of that stream. The same again goes on untouched.
    void follow(std::uint16_t stream_id, const gen::Sink* wish);

    struct View {
        std::string path;
        bool recording = false;
    };
    // Whose output it is; nothing when it is none of a recording.
    std::optional<View> view(std::uint16_t output_id) const;

    // Nothing waits that will be in a file; of the files that are open. A disk that does not answer
    // any more is not waited for.
    bool drained(TimePoint now) const;
    bool written(TimePoint now) const;

    // Every file is made whole, on its own thread.
    void stop() { sinks_.clear(); }
    // Waits for that. What they have to say still comes to the node thread.
    void join();

private:
    Sink::House house_;
    std::vector<std::shared_ptr<Background>> disks_;
    std::map<std::uint16_t, std::unique_ptr<Sink>> sinks_;  // by stream
};

}  // namespace weir::resource
