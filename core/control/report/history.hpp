#pragma once
// What happened at a node lately, for whoever asks why it is as it is.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/limits.hpp"
#include "gen/messages.hpp"

namespace weir::report {

// The newest limits::history_events_max events; older ones are forgotten. Resources, streams,
// outputs and peers, which may come and go all day, have a fifth each, so that what flaps pushes
// nothing out but its like; what was done to the node is kept longest. The same said again of the
// same thing is no event: what is tried a thousand times for one reason is told once. Pure;
// lives on the node thread.
class History {
public:
    struct Happening {
        gen::EventSubject subject;
        std::string name;
        std::string after;  // the state it is in now; empty: it is gone
        std::string detail = {};
        std::optional<std::string> before = {};  // nothing: as it was told last
    };

    explicit History(std::size_t events_max = limits::history_events_max)
        : events_max_(events_max) {}

    // `at`: Unix time in milliseconds. Long texts are cut.
    void add(std::uint64_t at, Happening happening);

    // Those with a greater number than `after`, oldest first, as many as fit into `room` bytes.
    std::vector<gen::NodeEvent> after(std::uint64_t number, std::size_t room) const;
    std::uint64_t last() const { return last_; }  // number of the newest; 0: none yet
    std::size_t size() const { return events_.size(); }

private:
    const gen::NodeEvent* newest(const std::string& key) const;
    std::size_t room_of(gen::EventSubject subject) const;
    void forget(std::deque<gen::NodeEvent>::iterator oldest);

    std::size_t events_max_;
    std::deque<gen::NodeEvent> events_;  // by number
    std::map<gen::EventSubject, std::size_t> counts_;
    std::unordered_map<std::string, std::uint64_t> newest_;  // number of it, by subject and name
    std::uint64_t last_ = 0;
};

}  // namespace weir::report
