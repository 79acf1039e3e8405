#pragma once
// Windows of the graphics system, by GLFW: its only wrapper. Everything here is for the main
// thread.

#include <memory>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "stream/render/pane.hpp"
#include "stream/render/picture.hpp"

namespace weir::render {

// Whether a window could be shown here at all: the sentence says why not. Asks the environment
// alone, and so costs nothing. Any thread.
Result<> windows_possible();

class Window {
public:
    virtual ~Window() = default;

    virtual bool close_requested() const = 0;  // by its user
    virtual void set_signal(bool signal) = 0;
    // Copies the picture to the graphics card. limit_exceeded when it is too large for that.
    virtual Result<> take(const Picture& picture) = 0;
    virtual bool due(TimePoint now) const = 0;  // something changed since it was drawn
    virtual TimePoint next_due() const = 0;     // by passing time alone; max(): never
    // With `in_step` it waits until the screen has shown the picture before.
    virtual void draw(bool in_step) = 0;
};

// The connection to the desktop; one at a time, and it outlives its windows.
class Desktop {
public:
    // not_found when there is none, with the next step.
    static Result<std::unique_ptr<Desktop>> open();
    virtual ~Desktop() = default;

    virtual Result<std::unique_ptr<Window>> open_window(const PaneSettings& settings) = 0;
    // Readable when there are events.
    virtual int descriptor() const = 0;
    virtual void poll_events() = 0;
    virtual bool lost() const = 0;  // it went away by itself
};

}  // namespace weir::render
