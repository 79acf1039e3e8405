#pragma once
// Somebody who wants things: asks nodes at random, loses answers, asks again; and lets devices be
// captured under ids that nobody hands out.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "control/dispatch/requests.hpp"
#include "operations/topology.hpp"
#include "simulation/control/errand.hpp"
#include "simulation/control/network.hpp"

namespace weir::sim::control {

// The device of that node whose first id is also that of every other node's: whoever lets two of
// them be captured at once competes.
const std::string& rival_device(const std::string& node);

class Controller final : private operations::Network {
public:
    // By what somebody knows of that node; port 0: nothing.
    using AddressOf = std::function<transport::Address(const std::string&)>;

    Controller(VirtualTime& time, control::Network& network, std::string name,
               std::vector<std::string> nodes, AddressOf address_of, std::uint64_t seed);

    void act();  // one command to one node, or the begin of an operation over several
    void expire();
    // Makes nodes what a topology says that only this controller knows of; not while it is busy.
    void apply();
    // Looks whether they are.
    void compare();
    std::string missing;  // what of it could not be done or is not so
    bool idle() const { return !errand_.busy(); }

    // What was allocated while every node answered: then no other controller can have missed it.
    struct Allocated {
        std::string node;
        std::string device;
        std::uint16_t stream_id;
        TimePoint when;
    };
    const std::vector<Allocated>& allocated() const { return allocated_; }

    std::uint64_t answered = 0;
    std::uint64_t refused = 0;
    std::uint64_t lost = 0;      // without an answer: it may have happened or not
    std::uint64_t disputed = 0;  // allocations that found their first id taken
    std::uint64_t applied = 0;   // topologies, whether all of their steps succeeded or not

private:
    struct Line {
        std::shared_ptr<Pipe> pipe;
        dispatch::Requests requests;
    };
    using Connected = std::function<void(const std::shared_ptr<Line>&)>;  // null: not there
    using Answered = std::function<void(Result<operations::Body>)>;

    std::vector<operations::NodeInfo> nodes() override;
    std::vector<Result<operations::Body>> ask(
        std::span<const operations::Question> questions) override;

    void connect(const std::string& target, Connected done);
    void ask_one(const operations::Question& question, const Answered& done);
    void ask_something(Line& line, const std::string& node);
    void allocate(const std::string& node);
    void connect_something(const std::string& node);
    operations::Topology some_topology();
    void apply(const operations::Topology& topology, bool prune);
    template <typename Reply, typename Request>
    void ask_line(Line& line, const Request& request);

    VirtualTime& time_;
    control::Network& network_;
    std::string name_;
    std::vector<std::string> nodes_;
    AddressOf address_of_;
    Dice dice_;
    std::map<std::string, std::shared_ptr<Line>> lines_;
    std::vector<Allocated> allocated_;
    operations::Topology wish_;
    bool all_answered_ = false;  // the last question to everybody
    Errand errand_;              // goes first: it may still ask
};

}  // namespace weir::sim::control
