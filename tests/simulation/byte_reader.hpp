#pragma once
// A program that listens for bare bytes.

#include <memory>
#include <string>
#include <vector>

#include "simulation/bare_runs.hpp"
#include "simulation/net.hpp"

namespace weir::sim {

// Reads whatever comes over any connection, and says nothing.
class ByteReader {
public:
    ByteReader(Net& net, const std::string& name, BareRuns& runs);

    Host& host() { return host_; }
    void stop();
    // Some payload has come in part.
    bool mid_payload() const;

private:
    struct Life {
        std::unique_ptr<transport::Socket> socket;
        BareRuns::Run run = {};
        bool open = true;
    };

    void read(const std::shared_ptr<Life>& life);

    Net& net_;
    BareRuns& runs_;
    Host host_;
    std::vector<std::weak_ptr<Life>> lives_;
};

}  // namespace weir::sim
