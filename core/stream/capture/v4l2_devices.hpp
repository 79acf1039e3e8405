#pragma once
// Which cameras this machine has.

#include <string>
#include <vector>

#include "stream/capture/request.hpp"
#include "stream/capture/v4l2_api.hpp"
#include "stream/frame/encoding.hpp"

namespace weir::capture {

// A device somebody could capture from; the fields of enum_devices.
struct DeviceInfo {
    Kind kind = Kind::camera;
    std::string path;    // what to put in a Request; for cameras the name that survives replugging
    std::string name;    // for people
    std::string driver;  // empty where there is none
    std::string bus;
    std::vector<frame::StreamFormat> formats;  // at most 255, best first; empty: any
};

// Capture nodes under `devices`, in the order of their numbers. Nodes that cannot be opened or
// asked are left out: one broken camera must not hide the others.
std::vector<DeviceInfo> list_cameras(V4l2Api& api = system_v4l2(),
                                     const std::string& devices = "/dev");

// The name under v4l/by-id, or else by-path, that points at a node; the node itself without one.
std::string stable_path(const std::string& node, const std::string& devices = "/dev");

}  // namespace weir::capture
