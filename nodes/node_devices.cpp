// What a node could capture: its cameras and their controls, its screens.

#include <algorithm>

#include "control/resource/device_path.hpp"
#include "nodes/node.hpp"

namespace weir::nodes {

void Node::serve_devices() {}

}  // namespace weir::nodes
