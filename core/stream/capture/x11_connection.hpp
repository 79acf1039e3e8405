#pragma once
// A connection to an X server that survives the server: Xlib by itself ends the process.

#include <cstdint>
#include <memory>
#include <string>

#include "base/error.hpp"

struct _XDisplay;  // Xlib's Display

namespace weir::capture {

// Used by one thread at a time.
class X11Connection {
public:
    // An empty name means $DISPLAY. not_found with the next step.
    static Result<X11Connection> open(const std::string& name);
    X11Connection(X11Connection&&) noexcept = default;
    X11Connection& operator=(X11Connection&&) = delete;
    ~X11Connection();

    _XDisplay* get() const { return display_; }
    const std::string& name() const { return name_; }

    // The server is gone; every further call on the display does nothing.
    bool lost() const { return *lost_; }
    // Waits for the server and says which error the last calls of this thread caused, 0 for none.
    int sync_error() const;

private:
    X11Connection(_XDisplay* display, std::string name);

    struct Closer {
        void operator()(_XDisplay* display) const;
    };
    std::unique_ptr<bool> lost_;  // before the display, whose closing may still write it
    std::unique_ptr<_XDisplay, Closer> owner_;
    _XDisplay* display_;
    std::string name_;
};

struct DesktopSize {
    std::uint32_t width;
    std::uint32_t height;

    bool operator==(const DesktopSize&) const = default;
};

DesktopSize desktop_size(const X11Connection& x11);

}  // namespace weir::capture
