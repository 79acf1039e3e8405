#pragma once
// Somebody who wants things: asks nodes at random, loses answers, asks again.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "control/dispatch/requests.hpp"
#include "simulation/control/network.hpp"

namespace weir::sim::control {

class Controller {
public:
    Controller(VirtualTime& time, Network& network, std::string name,
               std::vector<std::string> nodes, std::uint64_t seed);

    // One command to one node that `address_of` knows.
    void act(const std::function<transport::Address(const std::string&)>& address_of);
    void expire();

    std::uint64_t answered = 0;
    std::uint64_t refused = 0;
    std::uint64_t lost = 0;  // without an answer: it may have happened or not

private:
    struct Line {
        std::shared_ptr<Pipe> pipe;
        dispatch::Requests requests;
    };

    void ask_something(Line& line, const std::string& node);
    template <typename Reply, typename Request>
    void ask(Line& line, const Request& request);

    VirtualTime& time_;
    Network& network_;
    std::string name_;
    std::vector<std::string> nodes_;
    Dice dice_;
    std::map<std::string, std::shared_ptr<Line>> lines_;
};

}  // namespace weir::sim::control
