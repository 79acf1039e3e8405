#include "stream/render/window_loop.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/log.hpp"

namespace weir::render {

Result<std::unique_ptr<WindowLoop>> WindowLoop::open() {
    auto bell = Bell::open();
    if (!bell) return std::unexpected(bell.error());
    return std::unique_ptr<WindowLoop>(new WindowLoop(std::move(*bell)));
}

Result<std::shared_ptr<Pane>> WindowLoop::add(PaneSettings settings,
                                              std::function<void(PaneEvent)> tell) {
    auto pane = std::make_shared<Pane>(std::move(settings), bell_, std::move(tell));
    if (coming_.put(pane) == Handoff<std::shared_ptr<Pane>>::Put::spilled)
        return fail(Code::timed_out,
                    "the screen has not answered for long; see whether the desktop still runs");
    bell_->ring();
    return pane;
}

void WindowLoop::run() {
    while (!ending_) {
        bell_->silence();
        if (desktop_) desktop_->poll_events();
        if (desktop_ && desktop_->lost()) lose_all();
        // Each of these may bring events that no descriptor tells of any more.
        const bool closed = close_some();
        const bool opened = open_coming();
        const bool drawn = draw_some();
        wait(closed || opened || drawn);
    }
    shown_.clear();
    desktop_.reset();
    ended_.set_value();
}

bool WindowLoop::end(Duration patience) {
    ending_ = true;
    bell_->ring();
    return end_.wait_for(patience) == std::future_status::ready;
}

bool WindowLoop::open_coming() {
    bool opened = false;
    while (auto pane = coming_.take()) {
        if ((*pane)->closed()) continue;
        opened = true;
        auto window = open_window((*pane)->settings());
        if (!window) {
            (*pane)->tell({PaneEvent::What::lost, std::unexpected(std::move(window.error()))});
            continue;
        }
        (*pane)->tell({PaneEvent::What::opened});
        shown_.push_back({std::move(*pane), std::move(*window)});
    }
    if (shown_.empty()) desktop_.reset();
    return opened && desktop_ != nullptr;
}

Result<std::unique_ptr<Window>> WindowLoop::open_window(const PaneSettings& settings) {
    if (desktop_ == nullptr) {
        auto desktop = Desktop::open();
        if (!desktop) return std::unexpected(desktop.error());
        desktop_ = std::move(*desktop);
    }
    return desktop_->open_window(settings);
}

void WindowLoop::lose_all() {
    for (const Shown& one : shown_)
        one.pane->tell({PaneEvent::What::lost,
                        fail(Code::device_lost,
                             "the display is gone, and its windows with it; start the desktop "
                             "again")});
    shown_.clear();
    desktop_.reset();
}

bool WindowLoop::close_some() {
    const std::size_t gone = std::erase_if(shown_, [](const Shown& one) {
        if (one.window->close_requested()) one.pane->tell({PaneEvent::What::dismissed});
        return one.pane->closed() || one.window->close_requested();
    });
    if (shown_.empty()) desktop_.reset();
    return gone > 0;
}

bool WindowLoop::draw_some() {
    bool drawn = false;
    for (const Shown& one : shown_) {
        one.window->set_signal(one.pane->signal());
        // The memory is given back before the drawing, which may wait for the screen.
        if (const auto picture = one.pane->take()) {
            auto outcome = one.window->take(*picture);
            one.pane->tell({PaneEvent::What::taken, std::move(outcome)});
        }
        if (!one.window->due(monotonic_now())) continue;
        // Each wait for the screen would hold up all others: only a single window has its own.
        one.window->draw(shown_.size() == 1);
        drawn = true;
    }
    return drawn;
}

void WindowLoop::wait(bool busy) {
    auto next = TimePoint::max();
    for (const Shown& one : shown_) next = std::min(next, one.window->next_due());
    int patience_ms = -1;
    if (busy)
        patience_ms = 0;
    else if (next != TimePoint::max())
        patience_ms = static_cast<int>(std::max<std::int64_t>(
            0, std::chrono::ceil<std::chrono::milliseconds>(next - monotonic_now()).count()));
    std::array<pollfd, 2> woken{
        {{bell_->descriptor(), POLLIN, 0}, {desktop_ ? desktop_->descriptor() : -1, POLLIN, 0}}};
    ::poll(woken.data(), woken.size(), patience_ms);
}

}  // namespace weir::render
