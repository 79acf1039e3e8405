#pragma once
// The steps from what nodes are meant to do to what a file says, and taking them.

#include <string>
#include <vector>

#include "operations/topology.hpp"

namespace weir::operations {

struct Step {
    enum class What {
        start_ingest,
        change_ingest,
        stop_ingest,
        start_relay,
        change_relay,
        stop_relay,
        start_sink,
        change_sink,
        stop_sink,
        start_display,
        change_display,
        stop_display
    };
    What what;
    std::string node;
    std::string stream;  // its name in the file, else its number
    gen::Ingest ingest;  // of the first three
    // Of the next three; its stream_id is that of `stream` when it is taken. Of change_ingest: the
    // push that ends, empty when none does.
    gen::RelayEdge edge;
    gen::Sink sink;        // of the next three; its stream_id like that of an edge
    gen::Display display;  // of the last three; likewise
    bool any_id = false;   // nobody chose the id of the ingest; another will do
    std::uint16_t stream_id() const;
    std::string text() const;  // "camera:desk: capture pattern: as stream 7 (desk)"
};
std::string_view sign(Step::What what);  // "+", "~" or "-"

struct Plan {
    std::vector<Step> steps;
    // Nodes that the file names and that do not answer: what it says of them is not done.
    std::vector<std::string> unreachable;

    bool empty() const { return steps.empty() && unreachable.empty(); }
};

// `prune`: what the file does not say ends, on the nodes that it names.
Plan make_plan(const Topology& topology, const Site& site, bool prune);

struct StepDone {
    Step step;  // with the id that its stream really got
    Result<> result;
};

// Takes the steps in their order. A step that fails does not keep others from being taken, except
// what is done with a stream that could not be started.
std::vector<StepDone> take(Network& network, const Plan& plan);

}  // namespace weir::operations
