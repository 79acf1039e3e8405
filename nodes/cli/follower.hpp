#pragma once
// A picture of all nodes that stays current.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "nodes/cli/live_network.hpp"
#include "operations/mirror.hpp"

namespace weir::nodes::cli {

// Nodes tell what changes at them. Whoever refuses that, does not answer or has gone is asked again
// once an interval. Lives as long as the network it follows.
class Follower {
public:
    // `besides`: nodes that discovery may not know.
    Follower(LiveNetwork& network, Duration interval, std::vector<std::string> besides = {});
    ~Follower();

    operations::Site site() const;
    // Whether it tells what changes by itself.
    bool follows(const operations::NodeReport& node) const;

    // Until there may be something new: at once when somebody tells a change, but not sooner than
    // `pause` after the last time; an interval at most. False when the user has asked to end.
    bool wait(Duration pause = {});

    // What the nodes have told of their history since the last call.
    struct Event {
        std::string node;  // as it is asked: two of them may have one name
        std::string name;
        std::uint64_t boot_nonce = 0;  // of the start that it happened in
        gen::NodeEvent event;
    };
    std::vector<Event> take_events();

private:
    struct Known {
        operations::NodeReport report;
        TimePoint asked{};
        bool follows = false;
        bool refuses = false;  // for as long as it is the same start of the node
        operations::Mirror mirror;
    };

    void look_around();
    void subscribe(const std::vector<std::string>& whom);

    LiveNetwork& network_;
    Duration interval_;
    std::vector<std::string> besides_;
    std::map<std::string, Known> known_;  // by what it is asked as
    std::vector<Event> events_;
    TimePoint looked_{};
    TimePoint returned_{};
};

}  // namespace weir::nodes::cli
