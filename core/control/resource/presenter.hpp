#pragma once
// Brings the frames of one stream to one window, one at a time.

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>

#include "base/error.hpp"
#include "control/resource/background.hpp"
#include "stream/frame/frame.hpp"
#include "stream/render/pane.hpp"
#include "stream/render/picture_maker.hpp"

namespace weir::resource {

// Asks for a window of whoever draws: see WindowLoop::add().
using AddPane = std::function<Result<std::shared_ptr<render::Pane>>(
    render::PaneSettings, std::function<void(render::PaneEvent)>)>;

// What becomes of a window. Called on the node thread.
class PresenterListener {
public:
    virtual void on_opened() = 0;
    // The last frame is drawn, or never will be: then why. Another one may be presented.
    virtual void on_presented(Result<> outcome) = 0;
    virtual void on_dismissed() = 0;      // its user closed it
    virtual void on_lost(Error why) = 0;  // it could not be opened, or is gone

protected:
    ~PresenterListener() = default;
};

// Decodes on a thread of its own, because that takes over a millisecond. The next frame may be
// decoded while the screen shows the one before. Lives on the node thread; without one, there is no
// window.
class Presenter {
public:
    struct House {
        asio::any_io_executor node;
        AddPane add;
    };

    // `decoder`: one thread, which outlives what is running on it. The window comes later:
    // on_opened() or on_lost().
    static Result<std::unique_ptr<Presenter>> open(const House& house,
                                                   render::PaneSettings settings,
                                                   std::shared_ptr<Background> decoder,
                                                   PresenterListener& listener);
    Presenter(const Presenter&) = delete;
    Presenter& operator=(const Presenter&) = delete;
    ~Presenter();

    bool busy() const { return busy_; }
    void present(frame::FrameRef frame, frame::StreamFormat format);  // unless busy
    void set_signal(bool signal) { pane_->set_signal(signal); }

private:
    using Self = std::shared_ptr<Presenter*>;

    Presenter(std::shared_ptr<Background> decoder, PresenterListener& listener);
    void happened(render::PaneEvent event);
    void presented(Result<> outcome);

    PresenterListener& listener_;
    std::shared_ptr<Background> decoder_;
    std::shared_ptr<render::PictureMaker> maker_ = std::make_shared<render::PictureMaker>();
    std::shared_ptr<render::Pane> pane_;
    bool busy_ = false;
    Self self_;  // emptied at the end, for what comes from other threads
};

}  // namespace weir::resource
