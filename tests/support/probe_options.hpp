#pragma once
// The command line of stream_probe.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "gen/messages.hpp"

namespace weir::support {

struct ProbeOptions {
    std::string host;
    std::uint16_t port = 0;
    std::uint16_t stream_id = 1;
    gen::DeliveryMode mode = gen::DeliveryMode::low_latency;
    std::uint64_t frames = 0;  // end after so many; 0: do not count
    double seconds = 0;        // end after so long; 0: do not look at the clock
    double timeout = 30;       // seconds until it gives up
    std::string json_file;
    bool no_read = false;  // attach, then never read again, but stay alive
    bool mute = false;     // attach, then send nothing more, not even a ping
    bool plain = false;    // say no hello
    bool decode = false;
    bool reconnect = false;
};

// The exit status when there is nothing to do.
std::expected<ProbeOptions, int> read_probe_options(int argc, char** argv);

}  // namespace weir::support
