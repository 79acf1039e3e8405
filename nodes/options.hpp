#pragma once
// What the command line says, as values. Parsing is in command_line.cpp; nothing here acts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "operations/names.hpp"
#include "stream/relay/delivery.hpp"
#include "transport/address.hpp"

namespace weir::nodes {

enum ExitCode : int {
    exit_ok = 0,
    exit_failed = 1,
    exit_usage = 2,
    exit_not_found = 3,
    exit_timeout = 4,
    exit_refused = 5,
    exit_partly = 6,
};

// "host:port", "[v6]:port", ":port" (every interface is the caller's default host) or "unix:/path".
Result<transport::Address> parse_host_port(const std::string& text,
                                           const std::string& default_host);

using operations::parse_rate;
using operations::parse_size;
using operations::Rate;
using operations::Size;

// As operations::parse_bytes has it, and enough for a node: "512M", "2GiB", "67108864".
Result<std::uint64_t> parse_memory(const std::string& text);

// "round-robin" and its like.
Result<relay::SchedulerKind> parse_scheduler(const std::string& text);

struct DiscoveryOptions {
    bool on = true;
    std::string group =
        "224.0.0.251";  // link-local multicast; the reference chooses mDNS's group and port
    std::string group_v6 = "ff02::fb";  // the same of IPv6; either may be empty: not used
    std::uint16_t port = 5353;
    std::vector<transport::Address> peers;  // asked one by one, where multicast does not reach
};
// "off", "GROUP:PORT" or "[GROUP]:PORT".
Result<DiscoveryOptions> parse_discovery(const std::string& text);

// namespace:instance, and nothing that reads like an address.
Result<std::string> parse_node_name(const std::string& text);
std::string host_name();  // of this machine, without its domain

// Where a node lives: common to every verb that keeps running and can be asked things.
struct NodeOptions {
    std::string name;                        // namespace:instance, like camera:desk
    std::vector<transport::Address> listen;  // empty: a free port of this machine
    std::size_t connections_max = 0;         // 0: as many as there are file descriptors for
    bool insecure_lan = false;
    DiscoveryOptions discovery;
    std::string state_dir;  // empty: $XDG_STATE_HOME/weir/NAME
    std::string port_file;
    std::string report_file;
    std::string sink_dir;        // for recordings that peers ask for; empty: none are made
    bool windows = true;         // that peers ask for, where there is a screen
    transport::Address metrics;  // empty: none are served
    std::uint64_t memory_bytes_max = limits::memory_bytes_default;  // for frames
    relay::SchedulerKind scheduler = relay::SchedulerKind::strict_priority;
    std::size_t threads = 1;  // that write to connections; 1: the node's own
};

struct SourceOptions {
    NodeOptions node;
    std::string device_path;  // as START_INGEST carries it: "v4l2:/dev/video0?quality=80"
    std::optional<std::uint16_t> stream_id;
    Size size;
    Rate rate;
    std::string format = "auto";
    std::vector<std::string> targets;  // node names or addresses
    bool acknowledged = false;         // the targets answer for what they have
};

// One stream of one node: "relay:main/3", "host:port/3", "unix:/run/weir.sock/3", "3",
// "relay:main".
struct StreamAddress {
    std::string node;  // name or address; empty: whichever node has it
    std::optional<std::uint16_t> stream_id;
};
Result<StreamAddress> parse_stream_address(const std::string& text);

struct ReaderOptions {
    StreamAddress stream;
    DiscoveryOptions discovery;
    std::string mode;  // low-latency | completeness
    bool acknowledged = false;
    std::uint64_t frames = 0;  // stop after so many; 0 = until interrupted
    double seconds = 0;        // stop after so long; 0 = until interrupted
    double wait_seconds = 3;   // how long to look for the node and its stream
    std::string output;        // record: the file
    bool overwrite = false;
};

}  // namespace weir::nodes
