#include "stream/capture/painted_desktop.hpp"

#include <X11/Xlib.h>

// Xlib unlocks its own lock twice when a server dies, because it expects the process to end there.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "mutex:libX11.so\ndeadlock:libX11.so\nrace:libX11.so\n";
}

namespace weir::test {

bool paint_desktop(const std::string& name, int pointer_x, int pointer_y) {
    Display* display = XOpenDisplay(name.c_str());
    if (display == nullptr) return false;
    const Window root = DefaultRootWindow(display);
    XSetWindowBackground(display, root, 0x0000ff);
    XClearWindow(display, root);
    XGCValues values{};
    values.foreground = 0xff0000;
    const GC pen = XCreateGC(display, root, GCForeground, &values);
    XFillRectangle(display, root, pen, 100, 50, 20, 10);
    XFreeGC(display, pen);
    XWarpPointer(display, None, root, 0, 0, 0, 0, pointer_x, pointer_y);
    XSync(display, False);
    XCloseDisplay(display);
    return true;
}

}  // namespace weir::test
