#pragma once
// Which cameras this machine has.

#include <string>
#include <vector>

#include "stream/capture/devices.hpp"
#include "stream/capture/v4l2_api.hpp"

namespace weir::capture {

// Capture nodes under `devices`, in the order of their numbers. Nodes that cannot be opened or
// asked are left out: one broken camera must not hide the others.
std::vector<DeviceInfo> list_cameras(V4l2Api& api = system_v4l2(),
                                     const std::string& devices = "/dev");

// The name under v4l/by-id, or else by-path, that points at a node; the node itself without one.
std::string stable_path(const std::string& node, const std::string& devices = "/dev");

}  // namespace weir::capture
