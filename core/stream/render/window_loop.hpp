#pragma once
// The main thread of a program that shows windows: draws what panes were given, when they were.

#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/mailbox.hpp"
#include "stream/render/pane.hpp"
#include "stream/render/window.hpp"

namespace weir::render {

// run() is the life of the main thread; the graphics system is touched there only, and only while
// there is a window. All else is thread-safe.
class WindowLoop {
public:
    static Result<std::unique_ptr<WindowLoop>> open();

    // It is opened as soon as may be: `opened` or `lost` will be told, on the main thread.
    // timed_out when too many wait already for a screen that hangs.
    Result<std::shared_ptr<Pane>> add(PaneSettings settings, std::function<void(PaneEvent)> tell);

    // Until end(). Windows close by then.
    void run();
    // False when run() has not returned after `patience`, because the screen does not answer; then
    // nothing but the end of the process helps.
    bool end(Duration patience);

private:
    struct Shown {
        std::shared_ptr<Pane> pane;
        std::unique_ptr<Window> window;
    };

    explicit WindowLoop(std::shared_ptr<Bell> bell) : bell_(std::move(bell)) {}

    bool open_coming();
    Result<std::unique_ptr<Window>> open_window(const PaneSettings& settings);
    void lose_all();
    bool close_some();
    bool draw_some();
    void wait(bool busy);

    std::shared_ptr<Bell> bell_;
    Handoff<std::shared_ptr<Pane>> coming_{limits::panes_coming_max};
    std::unique_ptr<Desktop> desktop_;  // null: no window
    std::vector<Shown> shown_;
    std::atomic<bool> ending_{false};
    std::promise<void> ended_;
    std::future<void> end_{ended_.get_future()};
};

}  // namespace weir::render
