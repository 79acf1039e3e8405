#pragma once
// What somebody wants of many nodes at once, as a file says it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "operations/edges.hpp"
#include "operations/names.hpp"

namespace weir::operations {

// Where something stands in the file, for sentences about it; line 0: nowhere.
struct Place {
    unsigned line = 0;
    unsigned column = 0;
};

struct TopologyStream {
    std::string name;  // unique in the file; edges refer to it
    std::string node;
    std::string device;
    std::uint16_t id = 0;  // 0: the one that the device has, or a free one
    gen::Format format{};  // 0: the node chooses
    Size size;
    Rate rate;
    Place place;
};

struct TopologyEdge {
    std::string stream;  // name in the file, or a number
    std::string from;
    std::string to;
    Delivery delivery;
    Place place;
};

// A recording.
struct TopologySink {
    std::string stream;  // name in the file, or a number
    std::string node;
    std::string path;  // below the folder that the node has for recordings
    Place place;
};

// A window.
struct TopologyDisplay {
    std::string stream;  // name in the file, or a number
    std::string node;
    gen::Display window;  // but for its stream_id
    Place place;
};

struct Topology {
    std::vector<TopologyStream> streams;
    std::vector<TopologyEdge> edges;
    std::vector<TopologySink> sinks;
    std::vector<TopologyDisplay> displays;

    std::vector<std::string> nodes() const;  // everybody who is told something, sorted
};

// TOML, or JSON when the first sign is a brace. Checks everything that can be known without asking
// a node. The sentence begins with "name:line:column: ".
Result<Topology> parse_topology(std::string_view text, const std::string& name);

std::string to_toml(const Topology& topology);
std::string to_json(const Topology& topology);
// One stream, edge, sink or display a line, for programs; parse_topology() does not read it.
std::string to_json_lines(const Topology& topology);

// What the nodes are meant to do now, as a file that means the same.
Topology export_topology(const Site& site);

}  // namespace weir::operations
