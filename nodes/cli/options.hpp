#pragma once
// What the verbs of a controller are told on the command line, as values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/messages.hpp"
#include "nodes/options.hpp"
#include "operations/edges.hpp"

namespace weir::nodes::cli {

enum class Format { table, json, jsonl };

// How the nodes are found and how the answer is written: common to every verb of a controller.
struct Common {
    DiscoveryOptions discovery;
    std::vector<std::string> peers;  // HOST:PORT of nodes that cannot be heard
    double timeout_seconds = 3;      // for one question, and for finding a node that is named
    Format format = Format::table;
};

struct PeersOptions {
    Common common;
    double wait_seconds = 1.5;
};

struct GetOptions {
    Common common;
    std::string what;
    std::string node;  // only of this one; empty: of all
    bool watch = false;
    double interval_seconds = 1;
};

struct DescribeOptions {
    Common common;
    std::string what;  // NODE or NODE/ID
};

struct ConnectOptions {
    Common common;
    std::string from;
    std::string to;
    operations::Delivery delivery;
    std::string device;  // start it there first; empty: the stream is there
    Size size;
    Rate rate;
    bool wait_live = false;
    bool dry_run = false;
};

struct TopologyOptions {
    Common common;
    std::string file;                // "-": standard input
    std::vector<std::string> nodes;  // export: only these
    std::string form = "toml";       // export: toml, json or jsonl
    bool prune = false;
    bool dry_run = false;
    bool wait_live = false;
};

struct ControlOptions {
    Common common;
    std::string what;  // list, get, set, reset, save, load
    std::string node;
    std::string device;
    std::vector<std::string> words;  // CONTROL, CONTROL=VALUE, or a file
};

struct SnapOptions {
    ReaderOptions reader;
};

struct TopOptions {
    Common common;
    std::uint64_t count = 0;  // stop after so many pictures; 0: until interrupted
    double interval_seconds = 1;
};

struct PingOptions {
    Common common;
    std::string node;
    std::uint64_t count = 5;
    double interval_seconds = 0.2;
};

struct TraceOptions {
    Common common;
    StreamAddress stream;
    std::string pcap;         // write the messages there, too
    std::uint64_t count = 0;  // stop after so many messages; 0: until interrupted
    double seconds = 0;       // stop after so long; 0: until interrupted
};

struct TellOptions {
    Common common;
    std::string node;
    std::string what;    // log, reconcile, shutdown
    std::string levels;  // of log
};

// What a node does with a stream at its end: a window, or a file.
struct EndOptions {
    Common common;
    std::string what;  // start, stop
    StreamAddress stream;
    gen::Display window;  // of display, but for the stream
    std::string path;     // of sink
};

}  // namespace weir::nodes::cli
