#pragma once
// One window, as its owner and the thread that draws it both see it.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/mailbox.hpp"
#include "base/unique_fd.hpp"
#include "stream/render/picture.hpp"
#include "stream/render/placement.hpp"

namespace weir::render {

struct PaneSettings {
    std::string title;
    int x = 0;                 // pixels on the desktop, of the picture's top left corner
    int y = 0;                 // pixels
    std::uint32_t width = 0;   // pixels; 0: as wide as the picture
    std::uint32_t height = 0;  // pixels; 0: as high as the picture
    bool placed = true;        // at x, y; else where the desktop wants it
    PixelSize picture{};       // as the stream announced it, 0 x 0: unknown
    Scale scale = Scale::fit;
    Anchor anchor = Anchor::center;
    unsigned no_signal_fps = 0;  // of the picture that says so; 0: the last one stays
};

// What the owner is told.
struct PaneEvent {
    enum class What : std::uint8_t {
        opened,
        taken,      // a picture, to be drawn: its memory is free again; or why it was not
        dismissed,  // its user closed the window
        lost,       // there is no window, or no more, and why
    };
    What what;
    Result<> outcome = {};
};

// Wakes the thread that draws. Thread-safe.
class Bell {
public:
    static Result<std::shared_ptr<Bell>> open();
    void ring();
    void silence();  // what rang so far was heard
    int descriptor() const { return fd_.get(); }

private:
    explicit Bell(UniqueFd fd) : fd_(std::move(fd)) {}
    UniqueFd fd_;
};

// The owner's calls are thread-safe and never wait. After close(), `lost` or `dismissed` nothing
// more is told, but for what is being told at that moment.
class Pane {
public:
    // `tell` is called on the thread that draws.
    Pane(PaneSettings settings, std::shared_ptr<Bell> bell, std::function<void(PaneEvent)> tell)
        : settings_(std::move(settings)), bell_(std::move(bell)), tell_(std::move(tell)) {}

    const PaneSettings& settings() const { return settings_; }

    // The owner's side. Each picture is answered by `taken` before the next one is shown.
    void show(Picture picture) {
        picture_.put(std::move(picture));
        bell_->ring();
    }
    // Without a signal the no-signal picture is drawn, at first too.
    void set_signal(bool signal) {
        signal_ = signal;
        bell_->ring();
    }
    void close() {
        closed_ = true;
        bell_->ring();
    }

    // The side of the thread that draws.
    std::optional<Picture> take() { return picture_.take(); }
    bool signal() const { return signal_; }
    bool closed() const { return closed_; }
    void tell(PaneEvent event) const {
        if (!closed_) tell_(std::move(event));
    }

private:
    PaneSettings settings_;
    std::shared_ptr<Bell> bell_;
    std::function<void(PaneEvent)> tell_;
    Latest<Picture> picture_;
    std::atomic<bool> signal_{false};
    std::atomic<bool> closed_{false};
};

}  // namespace weir::render
