#include "stream/capture/x11_connection.hpp"

#include <X11/Xlib.h>

#include <cstdlib>
#include <utility>

namespace weir::capture {
namespace {

// Xlib calls the handler on the thread that reads the reply, which is the thread that asked.
thread_local int last_error = 0;

int remember_error(Display*, XErrorEvent* event) {
    last_error = event->error_code;
    return 0;
}

int survive_io_error(Display*) {
    return 0;  // Xlib goes on to the display's exit handler, which is ours
}

void mark_lost(Display*, void* lost) {
    *static_cast<bool*>(lost) = true;
}

// Once per process: the handlers are global, and the originals print and exit.
void install_handlers() {
    static const bool installed = [] {
        XSetErrorHandler(remember_error);
        XSetIOErrorHandler(survive_io_error);
        return true;
    }();
    static_cast<void>(installed);
}

}  // namespace

void X11Connection::Closer::operator()(_XDisplay* display) const {
    XCloseDisplay(display);
}

X11Connection::X11Connection(_XDisplay* display, std::string name)
    : lost_(std::make_unique<bool>(false)),
      owner_(display),
      display_(display),
      name_(std::move(name)) {
    XSetIOErrorExitHandler(display, mark_lost, lost_.get());
}

X11Connection::~X11Connection() = default;

Result<X11Connection> X11Connection::open(const std::string& name) {
    install_handlers();
    const char* variable = std::getenv("DISPLAY");
    const std::string chosen = !name.empty() ? name : variable != nullptr ? variable : "";
    if (chosen.empty())
        return fail(Code::not_found,
                    "there is no display: DISPLAY is not set; start weir in a desktop session or "
                    "name one, such as :0");
    Display* display = XOpenDisplay(chosen.c_str());
    if (display == nullptr)
        return fail(Code::not_found, "cannot open the display " + chosen +
                                         "; is an X server running there, and may you use it "
                                         "(xhost, XAUTHORITY)?");
    return X11Connection(display, chosen);
}

DesktopSize desktop_size(const X11Connection& x11) {
    const int screen = DefaultScreen(x11.get());
    return {static_cast<std::uint32_t>(DisplayWidth(x11.get(), screen)),
            static_cast<std::uint32_t>(DisplayHeight(x11.get(), screen))};
}

int X11Connection::sync_error() const {
    XSync(display_, False);
    return std::exchange(last_error, 0);
}

}  // namespace weir::capture
