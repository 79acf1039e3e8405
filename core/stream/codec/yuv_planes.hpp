#pragma once
// Turns the YUV layouts that cameras send into what a JPEG is made of: three full range planes.

#include <array>
#include <cstddef>
#include <vector>

#include "stream/frame/picture.hpp"

namespace weir::codec {

// Y, U, V of a complete() yuyv (4:2:2), nv12 or yuv420p (4:2:0) picture, widened to full range and
// with even sides. Planes that are right already are passed through, the others lie in `scratch`,
// which only ever grows.
std::array<frame::Plane, 3> full_range_planes(const frame::Picture& picture,
                                              std::vector<std::byte>& scratch);

}  // namespace weir::codec
