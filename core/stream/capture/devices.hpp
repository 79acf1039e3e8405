#pragma once
// What this machine could capture from; the fields of enum_devices.

#include <string>
#include <vector>

#include "stream/capture/request.hpp"
#include "stream/frame/encoding.hpp"

namespace weir::capture {

struct DeviceInfo {
    Kind kind = Kind::camera;
    std::string path;    // what to put in a Request; for cameras the name that survives replugging
    std::string name;    // for people
    std::string driver;  // empty where there is none
    std::string bus;
    std::vector<frame::StreamFormat> formats;  // at most 255, preferred encoding first; empty: any
};

// Cameras in the order of their numbers, the desktop when there is one, the pattern.
std::vector<DeviceInfo> list_devices();

}  // namespace weir::capture
