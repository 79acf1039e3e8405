#pragma once
// Known pixels on an X server; apart from the tests because Xlib's macros and Catch's names
// collide.

#include <string>

namespace weir::test {

// A blue desktop with a red rectangle of 20x10 at 100, 50 and the pointer where it is asked to be.
bool paint_desktop(const std::string& display, int pointer_x, int pointer_y);

}  // namespace weir::test
