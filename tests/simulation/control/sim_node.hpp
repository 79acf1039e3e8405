#pragma once
// A node without sockets: the real control code on virtual time, a virtual network and a fake disk.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/change/changes.hpp"
#include "control/wanted/fake_disk.hpp"
#include "network/discovery.hpp"
#include "simulation/control/sim_resources.hpp"

namespace weir::sim::control {

// The disk that recordings need; cameras and patterns are other devices.
inline const std::string disk_device = "disk";

// What a node may not do. The first one found ends the run.
class Oracles {
public:
    void violated(const std::string& what) {
        if (violation.empty()) violation = what;
    }
    std::string violation;
};

class SimNode {
public:
    SimNode(VirtualTime& time, Network& network, Oracles& oracles, std::string name,
            std::uint64_t seed);
    ~SimNode();

    const std::string& name() const { return name_; }
    bool up() const { return life_ != nullptr; }

    void start();
    void crash();                 // without power: the disk keeps what it had, or some of it
    void jump(Duration forward);  // its clock
    void fill_disk();             // one of the next operations fails
    void unplug(const std::string& device, bool plugged);
    void trouble(const std::string& device, bool troubled);
    void heal();  // devices, disk and process

    // Called after every event.
    void check();
    // What keeps it from being all that it should be; empty when nothing does.
    std::string unfinished() const;
    std::vector<gen::Ingest> wishes() const;  // what it is meant to capture
    // Whether it has been meant to capture that device under that id since then, without a break.
    bool captures_since(std::uint16_t stream_id, const std::string& device, TimePoint when) const;
    const network::Peer* knows(const std::string& node) const;
    std::uint64_t boot_nonce() const { return boot_nonce_; }
    std::uint64_t changes() const { return changes_; }

private:
    struct Life;
    class Session;

    VirtualTime& time_;
    Network& network_;
    Oracles& oracles_;
    std::string name_;
    Dice dice_;
    test::FakeDisk disk_;
    std::map<std::string, Device> devices_;
    Duration offset_{};
    std::uint64_t boot_nonce_ = 0;
    std::uint64_t boots_ = 0;
    std::uint64_t changes_ = 0;
    std::map<std::uint16_t, std::pair<std::string, TimePoint>> captured_;  // since when

    // What was promised, across all its lives: at least what the last answer to a change spoke of.
    gen::GetConfigStateReply promised_;
    // As decided; several where one was lost and its number used again.
    std::map<std::uint64_t, std::vector<gen::GetConfigStateReply>> decided_{
        {0, {gen::GetConfigStateReply{}}}};

    std::shared_ptr<Life> life_;
};

}  // namespace weir::sim::control
