// weir view: shows a stream of the network in a window of its own.

#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <utility>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "control/resource/display.hpp"
#include "control/resource/presenter.hpp"
#include "nodes/cli/output.hpp"
#include "nodes/reader.hpp"
#include "nodes/verbs.hpp"
#include "stream/render/window_loop.hpp"

namespace weir::nodes {
namespace {

// The newest frame wins, here as in the node that it comes from.
class View final : public FrameConsumer, private resource::PresenterListener {
public:
    View(const ViewOptions& options, render::WindowLoop& windows)
        : options_(options), windows_(windows), reader_(options.reader, *this) {}

    // On the node thread, which is another one than the window's.
    int run() {
        const int code = reader_.run();
        presenter_.reset();
        decoder_->stop();
        log::info("view", "ended",
                  {{"frames", shown_},
                   {"replaced", replaced_},
                   {"not_shown", refused_},
                   {"missing", reader_.frames_lost()}});
        return code;
    }

    Result<> on_format(const frame::StreamFormat& format) override {
        if (auto able = readable(format, "weir view", render::shown_encodings,
                                 "weir cat STREAM | ffplay - shows others");
            !able)
            return able;
        format_ = format;
        on_signal(true);
        return presenter_ ? Result<>() : open_window();
    }

    void on_frame(frame::FrameRef frame) override {
        if (std::exchange(next_, std::move(frame)) != nullptr) ++replaced_;
        next_format_ = format_;
        show_next();
    }

    void on_signal(bool signal) override {
        signal_ = signal;
        if (presenter_) presenter_->set_signal(signal);
    }

private:
    Result<> open_window() {
        render::PaneSettings settings = resource::pane_of(options_.window, format_);
        settings.title = reader_.stream_name();
        settings.placed = options_.placed;
        const auto add = [this](auto pane, auto tell) {
            return windows_.add(std::move(pane), std::move(tell));
        };
        auto presenter = resource::Presenter::open({reader_.executor(), add}, std::move(settings),
                                                   decoder_, *this);
        if (!presenter) return std::unexpected(presenter.error());
        presenter_ = std::move(*presenter);
        return {};
    }

    void show_next() {
        if (!opened_ || presenter_->busy() || next_ == nullptr) return;
        presenter_->present(std::exchange(next_, nullptr), next_format_);
    }

    void on_opened() override {
        opened_ = true;
        presenter_->set_signal(signal_);
        show_next();
    }
    void on_presented(Result<> outcome) override {
        ++(outcome ? shown_ : refused_);
        if (!outcome) trouble_.warn("view", outcome.error().what);
        show_next();
    }
    void on_dismissed() override { reader_.end(); }
    void on_lost(Error why) override { reader_.end(std::move(why)); }

    const ViewOptions& options_;
    render::WindowLoop& windows_;
    Reader reader_;
    std::shared_ptr<resource::Background> decoder_ =
        std::make_shared<resource::Background>(reader_.executor(), 1);
    std::unique_ptr<resource::Presenter> presenter_;
    frame::StreamFormat format_;
    frame::FrameRef next_;
    frame::StreamFormat next_format_;  // when it came
    log::Once trouble_;
    bool opened_ = false;
    bool signal_ = true;
    std::uint64_t shown_ = 0;
    std::uint64_t replaced_ = 0;
    std::uint64_t refused_ = 0;
};

}  // namespace

int run_view(const ViewOptions& options) {
    if (auto possible = render::windows_possible(); !possible)
        return cli::failed(
            {possible.error().code, "no window can be shown here: " + possible.error().what +
                                        "; or watch the stream in the web page"});
    auto windows = render::WindowLoop::open();
    if (!windows) return cli::failed(windows.error());
    auto code = std::async(std::launch::async, [&] {
        const int read = View(options, **windows).run();
        // A screen that hangs does not keep the program.
        if (!(*windows)->end(limits::screen_patience)) std::_Exit(read);
        return read;
    });
    (*windows)->run();
    return code.get();
}

}  // namespace weir::nodes
