#pragma once
// Rounds become rows, rows become a table for people and JSON for programs. Pure.

#include <string>
#include <vector>

#include "run.hpp"

namespace weir::bench {

struct Row {
    std::string system;
    Case what;
    std::vector<Figures> rounds;
};

// How a system starts, a round each.
struct Start {
    std::string system;
    std::vector<double> first_frame_ms;  // from the start of its process to a frame at one reader
    std::vector<double> all_back_ms;     // from its port being known to a frame at each of many
};
double median(std::vector<double> values);

// Each figure's own median over the rounds; the highest for memory and for how long the source was
// held up. `rounds` has at least one.
Figures median(const std::vector<Figures>& rounds);

// Grouped by case; p50, p99 and CPU each with their ratio to the naive relay of the same case, and
// below each case ours beside the best other.
std::string table(const std::vector<Row>& rows);

// "4, 1 stalled", for people.
std::string label(const Case& what);

struct Machine {
    std::string cpu;
    std::string kernel;
    unsigned cores = 0;
    double memory_gb = 0;
    double load_before = 0;  // processes that wanted to run when the bench started
};
Machine this_machine();

struct Conditions {
    Machine machine;
    std::string command;
    std::string method;
    std::vector<std::string> notes;  // how each system was set up, and which was skipped
};

std::string json(const std::vector<Row>& rows, const std::vector<Start>& starts,
                 const Conditions& conditions);

}  // namespace weir::bench
